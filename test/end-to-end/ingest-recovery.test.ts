import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { routedEventTypes } from '../../src/dispatch/routes.js';
import { freePort } from '../../src/temporal-server/free-port.js';
import { useBuiltCode } from './support/built-code.js';
import { hasRun } from './support/has-run.js';
import { useNamespace } from './support/namespace.js';
import { enrolled, startOktaOrg, type Hire, type OktaOrg } from './support/okta-org.js';
import { useProcesses } from './support/processes.js';
import { isReady, productCommand } from './support/product-command.js';
import type { RunningProcess } from './support/running-process.js';
import { hookSecret } from './support/stage.js';
import { until } from './support/until.js';

// The numbers are those of docs/ingest-faults.md.
describe("hires whose hooks do not come through, found in Okta's System Log", function () {
  this.timeout('3m');
  useBuiltCode();
  const start = useProcesses();
  const temporal = useNamespace();
  let okta: OktaOrg;
  let port: number;
  let gateway: RunningProcess;
  let directory: string;

  before(async () => {
    okta = await startOktaOrg(start);
    // The test itself asks often how far the hires are.
    await okta.control('PUT', '/limits', { perWindow: { users: 100_000 } });
    port = await freePort();
    directory = await mkdtemp(path.join(tmpdir(), 'preenroll-'));
    const config = path.join(directory, 'preenroll.yaml');
    await writeFile(config, 'reconciliation: { intervalSeconds: 5 }');
    const worker = start(
      productCommand('worker', {
        ...{ ...temporal().environment, ...okta.environment },
        PREENROLL_CONFIG: config,
      }),
    );
    await worker.saw(isReady.worker);
    await startGateway(hookSecret);
    const url = `http://127.0.0.1:${port}/okta/event-hook`;
    await okta.admin.registerEventHook({ url, secret: hookSecret, eventTypes: routedEventTypes });
  });

  after(() => rm(directory, { recursive: true }));

  async function startGateway(secret: string): Promise<void> {
    gateway = start(
      productCommand('gateway', {
        ...temporal().environment,
        ...{ PORT: String(port), OKTA_EVENT_HOOK_SECRET: secret },
      }),
    );
    await gateway.saw(isReady.gateway);
  }

  /** Without one event from the hook, from the creation to Group B. */
  async function goesThrough(hire: Hire): Promise<void> {
    await until('the hire has a run', () => hasRun(temporal().client, hire.userId));
    await okta.play(hire);
    await okta.untilInGroupB(hire);
    assert.deepEqual(await okta.outcomeOf(hire), enrolled);
  }

  async function lostDeliveries(): Promise<{ status?: number }[]> {
    const deliveries = await okta.control<{ status?: number }[]>('GET', '/hook-deliveries');
    return deliveries.filter(({ status }) => status !== 204);
  }

  it('14, 27: nobody answers under the hook’s address, neither the first time nor the second', async () => {
    await gateway.end('SIGKILL');
    await goesThrough(await okta.hire());
    const lost = await lostDeliveries();
    assert.ok(lost.length > 0 && lost.every(({ status }) => status === undefined));
  });

  it('26: the gateway was given the wrong secret: it says so as an error, and nobody is lost', async () => {
    await startGateway('a-secret-that-okta-was-not-told-of');
    await goesThrough(await okta.hire());
    assert.ok((await lostDeliveries()).some(({ status }) => status === 401));
    assert.match(gateway.output(), /"level":50.*"outcome":"unauthorized"/);
  });
});
