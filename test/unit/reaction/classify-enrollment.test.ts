import assert from 'node:assert/strict';
import type { Classification } from '../../../src/contract/reaction.js';
import {
  classifyEnrollment,
  type EnrollmentToClassify,
} from '../../../src/reaction/classify-enrollment.js';
import { readEnrollment } from '../../../src/reaction/read-enrollment.js';
import type { ReactionSettings } from '../../../src/reaction/reaction-settings.js';
import { factorActivation, seedPayload } from '../../support/factor-events.js';
import { createReactionSettings } from '../../support/reaction-settings.js';

const userId = '00uh1reh1reh1reh1re0';
const adminId = '00uadm1nadm1nadm1n00';
const admins = '00g0000000000000priv';

interface Given {
  event?: Partial<Parameters<typeof factorActivation>[0]>;
  settings?: Partial<ReactionSettings>;
  user?: Partial<EnrollmentToClassify['user']>;
  own?: Partial<EnrollmentToClassify['own']>;
  earlierCountries?: string[];
  isWithinHours?: boolean;
}

function classify({ event, settings, user, own, ...known }: Given): Classification {
  const enrollment = readEnrollment(factorActivation({ userId, method: 'SMS', ...event }));
  assert(enrollment);
  return classifyEnrollment({
    ...{ enrollment, settings: createReactionSettings(settings) },
    own: { actors: [], tokenOwner: undefined, ...own },
    user: { population: 'default', groupIds: [], adminRoles: undefined, profile: {}, ...user },
    earlierCountries: known.earlierCountries,
    isWithinHours: known.isWithinHours,
  });
}

const privileged = { groups: [admins], attributes: [] };
const inGroup = { user: { groupIds: [admins] }, settings: { privileged } };
const highRisk = (rules: Partial<ReactionSettings['highRisk']>) => ({
  highRisk: { adminEnrolled: false, weakFactors: [], ...rules },
});

describe('the classifier', () => {
  for (const engine of ['classic', 'idx'] as const) {
    const method = engine === 'classic' ? 'SMS_FACTOR' : 'SMS';

    it(`says of a user who enrolls a phone on ${engine}: self, sms:OKTA, recorded`, () => {
      const { actorKind, factor, decision, risks, explanation } = classify({
        event: { engine, method },
      });
      assert.deepEqual([actorKind, factor, decision, risks], ['self', 'sms:OKTA', 'record', []]);
      assert(explanation.length > 1);
    });
  }

  describe('who did it', () => {
    for (const [kind, given] of [
      ['self', {}],
      ['admin', { event: { actor: { id: adminId } } }],
      ['service', { event: { actor: { id: '0oa1', type: 'PublicClientApp' } } }],
      ['service', { event: { actor: { id: 'spr1', type: 'SystemPrincipal' } } }],
      ['delegated', { event: { actor: { id: adminId }, apiTokenId: '00T1' } }],
      ['delegated', { event: { apiTokenId: '00T1' } }],
      [
        'preenroll',
        { event: { actor: { id: adminId }, apiTokenId: '00T1' }, own: { actors: ['00T1'] } },
      ],
      [
        'preenroll',
        { event: { actor: { id: '0oa1', type: 'PublicClientApp' } }, own: { actors: ['0oa1'] } },
      ],
      [
        'preenroll',
        { event: { actor: { id: adminId }, apiTokenId: '00T2' }, own: { tokenOwner: adminId } },
      ],
      // What the owner of our token does in the Admin Console is no act of ours.
      ['admin', { event: { actor: { id: adminId } }, own: { tokenOwner: adminId } }],
    ] as [Classification['actorKind'], Given][]) {
      it(`is ${kind} by ${JSON.stringify({ ...given.event, ...given.own })}`, () => {
        assert.equal(classify(given).actorKind, kind);
      });
    }

    it('is nothing to react to where it was us, whoever the user is', () => {
      const { decision, privileged: by } = classify({ ...inGroup, own: { actors: [userId] } });
      assert.deepEqual([decision, by], ['record', undefined]);
    });
  });

  describe('who is privileged', () => {
    const attribute = { name: 'department', values: ['Security', '7'] };
    const byRule = { groups: [admins], adminRoles: ['SUPER_ADMIN'], attributes: [attribute] };
    for (const [what, user, expected] of [
      ['a member of a group', { groupIds: ['00gx', admins] }, { by: 'group', id: admins }],
      [
        'an admin',
        { adminRoles: ['APP_ADMIN', 'SUPER_ADMIN'] },
        { by: 'admin-role', role: 'SUPER_ADMIN' },
      ],
      [
        'by an attribute',
        { profile: { department: 'Security' } },
        { by: 'attribute', name: 'department' },
      ],
      [
        'by one of several values',
        { profile: { department: ['x', 7] } },
        { by: 'attribute', name: 'department' },
      ],
      ['nobody else', { profile: { department: 'Sales' }, adminRoles: ['APP_ADMIN'] }, undefined],
    ] as [string, NonNullable<Given['user']>, Classification['privileged']][]) {
      it(what, () => {
        const { privileged: by, decision } = classify({ user, settings: { privileged: byRule } });
        assert.deepEqual(by, expected);
        assert.equal(decision, expected === undefined ? 'record' : 'alert');
      });
    }

    it('any admin, where every role counts', () => {
      const settings = { privileged: { groups: [], attributes: [], adminRoles: 'any' as const } };
      const { privileged: by } = classify({ user: { adminRoles: ['HELP_DESK_ADMIN'] }, settings });
      assert.deepEqual(by, { by: 'admin-role', role: 'HELP_DESK_ADMIN' });
    });
  });

  describe('what is of high risk', () => {
    const newCountry = { lookBackMs: 1, settledMs: 1 };
    const from = (country?: string, earlierCountries?: string[], event = {}): Given => ({
      event: { ...(country !== undefined && { country }), ...event },
      ...(earlierCountries && { earlierCountries }),
      settings: highRisk({ newCountry }),
    });
    for (const [what, given, risks] of [
      ['a country that is new', from('Brazil', ['Germany', 'France']), ['new-country']],
      ['no country that is known', from('France', ['Germany', 'France']), []],
      ['no country where nothing is known', from('France', []), []],
      ['no country that the event does not name', from(undefined, ['France']), []],
      [
        'no country of an administrator',
        from('Brazil', ['France'], { actor: { id: adminId } }),
        [],
      ],
      [
        'an administrator',
        { event: { actor: { id: adminId } }, settings: highRisk({ adminEnrolled: true }) },
        ['admin-enrolled'],
      ],
      [
        'a program with a token',
        { event: { apiTokenId: '00T1' }, settings: highRisk({ adminEnrolled: true }) },
        ['admin-enrolled'],
      ],
      ['no administrator where the rule is off', { event: { actor: { id: adminId } } }, []],
      [
        'a weak factor on a privileged user',
        {
          user: { groupIds: [admins] },
          settings: { privileged, ...highRisk({ weakFactors: ['phone'] }) },
        },
        ['weak-factor-on-privileged-user'],
      ],
      [
        'no strong factor on a privileged user',
        {
          event: { method: 'WEBAUTHN', authenticator: 'Security Key or Biometric' },
          user: { groupIds: [admins] },
          settings: { privileged, ...highRisk({ weakFactors: ['phone'] }) },
        },
        [],
      ],
      ['no weak factor on others', { settings: highRisk({ weakFactors: ['phone'] }) }, []],
      ['an hour outside the working hours', { isWithinHours: false }, ['outside-hours']],
      ['no hour within them', { isWithinHours: true }, []],
    ] as [string, Given, Classification['risks']][]) {
      it(`is ${what}`, () => {
        const found = classify(given);
        assert.deepEqual(found.risks, risks);
        if (risks.length > 0) assert.equal(found.decision, 'alert');
        assert.doesNotMatch(JSON.stringify(found), /Brazil|France|Germany/);
      });
    }
  });

  describe('noise', () => {
    const byAdmin: Given = { event: { actor: { id: adminId } } };
    const withNoise = (noise: Partial<ReactionSettings['noise'][number]>, given: Given = byAdmin) =>
      classify({
        ...given,
        settings: {
          ...{ privileged, ...highRisk({ adminEnrolled: true }) },
          noise: [
            { factors: ['question'], privileged: true },
            { privileged: false, ...noise },
          ],
        },
      });

    it('makes no ticket of what a rule fits, and says which', () => {
      const { noise, decision, risks } = withNoise({ factors: ['phone'], actors: ['admin'] });
      assert.deepEqual([noise, decision, risks], [2, 'record', ['admin-enrolled']]);
    });

    for (const [what, rule] of [
      ['another factor', { factors: ['email'] }],
      ['another actor', { actors: ['self'] }],
      ['another population', { populations: ['contractors'] }],
    ] as [string, Partial<ReactionSettings['noise'][number]>][]) {
      it(`is not what a rule about ${what} is about`, () => {
        assert.equal(withNoise(rule).decision, 'alert');
      });
    }

    it('silences privileged users only where the rule says so', () => {
      const admin: Given = { ...byAdmin, user: { groupIds: [admins] } };
      assert.equal(withNoise({ factors: ['phone'] }, admin).decision, 'alert');
      assert.equal(withNoise({ factors: ['phone'], privileged: true }, admin).decision, 'record');
    });
  });

  it("understands the seed's own payload, which no org sends", () => {
    const enrollment = readEnrollment(seedPayload);
    assert(enrollment);
    const found = classifyEnrollment({
      ...{ enrollment, settings: createReactionSettings({ privileged }) },
      own: { actors: [], tokenOwner: undefined },
      user: { population: 'default', groupIds: [admins], adminRoles: undefined, profile: {} },
      ...{ earlierCountries: undefined, isWithinHours: undefined },
    });
    assert.equal(enrollment.factorFamily, 'okta-verify');
    assert.deepEqual(
      [found.actorKind, found.privileged?.by, found.decision],
      ['self', 'group', 'alert'],
    );
    assert.doesNotMatch(JSON.stringify(found), /user@example/);
  });
});
