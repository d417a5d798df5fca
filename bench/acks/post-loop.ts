import { Pool } from 'undici';
import { closedLoop, type Measured } from '../closed-loop.js';
import { cpuTime } from '../cpu-time.js';
import type { ServerProcess } from '../server-process.js';

export interface Posts {
  server: ServerProcess;
  connections: number;
  seconds: number;
  body: () => string;
  secret: string;
  /** The status that counts as done. */
  expects: number;
  /** Ends the connection with each request. */
  closes?: boolean;
}

/** Posts to the event hook over and over, and measures what the server's process uses for it. */
export async function postLoop(
  posts: Posts,
): Promise<Measured & { cpuMillisecondsPerPost: number }> {
  const { server, connections, seconds, body, secret, expects, closes = false } = posts;
  const pool = new Pool(server.origin, { connections, pipelining: 1 });
  const cpuBefore = await cpuTime(server.pid);
  const measured = await closedLoop({
    connections,
    seconds,
    act: async () => {
      const answer = await pool.request({
        path: '/okta/event-hook',
        method: 'POST',
        headers: { authorization: secret, 'content-type': 'application/json' },
        body: body(),
        reset: closes,
      });
      await answer.body.dump();
      return answer.statusCode === expects;
    },
  });
  const cpu = (await cpuTime(server.pid)) - cpuBefore;
  await pool.close();
  return { ...measured, cpuMillisecondsPerPost: cpu / (measured.done + measured.failed) };
}
