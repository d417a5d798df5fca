import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DateTime, IANAZone } from 'luxon';
import type { WaitingSettings } from '../../../src/activities/enrollment-settings.js';
import { planWaiting } from '../../../src/activities/plan-waiting.js';
import { randomRuns } from '../../support/random-runs.js';

const hour = 3_600_000;
const day = 24 * hour;

const settings: WaitingSettings = {
  reminders: [2 * day, 5 * day],
  workingHours: {
    from: 9 * 60,
    to: 17 * 60,
    days: [1, 2, 3, 4, 5],
    timeZoneAttribute: 'timezone',
    timeZone: 'Europe/Berlin',
  },
  linkLifetime: 7 * day,
  escalation: { managerAttribute: 'managerId' },
  expiry: { after: 14 * day, removesFromGroupA: true, unenrollsSms: true },
};

// A Monday.
const from = new Date('2026-03-02T10:00+01:00');

/** The plan as lines of local time, so that a row can be read. */
function planned(
  changes: Partial<WaitingSettings> = {},
  { profile = {}, at = from }: { profile?: Record<string, unknown>; at?: Date } = {},
): string[] {
  const { timezone } = profile;
  const zone =
    typeof timezone === 'string' && IANAZone.isValidZone(timezone)
      ? timezone
      : settings.workingHours.timeZone;
  return planWaiting({ settings: { ...settings, ...changes }, profile, from: at }).actions.map(
    ({ at: when, act, number }) =>
      `${DateTime.fromISO(when, { zone }).toFormat('ccc MM-dd HH:mm ZZ')} ${act} ${number}`,
  );
}

const anyTime = { ...settings.workingHours, from: 0, to: 1440, days: [1, 2, 3, 4, 5, 6, 7] };
const noExpiry = { removesFromGroupA: true, unenrollsSms: true };

describe('planWaiting', () => {
  it('reminds as configured, renews the link before it ends, and ends with the expiry', () => {
    assert.deepEqual(planned(), [
      'Wed 03-04 10:00 +01:00 remind 1',
      'Mon 03-09 09:00 +01:00 remind 2',
      'Fri 03-13 16:59 +01:00 renew-link 3',
      'Mon 03-16 10:00 +01:00 expire 1',
    ]);
  });

  it('needs no renewed link when the last one lives until the expiry', () => {
    assert.deepEqual(planned({ linkLifetime: 8 * day }).slice(-2), [
      'Mon 03-09 09:00 +01:00 remind 2',
      'Mon 03-16 10:00 +01:00 expire 1',
    ]);
  });

  it('needs no renewed link when the first one lives exactly until the expiry', () => {
    assert.deepEqual(planned({ reminders: [], expiry: { ...noExpiry, after: 7 * day } }), [
      'Mon 03-09 10:00 +01:00 expire 1',
    ]);
  });

  it('takes a link to live for the 8 hours that Okta allows at least', () => {
    const expiry = { ...noExpiry, after: 2 * day };
    assert.deepEqual(
      planned({ linkLifetime: 0, expiry }),
      planned({ linkLifetime: 8 * hour, expiry }),
    );
  });

  it('expires to the minute, in working hours or not', () => {
    assert.deepEqual(planned({ reminders: [], expiry: { ...noExpiry, after: 5.5 * day } }), [
      'Sat 03-07 22:00 +01:00 expire 1',
    ]);
  });

  const zones: { title: string; profile: Record<string, unknown>; at: string; first: string }[] = [
    {
      title: 'in the zone of the hire',
      profile: { timezone: 'America/New_York' },
      at: '2026-03-02T10:00+01:00',
      first: 'Wed 03-04 09:00 -05:00',
    },
    {
      title: 'in a zone of half an hour',
      profile: { timezone: 'Asia/Kolkata' },
      at: '2026-03-02T15:00+01:00',
      first: 'Thu 03-05 09:00 +05:30',
    },
    {
      title: 'in the configured zone where the profile names none',
      profile: {},
      at: '2026-03-02T03:00+01:00',
      first: 'Wed 03-04 09:00 +01:00',
    },
    {
      title: 'in the configured zone where the profile names one that does not exist',
      profile: { timezone: 'Mars/Olympus' },
      at: '2026-03-02T03:00+01:00',
      first: 'Wed 03-04 09:00 +01:00',
    },
    {
      title: 'in the configured zone where the profile holds no text',
      profile: { timezone: 60 },
      at: '2026-03-02T03:00+01:00',
      first: 'Wed 03-04 09:00 +01:00',
    },
    {
      title: 'in the configured zone where the profile holds a list of zones',
      profile: { timezone: ['America/New_York'] },
      at: '2026-03-02T03:00+01:00',
      first: 'Wed 03-04 09:00 +01:00',
    },
    {
      title: 'on Monday instead of Saturday',
      profile: {},
      at: '2026-03-05T12:00+01:00',
      first: 'Mon 03-09 09:00 +01:00',
    },
    {
      title: 'by the new time after the clocks were put back',
      profile: {},
      at: '2026-10-23T10:00+02:00',
      first: 'Mon 10-26 09:00 +01:00',
    },
  ];
  for (const { title, profile, at, first } of zones) {
    it(`reminds ${title}`, () => {
      const [reminder] = planned({ reminders: [2 * day] }, { profile, at: new Date(at) });
      assert.equal(reminder, `${first} remind 1`);
    });
  }

  it('sends one mail where reminders of a weekend would meet on Monday', () => {
    const friday = new Date('2026-03-06T12:00+01:00');

    assert.deepEqual(
      planned({ reminders: [day, 1.5 * day, 3 * day, 4 * day] }, { at: friday }).slice(0, 2),
      ['Mon 03-09 12:00 +01:00 remind 1', 'Tue 03-10 12:00 +01:00 remind 2'],
    );
  });

  it('sends both of two reminders that are 12 hours apart, and of closer ones the later', () => {
    const reminders = (second: number) =>
      planned({ reminders: [day, second], workingHours: anyTime }).slice(0, -2);

    assert.deepEqual(reminders(1.5 * day), [
      'Tue 03-03 10:00 +01:00 remind 1',
      'Tue 03-03 22:00 +01:00 remind 2',
    ]);
    assert.deepEqual(reminders(1.5 * day - 60_000), ['Tue 03-03 21:59 +01:00 remind 1']);
  });

  it('reminds soon after the activation mail where that is wanted', () => {
    assert.deepEqual(planned({ reminders: [hour] })[0], 'Mon 03-02 11:00 +01:00 remind 1');
  });

  it('keeps the earlier of two reminders when the later one would come after the expiry', () => {
    assert.deepEqual(
      planned({ reminders: [5 * day, 7.1 * day], expiry: { ...noExpiry, after: 7.05 * day } }),
      ['Mon 03-09 09:00 +01:00 remind 1', 'Mon 03-09 11:12 +01:00 expire 1'],
    );
  });

  it('lets a renewed link stand for the reminder that would follow within hours', () => {
    assert.deepEqual(
      planned({ reminders: [7.01 * day], expiry: { ...noExpiry, after: 10 * day } }),
      ['Mon 03-09 09:00 +01:00 renew-link 1', 'Thu 03-12 10:00 +01:00 expire 1'],
    );
  });

  it('reminds from 12 hours after a renewed link on', () => {
    const afterLink = (after: number) =>
      planned({
        ...{ reminders: [7 * day - hour + after], workingHours: anyTime },
        expiry: { ...noExpiry, after: 9 * day },
      });
    const renewed = 'Mon 03-09 09:00 +01:00 renew-link 1';
    const expired = 'Wed 03-11 10:00 +01:00 expire 1';

    assert.deepEqual(afterLink(12 * hour - 60_000), [renewed, expired]);
    assert.deepEqual(afterLink(12 * hour), [renewed, 'Mon 03-09 21:00 +01:00 remind 2', expired]);
    assert.deepEqual(afterLink(day), [renewed, 'Tue 03-10 09:00 +01:00 remind 2', expired]);
  });

  it('renews a link in working hours only from 12 hours after the last mail on', () => {
    const renewed = (to: number) =>
      planned({
        ...{ reminders: [], linkLifetime: 14 * hour },
        workingHours: { ...settings.workingHours, to },
        expiry: { ...noExpiry, after: 20 * hour },
      })[0];

    assert.equal(renewed(22 * 60 + 1), 'Mon 03-02 22:00 +01:00 renew-link 1');
    assert.equal(renewed(22 * 60), 'Mon 03-02 23:00 +01:00 renew-link 1');
  });

  it('renews a link at any time where nothing is worked at all', () => {
    const workingHours = { ...settings.workingHours, days: [] };
    const expiry = { ...noExpiry, after: 1.5 * day };

    assert.deepEqual(planned({ reminders: [], linkLifetime: day, workingHours, expiry }), [
      'Tue 03-03 09:00 +01:00 renew-link 1',
      'Tue 03-03 22:00 +01:00 expire 1',
    ]);
  });

  it('renews a link outside of working hours rather than not at all', () => {
    const friday = new Date('2026-03-06T16:30:20+01:00');

    assert.deepEqual(
      planned(
        { reminders: [], linkLifetime: day, expiry: { ...noExpiry, after: 2.5 * day } },
        { at: friday },
      ),
      [
        'Sat 03-07 15:30 +01:00 renew-link 1',
        'Sun 03-08 14:30 +01:00 renew-link 2',
        'Mon 03-09 04:30 +01:00 expire 1',
      ],
    );
  });

  it('renews links for 60 days where a run never expires', () => {
    const mails = planned({ expiry: noExpiry });

    assert.equal(mails.at(-1), 'Fri 04-24 11:59 +02:00 renew-link 9');
    assert(mails.every((line) => !line.includes('expire')));
  });

  describe('escalates', () => {
    const escalation = {
      managerAttribute: 'managerId',
      managerAfter: 5 * day,
      operatorsAfter: 5 * day,
      operatorsAddress: 'it@example.com',
    };
    const escalations = (changes: Partial<WaitingSettings['escalation']>) =>
      planned({ escalation: { ...escalation, ...changes } }).filter((line) =>
        line.includes('escalate'),
      );

    it('to the manager and to the operators, in working hours', () => {
      assert.deepEqual(escalations({}), [
        'Mon 03-09 09:00 +01:00 escalate-to-manager 1',
        'Mon 03-09 09:00 +01:00 escalate-to-operators 1',
      ]);
    });

    it('after the mail to the person of the same time', () => {
      const lines = planned({ escalation });

      assert.deepEqual(
        lines.filter((line) => line.startsWith('Mon 03-09')).map((line) => line.split(' ')[4]),
        ['remind', 'escalate-to-manager', 'escalate-to-operators'],
      );
    });

    it('to nobody without a time, and to operators only with an address', () => {
      assert.deepEqual(escalations({ managerAfter: undefined, operatorsAfter: undefined }), []);
      assert.deepEqual(escalations({ managerAfter: undefined, operatorsAddress: undefined }), []);
    });

    it('not at the expiry or after it, if only because of the working hours', () => {
      const sunday = 13 * day;
      const monday = 14 * day;
      for (const [after, end] of [
        [12.5 * day, sunday],
        [sunday, sunday],
        [20 * day, sunday],
        [monday, monday],
      ] as const) {
        const changes = { ...escalation, managerAfter: after, operatorsAfter: after };
        const expiry = { ...noExpiry, after: end };
        const lines = planned({ reminders: [after], escalation: changes, expiry });

        assert(
          lines.every((line) => / (renew-link|expire) /.test(line)),
          lines.join('\n'),
        );
      }
    });
  });

  describe('whatever the settings are', () => {
    const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'];
    const duration = (minimum: number, maximum: number) =>
      fc.integer({ min: minimum * 60, max: maximum * 60 }).map((minutes) => minutes * 60_000);
    const anyInput = fc.record({
      settings: fc.record<WaitingSettings>({
        reminders: fc.array(duration(0, 60 * 24), { maxLength: 8 }),
        workingHours: fc
          .record({
            begin: fc.integer({ min: 4 * 60, max: 1438 }),
            length: fc.integer({ min: 1, max: 1440 }),
            days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
            timeZone: fc.constantFrom(...zones),
          })
          .map(({ begin, length, ...others }) => ({
            from: begin,
            to: Math.min(1440, begin + length),
            timeZoneAttribute: 'timezone',
            ...others,
          })),
        linkLifetime: duration(8, 30 * 24),
        escalation: fc.record(
          {
            managerAttribute: fc.constant('managerId'),
            managerAfter: duration(0, 60 * 24),
            operatorsAfter: duration(0, 60 * 24),
            operatorsAddress: fc.constant('it@example.com'),
          },
          { requiredKeys: ['managerAttribute'] },
        ),
        expiry: fc.record(
          {
            after: duration(1, 90 * 24),
            removesFromGroupA: fc.boolean(),
            unenrollsSms: fc.boolean(),
          },
          { requiredKeys: ['removesFromGroupA', 'unenrollsSms'] },
        ),
      }),
      profile: fc.record({ timezone: fc.constantFrom(...zones, 'nowhere', undefined) }),
      from: fc.date({
        min: new Date('2026-01-01'),
        max: new Date('2027-01-01'),
        noInvalidDate: true,
      }),
    });
    type Input = typeof anyInput extends fc.Arbitrary<infer T> ? T : never;

    const holds = (check: (input: Input, plan: ReturnType<typeof planOf>) => void) => {
      fc.assert(
        fc.property(anyInput, (input) => {
          check(input, planOf(input));
        }),
        randomRuns('plans of waiting', 100),
      );
    };
    function planOf(input: Input) {
      const actions = planWaiting(input).actions.map((action) => ({
        ...action,
        at: Date.parse(action.at),
      }));
      const mails = actions.filter(({ act }) => act === 'remind' || act === 'renew-link');
      return { actions, mails };
    }

    it('everything is in the order of time, and at the same time in that of the acts', () => {
      const acts = [
        'remind',
        'renew-link',
        'escalate-to-manager',
        'escalate-to-operators',
        'expire',
      ];
      holds((_, { actions }) => {
        const sorted = actions.toSorted(
          (a, b) => a.at - b.at || acts.indexOf(a.act) - acts.indexOf(b.act),
        );
        assert.deepEqual(actions, sorted);
      });
    });

    it('the newest link always works', () => {
      holds(({ settings, from }, { mails }) => {
        const until = from.getTime() + (settings.expiry.after ?? 60 * day);
        const times = [from.getTime(), ...mails.map(({ at }) => at)].filter((at) => at < until);
        times.forEach((at, index) => {
          assert((times[index + 1] ?? until) - at <= settings.linkLifetime);
        });
      });
    });

    it('no two mails to the person are within 12 hours, unless the link does not live as long', () => {
      holds(({ settings }, { mails }) => {
        const atLeast = Math.min(12 * hour, settings.linkLifetime - hour - 60_000);
        mails.slice(1).forEach(({ at }, index) => {
          assert(at - (mails[index]?.at ?? NaN) >= atLeast);
        });
      });
    });

    it('reminders and escalations are in the working hours of the zone', () => {
      holds(({ settings: { workingHours }, profile }, { actions }) => {
        const { timezone } = profile;
        const zone = timezone && zones.includes(timezone) ? timezone : workingHours.timeZone;
        for (const { at, act } of actions) {
          if (act === 'renew-link' || act === 'expire') continue;
          const local = DateTime.fromMillis(at, { zone });
          const minutes = local.hour * 60 + local.minute;
          assert(workingHours.days.includes(local.weekday), act);
          assert(workingHours.from <= minutes && minutes < workingHours.to, act);
        }
      });
    });

    it('nothing is at the expiry or after it, and the expiry is exact', () => {
      holds(({ settings, from }, { actions }) => {
        const { after } = settings.expiry;
        const expiries = actions.filter(({ act }) => act === 'expire');
        assert.deepEqual(
          expiries.map(({ at }) => at),
          after === undefined ? [] : [from.getTime() + after],
        );
        const [expiry] = expiries;
        if (expiry === undefined) return;
        assert.equal(actions.at(-1), expiry);
        assert(actions.slice(0, -1).every(({ at }) => at < expiry.at));
      });
    });

    it('the mails to the person count from 1, and nothing else counts', () => {
      holds((_, { actions, mails }) => {
        assert.deepEqual(
          mails.map(({ number }) => number),
          mails.map((_mail, index) => index + 1),
        );
        assert(actions.every((action) => mails.includes(action) || action.number === 1));
      });
    });
  });
});
