import { randomBytes } from 'node:crypto';
import { count, inventedDelivery, post, type Answers, type Target } from './target.js';

const connections = 3;
const least = 2_000;

export interface Guesses {
  answers: Answers;
  /** How many secrets were tried; no two were equal, and none was the true one. */
  different: number;
}

/**
 * Wrong secrets: random ones of the right form, and those that are almost the true one.
 *
 * @param secret the true one, as soon as it is known
 */
export async function guess(
  target: Target,
  secret: () => string | undefined,
  stopped: AbortSignal,
): Promise<Guesses> {
  const answers: Answers = {};
  const tried = new Set<string>();
  const near = nearMisses(secret);
  const senders = Array.from({ length: connections }, async () => {
    while (!stopped.aborted || tried.size < least) {
      const authorization = near.next().value ?? randomBytes(32).toString('hex');
      if (tried.has(authorization) || authorization === secret()) continue;
      tried.add(authorization);
      const body = inventedDelivery(1_000_000 + tried.size);
      count(answers, await post(target, { Authorization: authorization }, body));
    }
  });
  await Promise.all(senders);
  return { answers, different: tried.size };
}

/** Undefined as long as the secret is not known, and when there are no more. */
function* nearMisses(secret: () => string | undefined): Generator<string | undefined> {
  let known: string | undefined;
  while ((known = secret()) === undefined) yield undefined;
  for (let at = 0; at < known.length; at += 1) {
    yield known.slice(0, at) + (known[at] === 'a' ? 'b' : 'a') + known.slice(at + 1);
    yield known.slice(0, at + 1);
    yield known.slice(at);
  }
  yield* [`Bearer ${known}`, `${known}0`, known.toUpperCase(), `${known},${known}`];
  for (;;) yield undefined;
}
