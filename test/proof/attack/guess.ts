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
      const authorization = near() ?? randomBytes(32).toString('hex');
      if (tried.has(authorization) || authorization === secret()) continue;
      tried.add(authorization);
      const body = inventedDelivery(1_000_000 + tried.size);
      count(answers, await post(target, { Authorization: authorization }, body));
    }
  });
  await Promise.all(senders);
  return { answers, different: tried.size };
}

/** Gives one after the other; undefined as long as the secret is not known, and when there are no more. */
function nearMisses(secret: () => string | undefined): () => string | undefined {
  let left: string[] | undefined;
  return () => {
    const known = secret();
    if (known !== undefined) left ??= missesOf(known);
    return left?.pop();
  };
}

/** One character off, cut off at either end, or with something around it. */
function missesOf(secret: string): string[] {
  const places = Array.from(secret, (character, at) => ({ character, at }));
  return [
    ...places.flatMap(({ character, at }) => [
      secret.slice(0, at) + (character === 'a' ? 'b' : 'a') + secret.slice(at + 1),
      secret.slice(0, at + 1),
      secret.slice(at),
    ]),
    ...[`Bearer ${secret}`, `${secret}0`, secret.toUpperCase(), `${secret},${secret}`],
  ];
}
