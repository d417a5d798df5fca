import { once } from 'node:events';
import { createServer } from 'node:net';
import { freePort } from '../src/temporal-server/free-port.js';

/** The port that the documentation names, so that its links work; any free one where another process has it. */
export async function preferredPort(port: number): Promise<number> {
  const probe = createServer().listen(port, '127.0.0.1');
  try {
    await once(probe, 'listening');
  } catch {
    return freePort();
  }
  probe.close();
  await once(probe, 'close');
  return port;
}
