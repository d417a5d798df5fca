import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { postEvents, secret } from '../../support/hook-deliveries.js';
import { oktaLogEvent } from '../dispatch/okta-log-event.js';

const root = path.join(import.meta.dirname, '../../..');
const number = '+15551234567';

/** A gateway in a process of its own, whose Temporal breaks something while it takes a delivery, and is done with it a while later. */
const gatewayThat = (breaks: string) => `
  import { createLogger } from './src/process/logger.ts';
  import { runUntilSignal } from './src/process/run-until-signal.ts';
  import { exitCodeOf } from './src/cli/exit-code-of.ts';
  import { createHookGateway } from './src/hook-gateway/create-hook-gateway.ts';
  const logger = createLogger('info');
  const error = Object.assign(new TypeError('cannot call ${number}'), { code: 'E_TEST' });
  const gateway = createHookGateway({
    secrets: ['${secret}'], isReady: async () => true, logger,
    meter: { createCounter: () => ({ add() {} }), createHistogram: () => ({ record() {} }) },
    limits: { drainNoticeMs: 0 },
    async dispatch({ events }) {
      ${breaks};
      await new Promise((resolve) => setTimeout(resolve, 300));
      return events.map((event) => ({ event, outcome: 'started' }));
    },
  });
  console.log(await gateway.listen(0, '127.0.0.1'));
  const other = { name: 'other', close: async () => console.log('the other part is closed') };
  try { await runUntilSignal([{ name: 'gateway', close: () => gateway.close() }, other], logger); }
  catch (error) { process.exit(await exitCodeOf(error)); }`;

describe('an error that nobody handles', function () {
  this.timeout('20s');

  for (const [kind, breaks] of [
    ['unhandledRejection', 'Promise.reject(error)'],
    ['uncaughtException', 'setTimeout(() => { throw error; }, 10)'],
  ] as const) {
    it(`ends the process with a code, after what is in flight is answered and every part closed: ${kind}`, async () => {
      const child = spawn(
        process.execPath,
        ['--import', 'tsx', '--input-type=module', '--eval', gatewayThat(breaks)],
        { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
      );
      try {
        const ended = once(child, 'exit');
        const log = text(child.stderr);
        const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
        const port = String((await lines.next()).value);

        const { status } = await postEvents(
          { url: `http://127.0.0.1:${port}/okta/event-hook` },
          [oktaLogEvent()],
          { authorization: secret },
        );

        assert.equal(status, 204);
        assert.equal((await lines.next()).value, 'the other part is closed');
        assert.deepEqual(await ended, [1, null]);
        const said = await log;
        assert.match(
          said,
          new RegExp(`"kind":"${kind}","error":"TypeError","code":"E_TEST","at":`),
        );
        assert(!said.includes(number), said);
      } finally {
        child.kill('SIGKILL');
      }
    });
  }
});
