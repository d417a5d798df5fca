import assert from 'node:assert/strict';
import {
  toName,
  toStartDate,
  toWanted,
  type BackfillOptions,
} from '../../../src/cli/backfill-options.js';
import { describeEnd, describeProgress } from '../../../src/cli/describe-backfill.js';
import { printReadiness } from '../../../src/cli/readiness.js';
import { InputError } from '../../../src/cli/read-stored-events.js';
import type { BackfillStatus } from '../../../src/contract/backfill.js';
import { captureOutput } from './capture-output.js';

const defaults: BackfillOptions = { daysBefore: 0, timeZone: 'local', output: 'text' };

describe('the options of a backfill', () => {
  it('say who is meant, or name a backfill', () => {
    assert.deepEqual(toWanted({ ...defaults, search: 'x' }), { begin: { search: 'x' } });
    assert.deepEqual(toWanted({ ...defaults, group: '00g1' }), { begin: { group: '00g1' } });
    assert.deepEqual(toWanted({ ...defaults, cancel: 'july' }), { of: 'july', want: 'cancel' });
  });

  it('are refused where they say none of it, several, or something empty', () => {
    for (const given of [
      {},
      { search: 'x', group: '00g1' },
      { csv: 'x', watch: 'july' },
      { search: ' ' },
    ]) {
      assert.throws(() => toWanted({ ...defaults, ...given }), InputError);
    }
    assert.throws(() => toWanted({ ...defaults, csv: '/nowhere/to/be/found' }), InputError);
    assert.throws(() => toWanted({ ...defaults, watch: 'ann@example.com' }), InputError);
  });

  it('name the backfill, or it is named after who is meant', () => {
    assert.equal(toName({ name: 'july' }, { search: 'x' }), 'july');
    assert.equal(toName({}, { group: '00g1' }), 'group-00g1');
    assert.throws(() => toName({ name: "x'" }, { search: 'x' }), InputError);
  });

  it('have a start date for all, as a date or as a time from now', () => {
    const now = new Date('2026-11-25T12:00:00Z');
    const at = (text?: string) =>
      toStartDate({ timeZone: 'UTC', ...(text !== undefined && { at: text }) }, now);
    assert.equal(at(), undefined);
    assert.equal(at('2026-12-01'), '2026-12-01');
    assert.equal(at('+14d'), '2026-12-09');
    assert.equal(at('+1 week'), '2026-12-02');
    for (const wrong of ['tomorrow', '14d', '+14', '+', '2026-13-01']) {
      assert.throws(() => at(wrong), InputError, wrong);
    }
  });
});

describe('what is told of a backfill', () => {
  const status: BackfillStatus = {
    ...{ name: 'july', state: 'running', startedAt: '', updatedAt: '' },
    ...{ total: 500, started: 117, duplicates: 3 },
  };
  const counts = { inProgress: 38, waitingForTheirDay: 0 };

  it('is how far it is, how fast it goes, and when the last is started', () => {
    assert.equal(
      describeProgress(status, counts, { perMinute: 41.3, minutesLeft: 9.2 }),
      '120 of 500 people (3 had a run); 38 in progress; 41 a minute; the last in about 9 min',
    );
    assert.equal(
      describeProgress({ ...status, duplicates: 0 }, { ...counts, waitingForTheirDay: 7 }, {}),
      '117 of 500 people; 38 in progress; 7 wait for their day',
    );
  });

  it('is who has paused it and why, and no rate then', () => {
    const pausedBy = { operator: 'ann', reason: 'lunch' };
    assert.match(
      describeProgress({ ...status, state: 'paused', pausedBy }, counts, {
        perMinute: 9,
        minutesLeft: 3,
      }),
      /38 in progress; PAUSED by ann: lunch$/,
    );
  });

  it('is how it ended', () => {
    assert.equal(
      describeEnd({ ...status, state: 'cancelled' }, counts),
      'The backfill july is cancelled: 117 started, 3 had a run, 380 not started; 38 are in progress.',
    );
  });
});

describe('readiness', () => {
  const one = {
    ...{ startDate: '2026-12-01', hires: 3, ready: 1, notActivated: 0, inProgress: 0 },
    ...{ held: 2, heldFor: { 'phone-missing': 2 }, notBegun: 0 },
    ...{ expired: 0, removed: 0, undone: 0, stopped: 0 },
  };

  function printed(...given: Parameters<typeof printReadiness>): Promise<void> {
    printReadiness(...given);
    return Promise.resolve();
  }

  it('is a table with the reasons below, JSON, or CSV', async () => {
    const text = await captureOutput(() => printed([one], 'text'));
    assert.match(text.stdout, /^START +BATCH +HIRES/);
    assert.match(text.stdout, /2026-12-01 -: phone-missing=2/);
    assert.match(text.stderr, /^3 hires/);
    const json = await captureOutput(() => printed([one], 'json'));
    assert.deepEqual(JSON.parse(json.stdout), [one]);
    const csv = await captureOutput(() => printed([one], 'csv'));
    assert.equal(csv.stdout.split('\n')[1], '2026-12-01,,3,1,0,0,2,0,0,0,0,0,phone-missing=2');
  });

  it('is nothing but the count where there is nobody', async () => {
    const { stdout, stderr } = await captureOutput(() => printed([], 'text'));
    assert.deepEqual([stdout, stderr], ['', '0 hires\n']);
  });
});
