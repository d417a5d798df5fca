import assert from 'node:assert/strict';
import { actOnHires, type ActedHire } from '../../../src/operate/act-on-hires.js';
import type { OperatorAction } from '../../../src/operate/operator-action.js';
import { FakeHireRuns, statusOf, userIdOf } from './fake-hire-runs.js';

const request = { operator: 'ada', reason: 'repaired' };
const resume = (): OperatorAction => ({ act: 'resume', request });

function userIds(count: number): string[] {
  return Array.from({ length: count }, (_, at) => userIdOf(at));
}

describe('asking many runs', () => {
  it('asks each once, ten at a time, and tells of each as it comes', async () => {
    const runs = new FakeHireRuns();
    const told: ActedHire[] = [];
    const acted = await actOnHires(runs, userIds(35), resume, {
      bySignal: false,
      onOutcome: (hire) => told.push(hire),
    });
    assert.deepEqual(runs.acts.map(({ userId }) => userId).toSorted(), userIds(35));
    assert.equal(runs.mostAtOnce, 10);
    assert.deepEqual(
      acted.map(({ userId }) => userId),
      userIds(35),
    );
    assert.equal(told.length, 35);
  });

  it('does not let one refusal keep the others back', async () => {
    const runs = new FakeHireRuns();
    runs.outcomeOf = (userId) =>
      userId === userIdOf(1)
        ? { outcome: 'refused', refusal: 'not-parked' }
        : { outcome: 'done', status: statusOf(userId) };
    const acted = await actOnHires(runs, userIds(3), resume, {
      bySignal: false,
      onOutcome: () => undefined,
    });
    assert.deepEqual(
      acted.map(({ outcome }) => outcome),
      ['done', 'refused', 'done'],
    );
  });

  it('does not wait for every hire where no worker is there', async () => {
    const runs = new FakeHireRuns();
    runs.outcomeOf = () => ({ outcome: 'failed', because: 'no-worker', problem: 'no worker' });
    const acted = await actOnHires(runs, userIds(500), resume, {
      bySignal: false,
      onOutcome: () => undefined,
    });
    assert.equal(runs.acts.length, 10);
    assert(acted.every(({ outcome }) => outcome === 'failed'));
    assert.deepEqual(acted.at(-1), {
      ...{ userId: userIdOf(499), outcome: 'failed', because: 'no-worker' },
      problem: 'not tried: no worker',
    });
  });

  it('goes on after a failure that concerns one hire', async () => {
    const runs = new FakeHireRuns();
    runs.outcomeOf = () => ({ outcome: 'failed', because: 'other', problem: 'no such update' });
    await actOnHires(runs, userIds(40), resume, { bySignal: false, onOutcome: () => undefined });
    assert.equal(runs.acts.length, 40);
  });

  it('sends signals where it is told to', async () => {
    const runs = new FakeHireRuns();
    await actOnHires(runs, userIds(2), resume, { bySignal: true, onOutcome: () => undefined });
    assert(runs.acts.every(({ bySignal }) => bySignal));
  });
});
