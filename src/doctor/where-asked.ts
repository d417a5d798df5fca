import { failure, type Judgement } from './check.js';
import type { ReadFailure } from './read-failure.js';

/** For what must answer: that it does not is the failure, unless nobody knew where to ask. */
export function whereAsked({ kind, text }: ReadFailure): Judgement | undefined {
  const isAsked = kind !== 'not-configured' && kind !== 'misconfigured';
  return isAsked ? failure(text) : undefined;
}
