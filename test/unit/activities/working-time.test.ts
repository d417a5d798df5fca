import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import type { WorkingHours } from '../../../src/activities/enrollment-settings.js';
import { lastWorkingTime, nextWorkingTime } from '../../../src/activities/working-time.js';
import { randomRuns } from '../../support/random-runs.js';

const office: WorkingHours = {
  from: 8 * 60,
  to: 18 * 60,
  days: [1, 2, 3, 4, 5],
  timeZoneAttribute: 'timezone',
  timeZone: 'Europe/Berlin',
};

/** Everything in local time with its offset, so that a row can be read. */
interface Row {
  title: string;
  zone: string;
  at: string;
  expected: string | undefined;
  hours?: Partial<WorkingHours>;
}

const berlin = 'Europe/Berlin';
const everyDay = [1, 2, 3, 4, 5, 6, 7];

function inZone(at: Date | undefined, zone: string): string | undefined {
  if (at === undefined) return undefined;
  return (
    DateTime.fromJSDate(at, { zone }).toISO({
      suppressMilliseconds: true,
      suppressSeconds: true,
    }) ?? undefined
  );
}

describe('nextWorkingTime', () => {
  const rows: Row[] = [
    {
      title: 'stays within the hours',
      zone: berlin,
      at: '2026-03-11T10:15+01:00',
      expected: '2026-03-11T10:15+01:00',
    },
    {
      title: 'stays at the very beginning',
      zone: berlin,
      at: '2026-03-11T08:00+01:00',
      expected: '2026-03-11T08:00+01:00',
    },
    {
      title: 'waits for the beginning of the same day',
      zone: berlin,
      at: '2026-03-11T07:59+01:00',
      expected: '2026-03-11T08:00+01:00',
    },
    {
      title: 'does not count the end as within',
      zone: berlin,
      at: '2026-03-11T18:00+01:00',
      expected: '2026-03-12T08:00+01:00',
    },
    {
      title: 'goes from Friday evening to Monday',
      zone: berlin,
      at: '2026-03-13T18:30+01:00',
      expected: '2026-03-16T08:00+01:00',
    },
    {
      title: 'goes from Saturday noon to Monday',
      zone: berlin,
      at: '2026-03-14T12:00+01:00',
      expected: '2026-03-16T08:00+01:00',
    },
    {
      title: 'goes a week on where one day is worked and it is over',
      zone: berlin,
      at: '2026-03-11T19:00+01:00',
      expected: '2026-03-18T08:00+01:00',
      hours: { days: [3] },
    },
    {
      title: 'has the new offset after the clocks were put back over the weekend',
      zone: berlin,
      at: '2026-10-23T19:00+02:00',
      expected: '2026-10-26T08:00+01:00',
    },
    {
      title: 'has the new offset after the clocks were put forward over the weekend',
      zone: 'America/New_York',
      at: '2026-03-06T19:00-05:00',
      expected: '2026-03-09T08:00-04:00',
    },
    {
      title: 'knows an offset of half an hour',
      zone: 'Asia/Kolkata',
      at: '2026-03-11T18:10+05:30',
      expected: '2026-03-12T08:00+05:30',
    },
    {
      title: 'takes a beginning that is skipped with the offset from before',
      zone: berlin,
      at: '2026-03-29T01:00+01:00',
      expected: '2026-03-29T03:30+02:00',
      hours: { from: 150, days: everyDay },
    },
    {
      title: 'goes to the next day where all the hours are skipped',
      zone: berlin,
      at: '2026-03-29T01:00+01:00',
      expected: '2026-03-30T02:15+02:00',
      hours: { from: 135, to: 165, days: everyDay },
    },
    {
      title: 'takes the first of a beginning that comes twice',
      zone: berlin,
      at: '2026-10-25T01:00+02:00',
      expected: '2026-10-25T02:30+02:00',
      hours: { from: 150, days: everyDay },
    },
    {
      title: 'takes the second of a beginning that comes twice when the first is over',
      zone: berlin,
      at: '2026-10-25T02:10+01:00',
      expected: '2026-10-25T02:30+01:00',
      hours: { from: 150, days: everyDay },
    },
    {
      title: 'begins a day that has no midnight with its first minute',
      zone: 'Africa/Cairo',
      at: '2026-04-23T18:30+02:00',
      expected: '2026-04-24T01:00+03:00',
      hours: { from: 0 },
    },
    {
      title: 'moves nothing where there is no working time',
      zone: berlin,
      at: '2026-03-14T12:00+01:00',
      expected: '2026-03-14T12:00+01:00',
      hours: { days: [] },
    },
  ];
  for (const { title, zone, at, expected, hours } of rows) {
    it(title, () => {
      const next = nextWorkingTime(new Date(at), { ...office, ...hours }, zone);
      assert.equal(inZone(next, zone), expected);
    });
  }

  it('leaves no working time out, in any zone at any time of the year', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(berlin, 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC'),
        fc.date({
          min: new Date('2026-01-01'),
          max: new Date('2027-01-01'),
          noInvalidDate: true,
        }),
        fc.integer({ min: 4, max: 11 }),
        fc.integer({ min: 12, max: 24 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        (zone, at, from, to, days) => {
          const isWorked = (moment: Date) => {
            const { weekday, hour } = DateTime.fromJSDate(moment, { zone });
            return days.includes(weekday) && hour >= from && hour < to;
          };
          const hours = { ...office, from: from * 60, to: to * 60, days };
          const next = nextWorkingTime(at, hours, zone);

          assert(next >= at && isWorked(next));
          for (let skipped = at.getTime(); skipped < next.getTime(); skipped += 30 * 60_000) {
            assert(!isWorked(new Date(skipped)), `${new Date(skipped).toISOString()} was left out`);
          }
        },
      ),
      randomRuns('working times', 200),
    );
  });
});

describe('lastWorkingTime', () => {
  const rows: Row[] = [
    {
      title: 'stays within the hours',
      zone: berlin,
      at: '2026-03-11T10:15+01:00',
      expected: '2026-03-11T10:15+01:00',
    },
    {
      title: 'is the last minute of the day in the evening',
      zone: berlin,
      at: '2026-03-11T18:00+01:00',
      expected: '2026-03-11T17:59+01:00',
    },
    {
      title: 'is the last minute of the day before in the morning',
      zone: berlin,
      at: '2026-03-11T07:00+01:00',
      expected: '2026-03-10T17:59+01:00',
    },
    {
      title: 'is on Friday for a weekend',
      zone: berlin,
      at: '2026-03-15T12:00+01:00',
      expected: '2026-03-13T17:59+01:00',
    },
    {
      title: 'has the offset from before the clocks were put back',
      zone: berlin,
      at: '2026-10-25T12:00+01:00',
      expected: '2026-10-23T17:59+02:00',
    },
    {
      title: 'is the second of a last minute that comes twice',
      zone: berlin,
      at: '2026-10-25T04:00+01:00',
      expected: '2026-10-25T02:29+01:00',
      hours: { from: 0, to: 150, days: everyDay },
    },
    {
      title: 'is a minute before midnight where the hours end there',
      zone: berlin,
      at: '2026-03-12T05:00+01:00',
      expected: '2026-03-11T23:59+01:00',
      hours: { to: 1440 },
    },
    {
      title: 'is not there where nothing is worked',
      zone: berlin,
      at: '2026-03-11T10:15+01:00',
      expected: undefined,
      hours: { days: [] },
    },
  ];
  for (const { title, zone, at, expected, hours } of rows) {
    it(title, () => {
      const last = lastWorkingTime(new Date(at), { ...office, ...hours }, zone);
      assert.equal(inZone(last, zone), expected);
    });
  }
});
