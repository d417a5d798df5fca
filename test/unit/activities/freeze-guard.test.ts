import assert from 'node:assert/strict';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { createErrorClassifier } from '../../../src/activities/classify-error.js';
import { createFreezeGuard, effects } from '../../../src/activities/freeze-guard.js';
import { createActivityEnvironment } from './activity-environment.js';

/** Those that only read, or only talk to Temporal. */
const harmless: ReadonlySet<string> = new Set([
  ...['readHire', 'checkOwnGroupA', 'isSmsAllowed', 'checkActivation', 'runChecks'],
  ...['checkPolicies', 'planWaiting', 'readExpiryEffects', 'tellFellows'],
  ...['dispatchEvents', 'reconcilePage', 'startEventCards'],
  ...['listSweptPopulations', 'sweepGroupAPage', 'watchSurge', 'startBackfillRows'],
  ...['assessActivation', 'recordReaction', 'recordEnd', 'joinStorm', 'joinReaction'],
]);

interface Attempt {
  outcome: PromiseSettledResult<unknown>;
  ran: boolean;
}

async function attempt(activityType: string, isFrozen: () => Promise<boolean>): Promise<Attempt> {
  const logger = new DefaultLogger('ERROR');
  const environment = new MockActivityEnvironment(
    {},
    {
      logger,
      interceptors: [
        () => ({ inbound: createErrorClassifier(1) }),
        () => ({ inbound: createFreezeGuard(isFrozen, activityType) }),
      ],
    },
  );
  let ran = false;
  const [outcome] = await Promise.allSettled([
    environment.run(() => {
      ran = true;
      return Promise.resolve('done');
    }),
  ]);
  return { outcome, ran };
}

async function refusal(activityType: string): Promise<ApplicationFailure> {
  const { outcome, ran } = await attempt(activityType, () => Promise.resolve(true));
  assert.equal(ran, false);
  assert(outcome.status === 'rejected' && outcome.reason instanceof ApplicationFailure);
  return outcome.reason;
}

describe('the freeze guard', () => {
  for (const activityType of effects) {
    it(`does not let ${activityType} begin while everything is frozen`, async () => {
      assert.equal((await refusal(activityType)).type, 'Frozen');
    });
  }

  it('has Temporal try again within half a minute, each at another moment, and without alarm', async () => {
    const refusals = await Promise.all(Array.from({ length: 50 }, () => refusal('addToGroup')));

    const delays = refusals.map(({ nextRetryDelay }) => Number(nextRetryDelay));
    assert(delays.every((delay) => delay >= 15_000 && delay <= 30_000));
    assert(new Set(delays).size > 10);
    assert(refusals.every(({ nonRetryable }) => nonRetryable === false));
    assert(refusals.every(({ category }) => category === ApplicationFailureCategory.BENIGN));
  });

  it('lets everything go on that changes nothing, and does not even ask', async () => {
    for (const activityType of harmless) {
      const { ran } = await attempt(activityType, () => assert.fail('it asked'));
      assert(ran, activityType);
    }
  });

  it('lets everything go on while nothing is frozen', async () => {
    const { outcome } = await attempt('addToGroup', () => Promise.resolve(false));

    assert.deepEqual(outcome, { status: 'fulfilled', value: 'done' });
  });

  it('does nothing while it is not known whether everything is frozen', async () => {
    const { outcome, ran } = await attempt('addToGroup', () =>
      Promise.reject(new Error('Temporal is away')),
    );

    assert.equal(ran, false);
    assert(outcome.status === 'rejected');
    assert.match(String(outcome.reason), /Temporal is away/);
  });

  it('knows of every activity whether it changes anything', () => {
    const names = Object.keys(createActivityEnvironment().activities);

    assert.deepEqual(
      names.filter((name) => effects.has(name) === harmless.has(name)),
      [],
    );
  });
});
