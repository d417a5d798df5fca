import { compare, isOperator, valuesAt, type Operator, type Scalar } from './scim-comparison.js';

/** Says whether a resource fits. */
export interface ScimFilter {
  (resource: object): boolean;
  /**
   * Of each of these lists at least one equality holds for whatever fits: what an index can be asked for. Text is to be compared
   * without its case.
   */
  needs?: readonly (readonly Equality[])[];
}

interface Equality {
  attribute: string;
  value: Scalar;
}

export interface ScimFilterRules {
  /** Throws for an attribute, or an operator on it, that the endpoint does not support. */
  check: (attribute: string, operator: Operator) => void;
  /** Whether text is compared with its case. */
  caseSensitive: boolean;
}

/** The message says, as Okta's does, what was expected where. */
export class ScimFilterError extends Error {
  override readonly name = 'ScimFilterError';
}

/**
 * Reads a filter of RFC 7644 §3.4.2.2 as Okta's lists take it: without `[ ]`. An attribute that is an array fits if one of its
 * elements does.
 *
 * @throws ScimFilterError
 */
export function parseScimFilter(source: string, rules: ScimFilterRules): ScimFilter {
  const tokens = tokenize(source);
  let next = 0;

  function peek(): string {
    return tokens[next]?.text ?? '';
  }

  function fail(expected: string): never {
    const position = tokens[next]?.position ?? source.length;
    throw new ScimFilterError(
      `Invalid filter '${source}': Unrecognized '${peek()}' at position ${position}. Expected: ${expected}`,
    );
  }

  function take(expected: string, fits: (token: string) => boolean): string {
    const token = peek();
    if (!fits(token)) fail(expected);
    next += 1;
    return token;
  }

  function takeIf(word: string): boolean {
    const isNext = peek().toLowerCase() === word;
    if (isNext) next += 1;
    return isNext;
  }

  function alternatives(): ScimFilter {
    const filters = [conjunction()];
    while (takeIf('or')) filters.push(conjunction());
    return filters.length > 1 ? anyOf(filters) : (filters[0] ?? allOf([]));
  }

  function conjunction(): ScimFilter {
    const filters = [term()];
    while (takeIf('and')) filters.push(term());
    return allOf(filters);
  }

  function term(): ScimFilter {
    if (takeIf('not')) {
      const fits = group();
      return (resource) => !fits(resource);
    }
    return peek() === '(' ? group() : comparison();
  }

  function group(): ScimFilter {
    take('(', (token) => token === '(');
    const fits = alternatives();
    take(')', (token) => token === ')');
    return fits;
  }

  function comparison(): ScimFilter {
    const attribute = take('attribute', (token) => /^[A-Za-z_][\w.:-]*$/.test(token));
    const operator = peek().toLowerCase();
    if (!isOperator(operator)) fail('eq,ne,co,sw,ew,pr,gt,ge,lt,le');
    next += 1;
    rules.check(attribute, operator);
    const path = attribute.split('.');
    const expected = operator === 'pr' ? null : literal();
    const fits: ScimFilter = (resource) =>
      compare(valuesAt(resource, path), operator, expected, rules);
    if (operator === 'eq') fits.needs = [[{ attribute, value: expected }]];
    return fits;
  }

  function literal(): Scalar {
    const token = take('value', (text) => /^(".*"|true|false|null|-?\d+(\.\d+)?)$/s.test(text));
    try {
      return JSON.parse(token) as Scalar;
    } catch {
      next -= 1;
      return fail('value');
    }
  }

  const filter = alternatives();
  if (next < tokens.length) fail('and,or');
  return filter;
}

/** Fits what all of them fit. */
export function allOf(filters: readonly ScimFilter[]): ScimFilter {
  const fits: ScimFilter = (resource) => filters.every((filter) => filter(resource));
  fits.needs = filters.flatMap(({ needs = [] }) => needs);
  return fits;
}

function anyOf(filters: readonly ScimFilter[]): ScimFilter {
  const fits: ScimFilter = (resource) => filters.some((filter) => filter(resource));
  const oneOfEach = filters.map(({ needs }) => needs?.[0]);
  if (!oneOfEach.includes(undefined)) fits.needs = [oneOfEach.flatMap((need) => need ?? [])];
  return fits;
}

function tokenize(source: string): { text: string; position: number }[] {
  return [...source.matchAll(/[()]|"(?:[^"\\]|\\.)*"|[^\s()"]+|"/gs)].map((match) => ({
    text: match[0],
    position: match.index,
  }));
}
