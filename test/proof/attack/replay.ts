import { setTimeout as sleep } from 'node:timers/promises';
import { count, openSocket, type Answers, type Target } from './target.js';

const connections = 4;
/** Of each delivery while hires go on, and again as many more when all have gone through. */
const during = 100;
const afterwards = 10;

export interface Replays {
  captured: number;
  answers: Answers;
  /** Of the delivery that was sent least often. */
  leastOften: number;
}

/** Sends what was captured again, byte for byte, with the true secret in it. */
export async function replay(
  target: Target,
  captured: readonly Buffer[],
  stopped: AbortSignal,
): Promise<Replays> {
  const answers: Answers = {};
  const times: number[] = [];

  function next(): Buffer | undefined {
    const wanted = stopped.aborted ? during + afterwards : during;
    const at = captured.findIndex((_, index) => (times[index] ?? 0) < wanted);
    if (at >= 0) times[at] = (times[at] ?? 0) + 1;
    return captured[at];
  }

  const senders = Array.from({ length: connections }, async () => {
    for (;;) {
      const delivery = next();
      if (delivery !== undefined) count(answers, await send(target, delivery));
      else if (stopped.aborted) return;
      else await sleep(20);
    }
  });
  await Promise.all(senders);
  return { captured: captured.length, answers, leastOften: Math.min(...times) };
}

async function send(target: Target, delivery: Buffer): Promise<number | 'cut'> {
  const opening = await openSocket(target);
  if (opening === undefined) return 'cut';
  const { socket, closed } = opening;
  let status: string | undefined;
  socket.on('data', (part: Buffer) => {
    status ??= /^HTTP\/1\.1 (\d{3})/.exec(part.toString('latin1'))?.[1];
    socket.destroy();
  });
  socket.write(delivery);
  await closed;
  return status === undefined ? 'cut' : Number(status);
}
