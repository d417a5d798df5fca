import assert from 'node:assert/strict';
import { followResume, isParkedAgain } from '../../../src/operate/follow-resume.js';
import { FakeHireRuns, parkedOf, statusOf, userIdOf } from './fake-hire-runs.js';

const userId = userIdOf(1);
const quick = { everyMs: 1, forMs: 5_000, quietForMs: 10 };
const parked = parkedOf(userId);

function runsThatSay(...statuses: FakeHireRuns['statuses']): FakeHireRuns {
  const runs = new FakeHireRuns();
  runs.statuses = statuses;
  return runs;
}

describe('a run that was resumed', () => {
  it('is followed until it parks again, although it was elsewhere for a moment', async () => {
    const again = parkedOf(userId, { since: '2026-11-20T10:00:05.000Z' });
    const between = statusOf(userId, { since: '2026-11-20T10:00:04.000Z' });
    const latest = await followResume(runsThatSay(parked, between, again), parked, {
      ...quick,
      quietForMs: 4_000,
    });
    assert.deepEqual(latest, again);
  });

  it('is followed until it has ended', async () => {
    const completed = statusOf(userId, { stage: 'completed', since: '2026-11-20T10:00:09.000Z' });
    const switching = statusOf(userId, { stage: 'switching-groups' });
    const latest = await followResume(runsThatSay(parked, switching, completed), parked, quick);
    assert.deepEqual(latest, completed);
  });

  it('is let go once it waits for the activation and stays there', async () => {
    const waiting = statusOf(userId, { since: '2026-11-20T10:00:04.000Z' });
    const latest = await followResume(runsThatSay(parked, waiting), parked, quick);
    assert.deepEqual(latest, waiting);
  });

  it('is let go when the time is up, with what it said last', async () => {
    const preparing = statusOf(userId, { stage: 'pre-enrolling' });
    const latest = await followResume(runsThatSay(preparing), parked, { ...quick, forMs: 20 });
    assert.deepEqual(latest, preparing);
  });

  it('is let go when the worker goes away', async () => {
    assert.deepEqual(await followResume(new FakeHireRuns(), parked, quick), parked);
  });

  it('counts as parked again if it has parked since the resume, as the run recorded it', () => {
    const at = '2026-11-20T10:00:03.000Z';
    const resumed = parkedOf(userId, {
      acts: [{ act: 'resume', operator: 'ada', reason: 'repaired', at }],
    });
    assert.equal(isParkedAgain(resumed, resumed), false);
    assert.equal(isParkedAgain(resumed, parkedOf(userId, { since: at })), true);
    assert.equal(isParkedAgain(resumed, statusOf(userId, { since: at })), false);
  });
});
