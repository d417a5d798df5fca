import assert from 'node:assert/strict';
import { defaultPayloadConverter } from '@temporalio/client';
import { startHire } from '../../src/start-hire.js';
import { FakeTemporal } from './dispatch/fake-temporal.js';

const userId = '00unewh1re0000000000';
const request = { operator: 'ann', reason: 'hired before preenroll was there' };
const once = { again: false };
const again = { again: true };

describe('a run that is started by hand', () => {
  it('begins with the user and that it is wanted, and says in its memo who started it and why', async () => {
    const { client, starts } = new FakeTemporal();
    assert.equal(await startHire(client, userId, request, once), 'started');

    const [start] = starts;
    assert(start);
    assert.equal(start.workflowId, `pre-enroll:${userId}`);
    assert.deepEqual(FakeTemporal.argumentsOf(start), [{ userId, byHand: true }]);
    const memo = Object.entries(start.memo?.fields ?? {}).map(([name, payload]) => [
      name,
      defaultPayloadConverter.fromPayload(payload),
    ]);
    assert.deepEqual(Object.fromEntries(memo), request);
  });

  it('is the only one, unless it has ended and another is wanted', async () => {
    const temporal = new FakeTemporal();
    const { client } = temporal;
    await startHire(client, userId, request, once);
    assert.equal(await startHire(client, userId, request, again), 'duplicate');

    temporal.end(`pre-enroll:${userId}`);
    assert.equal(await startHire(client, userId, request, once), 'duplicate');
    assert.equal(await startHire(client, userId, request, again), 'started');
    assert.equal(temporal.starts.length, 2);
  });
});
