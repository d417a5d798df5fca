import assert from 'node:assert/strict';
import { followResume } from '../../../src/operate/follow-resume.js';
import { FakeHireRuns, parkedOf, statusOf, userIdOf } from './fake-hire-runs.js';

const userId = userIdOf(1);
const quick = { everyMs: 1, forMs: 5_000, quietForMs: 10 };

function runsThatSay(...statuses: FakeHireRuns['statuses']): FakeHireRuns {
  const runs = new FakeHireRuns();
  runs.statuses = statuses;
  return runs;
}

describe('a run that was resumed', () => {
  it('is followed until it parks again, although it was elsewhere for a moment', async () => {
    const between = statusOf(userId, { since: '2026-11-20T10:00:04.000Z' });
    const again = parkedOf(userId);
    const latest = await followResume(runsThatSay(between, again), userId, {
      ...quick,
      quietForMs: 4_000,
    });
    assert.deepEqual(latest, again);
  });

  it('is followed until it has ended', async () => {
    const completed = statusOf(userId, { stage: 'completed', since: '2026-11-20T10:00:09.000Z' });
    const switching = statusOf(userId, { stage: 'switching-groups' });
    const latest = await followResume(runsThatSay(switching, completed), userId, quick);
    assert.deepEqual(latest, completed);
  });

  it('is let go once it waits for the activation and stays there', async () => {
    const looking = statusOf(userId, { stage: 'pre-enrolling' });
    const waiting = statusOf(userId, { since: '2026-11-20T10:00:04.000Z' });
    const latest = await followResume(runsThatSay(looking, waiting), userId, quick);
    assert.deepEqual(latest, waiting);
  });

  it('is let go when the time is up, with what it said last', async () => {
    const preparing = statusOf(userId, { stage: 'pre-enrolling' });
    const latest = await followResume(runsThatSay(preparing), userId, { ...quick, forMs: 20 });
    assert.deepEqual(latest, preparing);
  });

  it('is let go when the worker goes away', async () => {
    assert.equal(await followResume(new FakeHireRuns(), userId, quick), undefined);
  });
});
