import assert from 'node:assert/strict';
import type { Delivery, DeliveredEvent } from '../../../src/dispatch/dispatch-delivery.js';
import { oktaLogEvent } from '../dispatch/okta-log-event.js';
import { envelope } from './envelope.js';
import { deliver, type Answer } from './http-client.js';
import { answerTooLate, runGateway, type RunningGateway } from './running-gateway.js';

const one = envelope([oktaLogEvent()]);
const answerWithinMs = 600;
const eachTakesMs = 30;

/** Takes one delivery after the other, each in its time; what nobody waits for any more is not begun. */
function oneAfterTheOther(takesMs: number) {
  let before: Promise<unknown> = Promise.resolve();
  return ({ events }: Delivery, deadline: Date): Promise<DeliveredEvent[]> => {
    const taken = before.then(async () => {
      if (Date.now() >= deadline.getTime()) throw new Error('too late');
      await new Promise((resolve) => setTimeout(resolve, takesMs));
      return events.map((event) => ({ event, outcome: 'started' as const }));
    });
    before = taken.catch(() => undefined);
    return taken;
  };
}

describe('the hook gateway, with more deliveries than Temporal can take', () => {
  let gateway: RunningGateway;
  afterEach(() => gateway.close());

  function wave(connections: number): Promise<Answer[]> {
    return Promise.all(Array.from({ length: connections }, () => deliver(gateway.port, one)));
  }

  function assertRefusedAtOnce({ status, headers, milliseconds }: Answer): void {
    assert.equal(status, 503);
    assert.equal(headers['retry-after'], '5');
    assert(milliseconds < answerWithinMs, `${milliseconds} ms`);
  }

  it('lets in what a slow Temporal finishes in time, and refuses the rest at once', async () => {
    gateway = await runGateway({
      dispatch: oneAfterTheOther(eachTakesMs),
      limits: { answerWithinMs },
    });
    const inTime = (await wave(64)).filter(({ status }) => status === 204);
    assert(inTime.length < 32, `${inTime.length} of the first wave`);
    gateway.deliveries.length = 0;

    const answers = [...(await wave(64)), ...(await wave(64)), ...(await wave(64))];
    const admitted = gateway.deliveries.length;
    const taken = answers.filter(({ status }) => status === 204);
    assert(admitted >= 6 && taken.length >= 0.8 * admitted, `${taken.length} of ${admitted}`);
    const quickest = answers
      .filter(({ status }) => status !== 204)
      .sort((a, b) => a.milliseconds - b.milliseconds);
    quickest.slice(0, answers.length - admitted).forEach(assertRefusedAtOnce);
  });

  it('keeps only a probe waiting for a dead Temporal, and opens again with the first that it takes', async () => {
    let isDead = true;
    const takes = oneAfterTheOther(1);
    gateway = await runGateway({
      dispatch: (delivery, deadline) =>
        isDead ? answerTooLate(deadline) : takes(delivery, deadline),
      limits: { answerWithinMs },
    });
    await wave(64);
    gateway.deliveries.length = 0;
    const answers = (await wave(64)).toSorted((a, b) => a.milliseconds - b.milliseconds);
    assert.equal(gateway.deliveries.length, 1);
    assert.equal(answers.pop()?.status, 503);
    answers.forEach(assertRefusedAtOnce);

    isDead = false;
    for (let at = 0; at < 3; at += 1) assert.equal((await deliver(gateway.port, one)).status, 204);
    assert((await wave(16)).every(({ status }) => status === 204));
  });
});
