import assert from 'node:assert/strict';
import type { Journey } from '../../../src/activities/read-journey.js';
import { judgePerson, type Circumstances } from '../../../src/recover/judge-people.js';
import { createSettings } from '../../support/settings.js';

const groups = { A: '00g0000000000000000a', B: '00g0000000000000000b' };
const employee = 'oty000000000employee';
const { populations } = createSettings(groups, { hires: { userTypes: [employee], groups: [] } });

const mail = { 'mfa-enrolled': '2026-01-01T00:00:00.000Z' };
const earlier = {
  ...{ enrollments: [], mails: mail, toldEnrollments: 1, resends: 0 },
  ...{ accepted: [], phoneCorrected: false },
};

interface Someone extends Partial<Circumstances> {
  status?: string;
  typeId?: string;
  groupIds?: string[];
  startDate?: string;
  journey?: Journey;
  run?: boolean;
}

function judge({
  status = 'STAGED',
  typeId = employee,
  groupIds = [],
  startDate,
  journey = {},
  run = false,
}: Someone) {
  const known = { id: '00u000000000000hire1', status, typeId, profile: {} };
  const judged = judgePerson(
    { known, ...(startDate !== undefined && { startDate }) },
    {
      ...{ populations, groupIdsOf: () => groupIds, hasRun: () => run, journeyOf: () => journey },
      ...{ rule: { daysBefore: 3, zone: 'UTC' }, now: new Date('2026-01-02T00:00:00Z') },
    },
  );
  return judged.plan === 'leave' ? judged.because : [judged.goesOnFrom, judged.notBefore];
}

const { A, B } = groups;
const ended = (outcome: 'cancelled' | 'removed') => ({ ended: { outcome, at: '' } });

const table: [title: string, someone: Someone, judged: ReturnType<typeof judge>][] = [
  ['STAGED, nothing done', {}, ['nothing-recorded', undefined]],
  ['STAGED, of nobody we care for', { typeId: 'oty00000000000partner' }, 'not-concerned'],
  ['has a run', { run: true, groupIds: [A] }, 'has-a-run'],
  [
    'STAGED, to start in a week',
    { startDate: '2026-01-09' },
    ['nothing-recorded', '2026-01-06T00:00:00.000Z'],
  ],
  [
    'begun, to start in a week',
    { startDate: '2026-01-09', journey: { earlier } },
    ['mfa-enrolled-mail', undefined],
  ],
  [
    'put into Group A by an administrator, to start in a week',
    { startDate: '2026-01-09', groupIds: [A] },
    ['nothing-recorded', undefined],
  ],
  ['in Group B only', { status: 'ACTIVE', groupIds: [B] }, 'already-in-group-b'],
  [
    'in both groups',
    {
      ...{ status: 'ACTIVE', groupIds: [A, B] },
      journey: {
        earlier: {
          ...earlier,
          believed: { evidence: { rule: 'active', decidedAt: '', wokenBy: 'timer' } },
        },
      },
    },
    ['activation-believed', undefined],
  ],
  ['cancelled before', { groupIds: [A], journey: ended('cancelled') }, 'ended-before'],
  [
    'removed before, and there again',
    { status: 'PROVISIONED', groupIds: [A], journey: ended('removed') },
    ['nothing-recorded', undefined],
  ],
];

describe('what a recovery does with somebody', () => {
  for (const [title, someone, judged] of table) {
    it(`is decided: ${title}`, () => {
      assert.deepEqual(judge(someone), judged);
    });
  }
});
