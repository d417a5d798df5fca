import { count, inventedDelivery, post, type Answers, type Target } from './target.js';

const connections = 6;
const least = 1_000;
const bodyBytes = 64 * 1024;

export interface Flood {
  answers: Answers;
  /** Of all that were sent; the others came when all hires were through. */
  whileHiring: number;
}

/** Deliveries of 64 kB without the secret, as fast as they go. */
export async function flood(target: Target, stopped: AbortSignal): Promise<Flood> {
  const answers: Answers = {};
  let sent = 0;
  let whileHiring = 0;
  const senders = Array.from({ length: connections }, async () => {
    while (!stopped.aborted || sent < least) {
      sent += 1;
      if (!stopped.aborted) whileHiring += 1;
      count(answers, await post(target, {}, inventedDelivery(sent, bodyBytes)));
    }
  });
  await Promise.all(senders);
  return { answers, whileHiring };
}
