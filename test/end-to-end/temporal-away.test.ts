import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { envelope } from '../unit/hook-gateway/envelope.js';
import { oktaApi } from '../unit/okta-emulator/okta-api.js';
import { enrolled } from './support/okta-org.js';
import { healthOf } from './support/product-command.js';
import type { RunningProcess } from './support/running-process.js';
import { hookSecret, useStage } from './support/stage.js';
import { useTemporalByHand } from './support/temporal-by-hand.js';
import { until } from './support/until.js';

describe('the gateway while Temporal is dead', function () {
  this.timeout('2m');
  const temporal = useTemporalByHand('default');
  let server: RunningProcess;
  before(async () => {
    server = await temporal.start();
  });
  const stage = useStage({ temporal: () => temporal.access('default') });

  async function deliver(events: unknown) {
    const began = performance.now();
    const response = await fetch(stage().hookUrl, {
      method: 'POST',
      headers: { authorization: hookSecret, 'content-type': 'application/json' },
      body: JSON.stringify(envelope(events)),
    });
    return { status: response.status, milliseconds: performance.now() - began };
  }

  const readiness = () => healthOf(stage().gateway, '/readyz');

  it('15: answers 503 in time and is not ready; when Temporal is back, the same delivery gets its 204 and the hire goes through', async () => {
    const { okta, startWorker } = stage();
    const worker = await startWorker();
    await until('the gateway is ready', async () => (await readiness()) === 200);
    await okta.control('POST', '/hook-faults', {
      ...{ kind: 'drop', eventType: 'user.lifecycle.create', count: 1 },
    });
    const hire = await okta.hire();
    const filter = `eventType eq "user.lifecycle.create" and target.id eq "${hire.userId}"`;
    const { body: events } = await oktaApi(okta).call(
      'GET',
      `/logs?filter=${encodeURIComponent(filter)}`,
    );

    await server.end('SIGKILL');
    const refused = await deliver(events);
    assert.equal(refused.status, 503);
    assert.ok(refused.milliseconds < 2_500, `answered after ${refused.milliseconds} ms`);
    assert.equal(await readiness(), 503);

    await temporal.start();
    await until('the gateway is ready again', async () => (await readiness()) === 200);
    assert.equal((await deliver(events)).status, 204);
    await okta.play(hire);
    await okta.untilInGroupB(hire);
    assert.deepEqual(await okta.outcomeOf(hire), enrolled);

    // Whatever Temporal's SDK had to say of it.
    for (const running of [worker, stage().gateway]) {
      for (const line of running.output().split('\n').slice(0, -1)) JSON.parse(line);
    }
  });
});
