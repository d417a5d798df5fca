import { closedLoop, type Measured } from '../closed-loop.js';
import type { Samples } from '../samples.js';
import { newHires } from './new-hires.js';
import { postLoop, type Posts } from './post-loop.js';
import type { createRpcFloors } from './rpc-floors.js';
import type { Stage } from './stage.js';

const connectionCounts = [1, 16, 64];
const strangers = 16;

interface Round {
  stage: Stage;
  rpc: ReturnType<typeof createRpcFloors>;
  seconds: number;
  samples: Samples;
  say: (line: string) => void;
}

/** Measures everything once: each of ours next to what it is compared with, so that both meet the same weather. */
export async function playRound({ stage, rpc, seconds, samples, say }: Round): Promise<void> {
  const { gateway, parseOnly, express404, secret } = stage;

  function note(name: string, measured: Measured, { unit = 'calls/s', each = 1 } = {}): void {
    say(`${name}: ${measured.perSecond.toFixed(0)} requests/s, ${measured.failed} failed`);
    samples.add(name, measured.perSecond * each, unit);
    samples.add(`${name}, p50`, measured.p50Milliseconds, 'ms');
    samples.add(`${name}, p99`, measured.p99Milliseconds, 'ms');
    samples.add(`${name}, not answered as expected`, measured.failed, 'requests');
  }
  const call = async (name: 'start' | 'signalWithStart' | 'signal', connections: number) => {
    note(
      `bare ${name} x ${connections}`,
      await closedLoop({ connections, seconds, act: () => rpc[name]() }),
    );
  };
  const post = async (name: string, posts: Omit<Posts, 'seconds'>, each = 1) => {
    const measured = await postLoop({ ...posts, seconds });
    note(name, measured, { unit: each === 1 ? 'POST/s' : 'events/s', each });
    samples.add(`${name}, CPU`, measured.cpuMillisecondsPerPost, 'ms/POST');
  };

  await call('start', 1);
  for (const connections of connectionCounts) {
    for (const events of [1, 100]) {
      const body = () => newHires(events);
      const name = `acknowledged ${connections} x ${events}`;
      await post(name, { server: gateway, connections, body, secret, expects: 204 }, events);
    }
    await call('signalWithStart', connections);
    await call('signal', connections);
  }

  for (const events of [1, 100]) {
    const body = () => newHires(events);
    const posts = { server: parseOnly, connections: 16, body, secret, expects: 204 };
    await post(`node:http that only parses 16 x ${events}`, posts);
  }

  const hire = newHires(1);
  const stranger = {
    connections: strangers,
    body: () => hire,
    secret: 'not-the-secret-of-the-hook',
  };
  const broken = { connections: strangers, body: () => hire.slice(1), secret };
  await post('malformed', { ...broken, server: gateway, expects: 400 });
  await post('bare Express 404', { ...broken, server: express404, expects: 404 });
  await post('unauthenticated', { ...stranger, server: gateway, expects: 401, closes: true });
  await post('bare Express 404, closing', {
    ...{ ...stranger, server: express404, expects: 404, closes: true },
  });
}
