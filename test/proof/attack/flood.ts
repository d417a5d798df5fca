import { count, inventedDelivery, post, type Answers, type Target } from './target.js';

const connections = 6;
const least = 1_000;
const bodyBytes = 64 * 1024;

/** Deliveries of 64 kB without the secret, as fast as they go. */
export async function flood(target: Target, stopped: AbortSignal): Promise<Answers> {
  const answers: Answers = {};
  let sent = 0;
  const senders = Array.from({ length: connections }, async () => {
    while (!stopped.aborted || sent < least) {
      sent += 1;
      count(answers, await post(target, {}, inventedDelivery(sent, bodyBytes)));
    }
  });
  await Promise.all(senders);
  return answers;
}
