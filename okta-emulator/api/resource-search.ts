import type { Request } from 'express';
import { OktaError } from '../errors.js';
import {
  allOf,
  parseScimFilter,
  ScimFilterError,
  type ScimFilter,
  type ScimFilterRules,
} from './scim-filter.js';
import { textParameter } from './query.js';

/**
 * Reads `search` (text without regard to case) and `filter` (with regard to it) of a list of users or groups.
 *
 * @param attributes what may be searched; one that ends with a dot stands for everything below it.
 * @param containable those of them that `co` is for; all, if not given.
 * @returns undefined if the request has neither.
 * @throws OktaError E0000031 for what can't be read or is not supported.
 */
export function searchOf(
  req: Request,
  attributes: readonly string[],
  containable = attributes,
): ScimFilter | undefined {
  const check = refuseOthers(attributes, containable);
  const filters = [
    { source: textParameter(req, 'search'), caseSensitive: false },
    { source: textParameter(req, 'filter'), caseSensitive: true },
  ].flatMap(({ source, caseSensitive }) =>
    source === undefined ? [] : [readFilter(source, caseSensitive, check)],
  );
  if (filters.length === 0) return undefined;
  return allOf(filters);
}

function readFilter(
  source: string,
  caseSensitive: boolean,
  check: ScimFilterRules['check'],
): ScimFilter {
  try {
    return parseScimFilter(source, { caseSensitive, check });
  } catch (error) {
    if (error instanceof ScimFilterError) throw new OktaError('E0000031');
    throw error;
  }
}

function refuseOthers(
  attributes: readonly string[],
  containable: readonly string[],
): ScimFilterRules['check'] {
  return (attribute, operator) => {
    const isKnown = isOneOf(operator === 'co' ? containable : attributes, attribute);
    if (!isKnown || operator === 'ne' || operator === 'ew') throw new OktaError('E0000031');
  };
}

function isOneOf(attributes: readonly string[], attribute: string): boolean {
  return attributes.some((known) =>
    known.endsWith('.') ? attribute.startsWith(known) : attribute === known,
  );
}
