import type { z } from 'zod';
import type { Environment } from './environment.js';
import { keysAt } from './keys-at.js';
import { nearestName } from './nearest-name.js';
import { findOddNames } from './odd-names.js';

type Issue = z.core.$ZodIssue;

/** What is wrong, one line for each name; with the name that was probably meant, and never with a value. */
export function describeIssue(issue: Issue, schema: z.core.$ZodType, input: unknown): string[] {
  const { code, path } = issue;
  if (code === 'unrecognized_keys') {
    const known = keysAt(schema, path);
    return issue.keys.map((key) => {
      const nearest = nearestName(key, known);
      const name = [...path, key].join('.');
      if (nearest !== undefined) return `  ${name} is no key: ${nearest} is meant?`;
      return `  ${name} is no key: there are ${known.join(', ')}`;
    });
  }
  const name = path.join('.');
  if (issue.input !== undefined) return [`  ${name} ${issue.message}`];
  const odd = findOddNames(Object(input) as Environment).find(({ nearest }) => nearest === name);
  return [`  ${name} is not set${odd === undefined ? '' : ` (there is ${odd.name})`}`];
}
