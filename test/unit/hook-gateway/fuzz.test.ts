import assert from 'node:assert/strict';
import fc from 'fast-check';
import { nestsDeeper } from '../../../src/hook-gateway/nests-deeper.js';
import { randomRuns } from '../../support/random-runs.js';
import { usedHeapMiB } from '../../support/used-heap.js';
import { authenticator, oktaLogEvent, user } from '../dispatch/okta-log-event.js';
import { envelope } from './envelope.js';
import { deliver } from './http-client.js';
import { mutation } from './mutate-bytes.js';
import { runGateway, type RunningGateway } from './running-gateway.js';

const created = oktaLogEvent();
const verifiedOnClassicEngine = oktaLogEvent({
  uuid: 'classic',
  eventType: 'user.authentication.auth_via_mfa',
  debugContext: { debugData: { factor: 'SMS_FACTOR', requestUri: '/login/second-factor' } },
});
const verifiedOnIdentityEngine = oktaLogEvent({
  uuid: 'identity',
  eventType: 'user.authentication.auth_via_mfa',
  target: [authenticator('SMS'), user()],
});

const valid = [
  [created],
  [verifiedOnClassicEngine],
  [verifiedOnIdentityEngine],
  [created, verifiedOnClassicEngine, verifiedOnIdentityEngine],
  [],
].map((events) => Buffer.from(JSON.stringify(envelope(events))));

describe('the hook gateway, given valid deliveries with damaged bytes', function () {
  this.timeout('1h');
  let gateway: RunningGateway;
  before(async () => {
    gateway = await runGateway();
  });
  after(() => gateway.close());

  /** Lets nothing that was damaged out of its form into Temporal, and forgets what was recorded. */
  function assertReadable(): void {
    for (const { eventId, events } of gateway.deliveries) {
      assert.match(eventId ?? 'none', /^[\w.:-]{1,128}$/);
      for (const { uuid, userId, published } of events) {
        assert.match(uuid, /^[0-9A-Za-z-]{1,64}$/);
        assert.match(userId, /^00u[0-9A-Za-z]{17}$/);
        assert(!Number.isNaN(Date.parse(published)));
      }
    }
    for (const record of [gateway.deliveries, gateway.logged, gateway.counted]) record.length = 0;
  }

  it('takes them or answers 400, nothing else, and goes on', async () => {
    const seen = new Set<number>();
    const heapBefore = usedHeapMiB();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...valid), mutation, async (bytes, mutate) => {
        const { status } = await deliver(gateway.port, mutate(bytes));
        assert([204, 400].includes(status), `${status}`);
        seen.add(status);
        assertReadable();
      }),
      randomRuns('damaged deliveries', 2_000),
    );
    const heapAfter = usedHeapMiB();
    const heap = `heap: ${heapBefore.toFixed(1)} MiB before, ${heapAfter.toFixed(1)} MiB after`;
    process.stderr.write(`${heap}\n`);
    assert(heapAfter < heapBefore + 16, heap);
    assert.equal(seen.size, 2);
    for (const bytes of valid) assert.equal((await deliver(gateway.port, bytes)).status, 204);
    assert.equal(gateway.deliveries.length, valid.length - 1);
  });
});

describe('nestsDeeper', () => {
  function depthOf(value: unknown): number {
    if (typeof value !== 'object' || value === null) return 0;
    return 1 + Math.max(0, ...Object.values(value).map(depthOf));
  }

  it('finds how deep any JSON is', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (json) => {
        assert.equal(nestsDeeper(json, depthOf(json)), false);
        assert.equal(nestsDeeper(json, depthOf(json) - 1), true);
      }),
    );
  });
});
