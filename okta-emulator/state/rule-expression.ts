import type { UserProfile } from './user.js';

const comparison =
  /^\s*user\.(?<attribute>\w+)\s*(?<operator>==|!=)\s*(?:"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<literal>true|false|-?\d+(?:\.\d+)?|null))\s*$/;

/**
 * Reads what is emulated of Okta's expression language: comparisons of attributes such as `user.department=="Sales"`, joined by `and` (`&&`) and
 * `or` (`||`), without brackets.
 *
 * @returns whether a profile fits; undefined for what can't be read.
 */
export function readRuleExpression(
  expression: string,
): ((profile: UserProfile) => boolean) | undefined {
  const alternatives = expression
    .split(/\s+or\s+|\|\|/i)
    .map((alternative) => alternative.split(/\s+and\s+|&&/i).map(readComparison));
  if (alternatives.flat().includes(undefined)) return undefined;
  return (profile) => alternatives.some((all) => all.every((fits) => fits?.(profile)));
}

function readComparison(text: string): ((profile: UserProfile) => boolean) | undefined {
  const found = comparison.exec(text)?.groups;
  if (!found) return undefined;
  const { attribute = '', operator, double, single, literal } = found;
  const expected: unknown = double ?? single ?? JSON.parse(literal ?? 'null');
  return (profile) => ((profile[attribute] ?? null) === expected) === (operator === '==');
}
