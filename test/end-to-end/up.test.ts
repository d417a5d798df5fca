import assert from 'node:assert/strict';
import { routedEventTypes } from '../../src/dispatch/routes.js';
import { freePort } from '../../src/temporal-server/free-port.js';
import { useTemporaryDirectory } from '../support/temporary-directory.js';
import { executables, useBuiltCode } from './support/built-code.js';
import { isListening } from './support/is-listening.js';
import { enrolled, startOktaOrg } from './support/okta-org.js';
import { areGone, processTree } from './support/process-tree.js';
import { useProcesses } from './support/processes.js';
import { runPreenroll } from './support/run-preenroll.js';
import { healthOf } from './support/product-command.js';
import type { RunningProcess } from './support/running-process.js';
import { hookSecret } from './support/stage.js';
import { until } from './support/until.js';

describe('the product on one machine, with its own Temporal server and audit store', function () {
  this.timeout('2m');
  useBuiltCode();
  const start = useProcesses();
  const stateDirectory = useTemporaryDirectory();

  it('takes a hire through though it is killed in the middle, and leaves nothing behind', async () => {
    const okta = await startOktaOrg(start);
    const [port, temporalPort] = [await freePort(), await temporalPortBelow()];
    async function up(): Promise<RunningProcess> {
      const product = start({
        name: 'up',
        run: ['node', executables.preenroll, 'up', '--temporal-port', String(temporalPort)],
        environment: {
          ...okta.environment,
          ...{ OKTA_EVENT_HOOK_SECRET: hookSecret, PORT: String(port) },
          ...{ METRICS_ADDRESS: '127.0.0.1:0', HEALTH_ADDRESS: '127.0.0.1:0' },
          ...{ XDG_STATE_HOME: stateDirectory() },
          DATABASE_URL: '',
        },
      });
      await product.saw(/preenroll is up/);
      return product;
    }

    const killed = await up();
    const url = `http://127.0.0.1:${port}/okta/event-hook`;
    await okta.admin.registerEventHook({ url, secret: hookSecret, eventTypes: routedEventTypes });
    const hire = await okta.hire();
    await until('the hire may activate', async () => (await okta.mailsTo(hire.login)).length > 0);
    const tree = await processTree(killed.pid);
    assert.ok(tree.length > 1, 'the Temporal server is a process of its own');
    assert.equal(await killed.end('SIGKILL'), null);

    await until('all its processes are gone', () => areGone(tree));
    for (const closed of [port, temporalPort, temporalPort + 1_000]) {
      await until(`nobody listens on ${closed}`, async () => !(await isListening(closed)));
    }

    const restarted = await up();
    await okta.play(hire);
    await okta.untilInGroupB(hire);
    assert.deepEqual(await okta.outcomeOf(hire), enrolled);
    for (const path of ['/healthz', '/livez', '/readyz'] as const) {
      assert.equal(await healthOf(restarted, path), 200, path);
    }

    const [, DATABASE_URL = ''] = await restarted.saw(/DATABASE_URL='(\S+)'/);
    const verified = await runPreenroll(['audit', 'verify', '-o', 'json'], { DATABASE_URL });
    assert.equal(verified.code, 0, verified.said);
    const { findings, openIntents } = JSON.parse(verified.data) as Record<string, unknown>;
    assert.deepEqual({ findings, openIntents }, { findings: [], openIntents: [] });

    assert.equal(await restarted.end('SIGTERM'), 0);
  });
});

/** With the UI's port 1000 above it. */
async function temporalPortBelow(): Promise<number> {
  const port = await freePort();
  return port + 1_000 < 65_536 ? port : temporalPortBelow();
}
