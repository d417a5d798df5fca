export type Scalar = string | number | boolean | null;

const textComparisons = {
  co: (actual: string, expected: string) => actual.includes(expected),
  sw: (actual: string, expected: string) => actual.startsWith(expected),
  ew: (actual: string, expected: string) => actual.endsWith(expected),
  gt: (actual: string, expected: string) => actual > expected,
  ge: (actual: string, expected: string) => actual >= expected,
  lt: (actual: string, expected: string) => actual < expected,
  le: (actual: string, expected: string) => actual <= expected,
};

export type Operator = keyof typeof textComparisons | 'eq' | 'ne' | 'pr';

export function isOperator(token: string): token is Operator {
  return token in textComparisons || ['eq', 'ne', 'pr'].includes(token);
}

/** Compares the values of one attribute; one that fits is enough, but for `ne` none may be equal. `pr` ignores what is expected. */
export function compare(
  actual: readonly Scalar[],
  operator: Operator,
  expected: Scalar,
  { caseSensitive }: { caseSensitive: boolean },
): boolean {
  const folded = (value: Scalar): Scalar =>
    typeof value === 'string' && !caseSensitive ? value.toLowerCase() : value;
  const wanted = folded(expected);
  switch (operator) {
    case 'pr':
      return actual.some((value) => value !== null);
    case 'eq':
      return actual.some((value) => folded(value) === wanted);
    case 'ne':
      return actual.every((value) => folded(value) !== wanted);
    default:
      return actual.map(folded).some((value) => {
        const areTexts = typeof value === 'string' && typeof wanted === 'string';
        return areTexts && textComparisons[operator](value, wanted);
      });
  }
}

/** The values that a dotted path leads to; through arrays there may be several. Dates count as their ISO 8601 text. */
export function valuesAt(resource: unknown, path: readonly string[]): Scalar[] {
  if (Array.isArray(resource)) return resource.flatMap((element) => valuesAt(element, path));
  if (resource instanceof Date) return valuesAt(resource.toISOString(), path);
  const [name, ...rest] = path;
  if (name === undefined) return isScalar(resource) ? [resource] : [];
  if (typeof resource !== 'object' || resource === null) return [];
  return valuesAt((resource as Record<string, unknown>)[name], rest);
}

function isScalar(value: unknown): value is Scalar {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
