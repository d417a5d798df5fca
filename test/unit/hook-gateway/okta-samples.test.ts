import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dispatchDelivery } from '../../../src/dispatch/dispatch-delivery.js';
import { FakeTemporal } from '../dispatch/fake-temporal.js';
import { envelope } from './envelope.js';
import { deliver } from './http-client.js';
import { runGateway, type RunningGateway } from './running-gateway.js';

const referenceData = process.env['OKTA_REFERENCE_DATA'];

/** What the samples that concern us do, by the beginning of their names; the rest does nothing. */
const effects: Record<string, string> = {
  'user.lifecycle.create__cribl': 'start pre-enroll:00utfrct5sIs151mS697',
  'user.lifecycle.deactivate__okta-docs': 'userRemoved pre-enroll:00u3m90rxKjGQ0G6L1d6',
  'user.session.start__okta-docs': 'activated pre-enroll:00uz9fj5aT69fHVro1d6',
  'user.session.start__openapi-ListLogs': 'activated pre-enroll:00uttidj01jqL21aM1d6',
};

describe("the hook gateway, given Okta's own samples", () => {
  let gateway: RunningGateway;
  let fake: FakeTemporal;

  beforeEach(async () => {
    fake = new FakeTemporal();
    gateway = await runGateway({
      dispatch: (delivery, deadline) => dispatchDelivery(fake.door, delivery, { deadline }),
    });
  });
  afterEach(() => gateway.close());

  async function assertEffect(name: string, body: unknown): Promise<void> {
    const effect = Object.entries(effects).find(([beginning]) => name.startsWith(beginning))?.[1];
    const run = effect?.split(' ')[1];
    // A signal needs a run that is there.
    if (run !== undefined && !effect?.startsWith('start ')) {
      await fake.client.workflow.start('preEnrollUser', { workflowId: run, taskQueue: 'any' });
      fake.starts.length = 0;
    }

    assert.equal((await deliver(gateway.port, body)).status, 204);
    const done = [
      ...fake.starts.map(({ workflowId }) => `start ${String(workflowId)}`),
      ...fake.signals.map(
        ({ signalName, workflowExecution }) =>
          `${String(signalName)} ${String(workflowExecution?.workflowId)}`,
      ),
    ];
    assert.deepEqual(done, effect === undefined ? [] : [effect]);
  }

  if (referenceData === undefined) {
    it('answers 204 to each', function () {
      // OKTA_REFERENCE_DATA names no folder with Okta's samples.
      this.skip();
    });
    return;
  }

  const samples = (folder: string) => {
    const path = join(referenceData, 'events', folder);
    return readdirSync(path).map(
      (name) => [name, JSON.parse(readFileSync(join(path, name), 'utf8')) as unknown] as const,
    );
  };

  for (const [name, body] of samples('hook-deliveries')) {
    it(`204 to the delivery ${name}`, () => assertEffect(name, body));
  }
  for (const [name, event] of samples('system-log')) {
    it(`204 to the System Log event ${name} in an envelope`, () =>
      assertEffect(name, envelope([event])));
  }

  it('204 to all System Log events in one envelope', async () => {
    const events = samples('system-log').map(([, event]) => event);
    assert.equal((await deliver(gateway.port, envelope(events))).status, 204);
    assert.deepEqual(
      fake.starts.map(({ workflowId }) => workflowId),
      ['pre-enroll:00utfrct5sIs151mS697'],
    );
  });
});
