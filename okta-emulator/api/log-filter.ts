import { OktaError } from '../errors.js';
import { parseScimFilter, ScimFilterError, type ScimFilter } from './scim-filter.js';

const fields =
  /^(uuid|eventType|displayMessage|severity|version|legacyEventType|(actor|client|outcome|target|transaction|debugContext|authenticationContext|securityContext|request)\.[\w.]+)$/;

/**
 * Reads the `filter` of the System Log.
 *
 * @returns a filter that lets everything pass if there is none.
 * @throws OktaError E0000053 for what can't be read and for unknown fields, `published` among them; E0000031 for `co` on a URL.
 */
export function logFilterOf(source: string | undefined): ScimFilter {
  if (source === undefined) return () => true;
  try {
    return parseScimFilter(source, { check: refuseUnsupported, caseSensitive: true });
  } catch (error) {
    if (error instanceof ScimFilterError) {
      throw new OktaError('E0000053', { summary: error.message });
    }
    throw error;
  }
}

function refuseUnsupported(field: string, operator: string): void {
  if (!fields.test(field)) {
    throw new OktaError('E0000053', { summary: `field is not valid: ${field}` });
  }
  if (operator === 'co' && /^debugContext\.debugData\.(url|requestUri)$/.test(field)) {
    throw new OktaError('E0000031', {
      summary: `The supplied combination of operator and field is not currently supported. Operator: co, Field: ${field}`,
    });
  }
}
