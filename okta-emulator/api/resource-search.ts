import type { Request } from 'express';
import { OktaError } from '../errors.js';
import { parseScimFilter, ScimFilterError, type ScimFilter } from './scim-filter.js';
import { textParameter } from './query.js';

/**
 * Reads `search` (text without regard to case) and `filter` (with regard to it) of a list of users or groups.
 *
 * @param attributes what may be searched; one that ends with a dot stands for everything below it.
 * @returns undefined if the request has neither.
 * @throws OktaError E0000031 for what can't be read or is not supported.
 */
export function searchOf(req: Request, attributes: readonly string[]): ScimFilter | undefined {
  const filters = [
    { source: textParameter(req, 'search'), caseSensitive: false },
    { source: textParameter(req, 'filter'), caseSensitive: true },
  ].flatMap(({ source, caseSensitive }) =>
    source === undefined ? [] : [readFilter(source, caseSensitive, attributes)],
  );
  if (filters.length === 0) return undefined;
  return (resource) => filters.every((fits) => fits(resource));
}

function readFilter(
  source: string,
  caseSensitive: boolean,
  attributes: readonly string[],
): ScimFilter {
  try {
    return parseScimFilter(source, { caseSensitive, check: refuseOthers(attributes) });
  } catch (error) {
    if (error instanceof ScimFilterError) throw new OktaError('E0000031');
    throw error;
  }
}

function refuseOthers(attributes: readonly string[]) {
  return (attribute: string, operator: string): void => {
    const isKnown = attributes.some((known) =>
      known.endsWith('.') ? attribute.startsWith(known) : attribute === known,
    );
    if (!isKnown || operator === 'ne' || operator === 'ew') throw new OktaError('E0000031');
  };
}
