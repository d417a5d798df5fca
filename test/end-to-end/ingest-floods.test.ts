import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import pMap from 'p-map';
import { postEvents, type HookAnswer } from '../support/hook-deliveries.js';
import { oktaLogEvent, user } from '../unit/dispatch/okta-log-event.js';
import { useBuiltCode } from './support/built-code.js';
import { useNamespace } from './support/namespace.js';
import { healthOf, isReady, productCommand } from './support/product-command.js';
import { useProcesses } from './support/processes.js';
import type { RunningProcess } from './support/running-process.js';
import { hookSecret } from './support/stage.js';
import { until } from './support/until.js';

/** After which Okta hangs up. */
const oktaHangsUpMs = 3_000;

// The numbers are those of docs/ingest-faults.md.
describe('a gateway that is flooded', function () {
  this.timeout('2m');
  useBuiltCode();
  const start = useProcesses();
  const temporal = useNamespace();
  let gateway: RunningProcess;
  let url: string;

  before(async () => {
    gateway = start(
      productCommand('gateway', {
        ...{ ...temporal().environment, PORT: '0', OKTA_EVENT_HOOK_SECRET: hookSecret },
      }),
    );
    url = (await gateway.saw(isReady.gateway))[1] ?? '';
    await until('the gateway is ready', async () => (await healthOf(gateway, '/readyz')) === 200);
  });

  let megabytes: number;
  beforeEach(async () => {
    megabytes = await residentMegabytes(gateway);
  });
  afterEach('the memory stays', async () => {
    const grown = (await residentMegabytes(gateway)) - megabytes;
    assert.ok(grown < 200, `grown by ${grown} MB`);
  });

  let events = 0;

  /** A sign-in of somebody who is no hire of ours, as most are. */
  function signIn(): Promise<HookAnswer> {
    events += 1;
    const userId = `00u${String(events).padStart(17, '0')}`;
    const event = oktaLogEvent({
      ...{ uuid: `sign-in-${events}`, eventType: 'user.session.start', target: [user(userId)] },
    });
    return postEvents({ url }, [event], { authorization: hookSecret, eventId: `e-${events}` });
  }

  function assertTakenOrPutOff(answers: HookAnswer[]): void {
    for (const { status, milliseconds } of answers) {
      assert.ok([204, 503].includes(status), `answered ${status}`);
      assert.ok(milliseconds < oktaHangsUpMs, `answered after ${milliseconds} ms`);
    }
  }

  it('22: with 5,000 deliveries over 100 connections, as fast as they go: each is taken or put off before Okta hangs up, and the memory stays', async () => {
    const answers = await pMap(Array.from({ length: 5_000 }), signIn, { concurrency: 100 });
    assertTakenOrPutOff(answers);
    assert.ok(answers.some(({ status }) => status === 204));
  });

  it('23: with bodies of 256 kB from strangers: Okta is served all the while', async () => {
    const body = Buffer.alloc(256 * 1024, 'x');
    let knocks = 0;
    let isOver = false;
    const strangers = Array.from({ length: 50 }, async () => {
      while (!isOver) {
        assert.equal(await knock(url, body), 401);
        knocks += 1;
      }
    });
    const answers: HookAnswer[] = [];
    while (knocks < 2_000) answers.push(await signIn());
    isOver = true;
    await Promise.all(strangers);

    assertTakenOrPutOff(answers);
    assert.ok(answers.every(({ status }) => status === 204));
  });

  it('24: with 500 sockets that say next to nothing: Okta is served, and they are closed', async () => {
    const { port } = new URL(url);
    const sockets = Array.from({ length: 500 }, () => connect(Number(port), '127.0.0.1'));
    const closed = sockets.map(async (socket, at) => {
      await once(socket, 'connect');
      // Half of them stall in the headers, the other half in the body.
      const authorized = `Authorization: ${hookSecret}\r\nContent-Type: application/json\r\n`;
      const stalled = at % 2 === 0 ? '' : `${authorized}Content-Length: 1000\r\n\r\n{`;
      socket.write(`POST /okta/event-hook HTTP/1.1\r\nHost: gateway\r\n${stalled}`);
      let answer = '';
      for await (const part of socket) answer += String(part);
      return answer;
    });
    const answers = await Promise.all(Array.from({ length: 20 }, signIn));

    assertTakenOrPutOff(answers);
    assert.ok(answers.every(({ status }) => status === 204));
    for (const answer of await Promise.all(closed)) assert.match(answer, /^HTTP\/1\.1 408 /);
  });
});

/** A POST without the secret on a connection of its own; whoever is refused may find the connection gone while still sending. */
function knock(url: string, body: Buffer): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json', 'Content-Length': body.length };
    const outgoing = request(url, { method: 'POST', headers, agent: false }, (answer) => {
      resolve(answer.statusCode);
      outgoing.destroy();
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

async function residentMegabytes({ pid }: RunningProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}
