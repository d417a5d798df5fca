import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** The server keeps a membership port in PostgreSQL as a `smallint`, and does not start with one above 32,767. */
const highest = 32_767;
const lowest = 20_000;

/** Gives ports of the loopback interface that nobody listens on, another each time; below those that the system gives to connections, so that a killed process finds its own free. */
export function lowPorts(): () => Promise<number> {
  let next = randomInt(lowest, highest - 1_000);
  return async function takePort() {
    for (;;) {
      next += 1;
      if (await isFree(next)) return next;
    }
  };
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
