import assert from 'node:assert/strict';
import type { Assessment } from '../../../src/contract/reaction.js';
import { createAssessActivation } from '../../../src/activities/assess-activation.js';
import { reactionWorkflowId } from '../../../src/contract/workflow-ids.js';
import { parseOktaEvent } from '../../../src/dispatch/parse-okta-event.js';
import type { ReactionSettings } from '../../../src/reaction/reaction-settings.js';
import { createFakeOkta, type FakeOkta } from '../../support/fake-okta.js';
import {
  factorActivation,
  phoneTwins,
  seedPayload,
  signInFrom,
} from '../../support/factor-events.js';
import { createReactionSettings } from '../../support/reaction-settings.js';
import { createSettings } from '../../support/settings.js';

const windowMs = 600_000;
const day = 24 * 60 * 60_000;
const daysAgo = (days: number) => new Date(Date.now() - days * day);

describe('assessActivation', () => {
  let okta: FakeOkta;
  let userId: string;
  beforeEach(() => {
    okta = createFakeOkta();
    userId = okta.addUser({ status: 'ACTIVE' });
  });

  function assess(
    value: unknown,
    settings: Partial<ReactionSettings> = {},
    seen: string[] = [],
  ): Promise<Assessment> {
    const parsed = parseOktaEvent(value);
    assert('event' in parsed);
    const { event } = parsed;
    const { assessActivation } = createAssessActivation(
      okta,
      { ...createSettings(okta.groups), ownActors: [] },
      createReactionSettings(settings),
    );
    const reactionId = reactionWorkflowId(event, windowMs);
    return assessActivation({ userId: event.userId, event, reactionId, windowMs, seen });
  }

  async function classified(value: unknown, settings?: Partial<ReactionSettings>) {
    const assessment = await assess(value, settings);
    assert('ownerId' in assessment, JSON.stringify(assessment));
    return assessment;
  }

  it('finds the event with its twin, in one call to the System Log, and reads groups once', async () => {
    const twins = phoneTwins({ userId });
    for (const event of twins) okta.log.write(event);

    const { enrollments, population } = await classified(twins[0]);

    assert.deepEqual(
      enrollments.map(({ uuid, factor }) => [uuid, factor]),
      twins.map((event, at) => [event['uuid'], ['sms:OKTA', 'call:OKTA'][at]]),
    );
    assert.equal(population, 'default');
    assert.deepEqual(
      okta.calls.map(({ method }) => method),
      ['listLogEvents', 'getUser', 'listUserGroupIds'],
    );
  });

  it('leaves out what the run has seen, and what others did', async () => {
    const [sms, voice] = phoneTwins({ userId });
    const byAdmin = factorActivation({
      userId,
      method: 'SMS',
      actor: { id: '00uadm1nadm1nadm1n00' },
    });
    const otherUser = factorActivation({ userId: okta.addUser(), method: 'SMS' });
    for (const event of [sms, voice, byAdmin, otherUser]) okta.log.write(event);

    const assessment = await assess(sms, {}, [String(sms['uuid'])]);
    assert('ownerId' in assessment);
    assert.deepEqual(
      assessment.enrollments.map(({ uuid }) => uuid),
      [voice['uuid']],
    );
  });

  it('does not find what the System Log does not have, or has of another user', async () => {
    assert.deepEqual(await assess(factorActivation({ userId, method: 'SMS' })), { found: false });
    const written = factorActivation({ userId: okta.addUser(), method: 'SMS' });
    okta.log.write(written);
    const forged = factorActivation({ userId, method: 'SMS', uuid: String(written['uuid']) });
    assert.deepEqual(await assess(forged), { found: false });
  });

  it('asks Okta nothing about an event that is older than its log', async () => {
    const old = factorActivation({ userId, method: 'SMS', published: daysAgo(91) });
    assert.deepEqual(await assess(old), { found: false });
    assert.deepEqual(await assess(seedPayload), { found: false });
    assert.equal(okta.calls.length, 0);
  });

  it('finds an event without a uuid by its user and time', async () => {
    const written = factorActivation({
      userId,
      method: 'OKTA_VERIFY',
      authenticator: 'Okta Verify',
    });
    okta.log.write(written);
    const asGuidesShowIt = {
      ...seedPayload,
      published: written['published'],
      actor: { ...seedPayload.actor, id: userId },
    };
    const { enrollments } = await classified(asGuidesShowIt);
    assert.deepEqual(
      enrollments.map(({ uuid }) => uuid),
      [written['uuid']],
    );
  });

  it('says of a user whom Okta no longer has that there is none', async () => {
    const event = factorActivation({ userId, method: 'SMS' });
    okta.log.write(event);
    okta.deleteUser(userId);
    assert.deepEqual(await assess(event), { found: true, userGone: true });
  });

  it('knows our own act by the owner of our token, and reads nothing about the user then', async () => {
    const event = factorActivation({
      ...{ userId, method: 'SMS' },
      ...{ actor: { id: okta.ownUserId }, apiTokenId: okta.ownApiTokenId },
    });
    okta.log.write(event);
    const { enrollments } = await classified(event);
    assert.deepEqual(
      enrollments.map(({ actorKind }) => actorKind),
      ['preenroll'],
    );
    assert.deepEqual([okta.count('getUser'), okta.count('listUserGroupIds')], [0, 0]);
  });

  describe('admin roles', () => {
    const privileged = {
      groups: ['00g0000000000000priv'],
      attributes: [],
      adminRoles: 'any' as const,
    };

    it('are asked for where a rule needs them', async () => {
      okta.user(userId).adminRoles = ['SUPER_ADMIN'];
      const event = factorActivation({ userId, method: 'SMS' });
      okta.log.write(event);
      const { enrollments } = await classified(event, { privileged });
      assert.deepEqual(enrollments[0]?.privileged, { by: 'admin-role', role: 'SUPER_ADMIN' });
    });

    it('are not asked for where a group tells already, or no rule asks', async () => {
      const event = factorActivation({ userId, method: 'SMS' });
      okta.log.write(event);
      await classified(event);
      okta.user(userId).groupIds.add('00g0000000000000priv');
      await classified(event, { privileged });
      assert.equal(okta.count('listAdminRoles'), 0);
    });
  });

  describe('a new country', () => {
    const highRisk = {
      ...{ adminEnrolled: false, weakFactors: [] },
      newCountry: { lookBackMs: 30 * day, settledMs: day },
    };
    for (const [what, country, signIns, risks] of [
      ['is one that no earlier sign-in came from', 'Brazil', [['Germany', 3]], ['new-country']],
      ['is none that an earlier sign-in came from', 'Germany', [['Germany', 3]], []],
      [
        'is one too where only the last day knows it',
        'Brazil',
        [
          ['Germany', 3],
          ['Brazil', 0.1],
        ],
        ['new-country'],
      ],
      ['is not told of somebody who has never signed in before', 'Brazil', [['Brazil', 0.1]], []],
      [
        'is one that is only known from before the time looked back',
        'Brazil',
        [
          ['Brazil', 40],
          ['Germany', 3],
        ],
        ['new-country'],
      ],
    ] as [string, string, [string, number][], string[]][]) {
      it(`${what}, and its name stays here`, async () => {
        for (const [from, days] of signIns) okta.log.write(signInFrom(userId, from, daysAgo(days)));
        const event = factorActivation({ userId, method: 'SMS', country });
        okta.log.write(event);
        const assessment = await classified(event, { highRisk });
        assert.deepEqual(assessment.enrollments[0]?.risks, risks);
        assert.doesNotMatch(JSON.stringify(assessment), /Brazil|Germany/);
      });
    }
  });

  it('looks at the working hours in the zone of the user', async () => {
    const hours = { from: 8 * 60, to: 18 * 60, days: [1, 2, 3, 4, 5, 6, 7] };
    const outsideHours = { ...hours, timeZoneAttribute: 'timezone', timeZone: 'UTC' };
    const published = new Date(new Date().setUTCHours(6, 0, 0, 0) - day);
    const event = factorActivation({ userId, method: 'SMS', published });
    okta.log.write(event);
    const highRisk = { adminEnrolled: false, weakFactors: [], outsideHours };
    const risks = async () => (await classified(event, { highRisk })).enrollments[0]?.risks;

    assert.deepEqual(await risks(), ['outside-hours']);
    okta.user(userId).profile['timezone'] = 'Asia/Kolkata';
    assert.deepEqual(await risks(), []);
  });
});
