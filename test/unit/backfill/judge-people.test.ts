import assert from 'node:assert/strict';
import {
  judgePeople,
  type Circumstances,
  type KnownPerson,
} from '../../../src/backfill/judge-people.js';
import { createSettings } from '../../support/settings.js';

const groups = { A: '00gA', B: '00gB' };
let added = 0;

function person({
  status = 'STAGED',
  profile = { mobilePhone: `+1 201 555 ${1000 + added}` },
  ...more
}: Partial<KnownPerson> & {
  status?: string;
  profile?: Record<string, unknown>;
} = {}): KnownPerson {
  added += 1;
  const userId = `00u${String(added).padStart(17, '0')}`;
  return { line: added, userId, known: { id: userId, status, profile }, ...more };
}

function judge(
  people: KnownPerson[],
  given: Partial<Circumstances> = {},
  overrides: Parameters<typeof createSettings>[1] = {},
) {
  return judgePeople(people, {
    ...{ groupIdsOf: () => [], hasRun: () => false },
    populations: createSettings(groups, overrides).populations,
    ...given,
  }).map((judged) => ('because' in judged ? `${judged.plan}: ${judged.because}` : judged.plan));
}

describe('a dry run', () => {
  it('would enroll who is STAGED or PROVISIONED and has a number', () => {
    assert.deepEqual(judge([person(), person({ status: 'PROVISIONED' })]), ['enroll', 'enroll']);
  });

  it('would skip who has a run, is in Group B, is active, or is not concerned', () => {
    assert.deepEqual(judge([person()], { hasRun: () => true }), ['skip: has-a-run']);
    assert.deepEqual(judge([person()], { groupIdsOf: () => [groups.B] }), [
      'skip: already-in-group-b',
    ]);
    assert.deepEqual(judge([person({ status: 'ACTIVE' })]), ['skip: already-active']);
    assert.deepEqual(judge([person()], {}, { hires: { userTypes: ['oty1'], groups: [] } }), [
      'skip: not-concerned',
    ]);
  });

  it('would enroll an active person who is in Group A', () => {
    assert.deepEqual(judge([person({ status: 'ACTIVE' })], { groupIdsOf: () => [groups.A] }), [
      'enroll',
    ]);
  });

  it('would hold who has no usable number, or one of another country', () => {
    assert.deepEqual(judge([person({ profile: {} })]), ['hold: phone-missing']);
    assert.deepEqual(judge([person({ profile: { mobilePhone: '12' } })]), ['hold: phone-unusable']);
    assert.deepEqual(judge([person()], {}, { phoneCountries: ['DE'] }), [
      'hold: phone-country-unexpected',
    ]);
  });

  it('goes by the number of the file where there is one', () => {
    assert.deepEqual(judge([person({ profile: {}, phone: '+1 201 555 0199' })]), ['enroll']);
    assert.deepEqual(judge([person({ phone: '12' })]), ['hold: phone-unusable']);
  });

  it('would hold all who have one number, unless that is allowed or the other is skipped', () => {
    const twins = () => [
      person({ profile: { mobilePhone: '+1 201 555 0123' } }),
      person({ phone: '+12015550123' }),
    ];
    assert.deepEqual(judge(twins()), ['hold: phone-shared', 'hold: phone-shared']);
    assert.deepEqual(judge(twins(), {}, { holdsSharedPhones: false }), ['enroll', 'enroll']);
  });
});
