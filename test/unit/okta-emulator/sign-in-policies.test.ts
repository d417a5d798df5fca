import assert from 'node:assert/strict';
import { startOktaEmulator, type OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import { openActivationLink } from '../../../okta-emulator/person/activation-link.js';
import { setPassword, signIn } from '../../../okta-emulator/person/sign-in.js';
import { isSecondFactorAskedFor } from '../../../okta-emulator/state/second-factor.js';
import { everyoneId } from '../../../okta-emulator/state/seed.js';
import { oktaApi, refusal, smsFactor, type OktaApi, type ResourceBody } from './okta-api.js';

type Listed = ResourceBody & { name: string; priority: number; system: boolean };

const browser = { id: 'r1', uri: '/signin', ipAddress: '127.0.0.1', userAgent: 'Browser' };
const invalidType = 'The request was not valid: Invalid policy type specified.';

const appSignOn = (factorMode: string) => ({
  appSignOn: {
    access: 'ALLOW',
    verificationMethod: { type: 'ASSURANCE', factorMode, reauthenticateIn: 'PT2H' },
  },
});
const signOnRule = (name: string, signon: object) => ({
  ...{ type: 'SIGN_ON', name },
  actions: { signon: { access: 'ALLOW', ...signon } },
});

describe('sign-in policies', () => {
  let okta: OktaEmulator;
  let api: OktaApi;

  const start = async (engine: 'classic' | 'idx' = 'idx') => {
    okta = await startOktaEmulator({ engine, apiToken: 'token', smtpUrl: 'smtp://127.0.0.1:9' });
    api = oktaApi(okta);
  };
  const list = async (type: string) =>
    (await api.expect(200, 'GET', `/policies?type=${type}`)) as unknown as Listed[];
  const rulesOf = async (policyId: string) =>
    (await api.expect(200, 'GET', `/policies/${policyId}/rules`)) as unknown as Listed[];
  const defaultOf = async (type: string) => {
    const policy = (await list(type)).find(({ system }) => system);
    const rule = policy && (await rulesOf(policy.id))[0];
    assert.ok(policy && rule);
    return { policy, rule, rulePath: `/policies/${policy.id}/rules/${rule.id}` };
  };
  const policyEvents = () =>
    okta.org.log.entries
      .map(({ event }) => event)
      .filter(({ eventType }) => eventType.startsWith('policy.'));

  afterEach(() => okta.close());

  for (const engine of ['classic', 'idx'] as const) {
    it(`ask everybody for a second factor from the start (${engine})`, async () => {
      await start(engine);

      const { policy, rule } = await defaultOf('OKTA_SIGN_ON');

      assert.deepEqual(policy['conditions'], { people: { groups: { include: [everyoneId] } } });
      assert.ok(!('settings' in policy));
      assert.equal(rule['type'], 'SIGN_ON');
      const { signon } = rule['actions'] as { signon: Record<string, unknown> };
      assert.deepEqual(
        [signon['access'], signon['requireFactor'], signon['factorPromptMode']],
        ['ALLOW', true, 'ALWAYS'],
      );
    });
  }

  it('are two on Identity Engine: apps have one of their own, with a catch-all rule', async () => {
    await start();

    const { policy, rule } = await defaultOf('ACCESS_POLICY');

    assert.equal(policy['conditions'], null);
    assert.deepEqual([rule.name, rule.priority, rule.system], ['Catch-all Rule', 99, true]);
    assert.equal(rule['conditions'], null);
    const { appSignOn } = rule['actions'] as { appSignOn: { verificationMethod: object } };
    assert.deepEqual(appSignOn.verificationMethod, {
      ...{ type: 'ASSURANCE', factorMode: '2FA' },
      ...{ reauthenticateIn: 'PT12H', constraints: [] },
    });
  });

  it('of apps are a type that Classic does not know, in Okta’s words', async () => {
    await start('classic');
    const policy = { type: 'ACCESS_POLICY', name: 'Apps' };

    for (const answer of [
      await api.call('GET', '/policies?type=ACCESS_POLICY'),
      await api.call('POST', '/policies', policy),
    ]) {
      assert.deepEqual(refusal(answer), [400, 'E0000002']);
      assert.equal((answer.body as { errorSummary: string }).errorSummary, invalidType);
    }
    assert.deepEqual(await list('PASSWORD'), []);
  });

  it('of a type that no engine knows are refused', async () => {
    await start();

    const answer = await api.call('GET', '/policies?type=EVERYTHING');

    assert.deepEqual(refusal(answer), [400, 'E0000002']);
  });

  it('no longer ask for a factor when their rules were changed, and the log says who did it', async () => {
    await start();
    const session = await defaultOf('OKTA_SIGN_ON');
    const app = await defaultOf('ACCESS_POLICY');

    const noFactor = signOnRule('Default Rule', { requireFactor: false });
    const changed = await api.expect(200, 'PUT', session.rulePath, noFactor);
    await api.expect(200, 'PUT', app.rulePath, {
      ...{ name: 'Renamed', actions: appSignOn('1FA') },
    });

    assert.deepEqual(changed['actions'], noFactor.actions);
    assert.deepEqual(await api.expect(200, 'GET', session.rulePath), changed);
    const { rule } = await defaultOf('ACCESS_POLICY');
    assert.deepEqual(rule['actions'], appSignOn('1FA'));
    assert.equal(rule.name, 'Catch-all Rule');
    const [event] = policyEvents();
    assert.equal(event?.eventType, 'policy.rule.update');
    assert.equal(event.actor.id, okta.org.admin.id);
    assert.deepEqual(
      event.target.map(({ id, type, detailEntry }) => [id, type, detailEntry]),
      [
        [session.policy.id, 'PolicyEntity', { policyType: 'OktaSignOn' }],
        [session.rule.id, 'PolicyRule', null],
      ],
    );
  });

  it('decide whether a person who has a phone is asked for a code', async () => {
    await start();
    const { id } = await api.createUser({ login: 'ann@example.com' }, { groupIds: [okta.groupA] });
    await api.expect(200, 'POST', `/users/${id}/factors?activate=true`, smsFactor('+15554151337'));
    const link = await api.expect(200, 'POST', `/users/${id}/lifecycle/activate?sendEmail=false`);
    const first = openActivationLink(okta.org, String(link['activationToken']));
    assert.ok(first);
    setPassword(okta.org, first, browser, 'correct horse');
    const step = () => signIn(okta.org, browser, 'ann@example.com', 'correct horse').step;
    assert.equal(first.step, 'enter-code');

    const session = await defaultOf('OKTA_SIGN_ON');
    const noFactor = signOnRule('Default Rule', { requireFactor: false });
    await api.expect(200, 'PUT', session.rulePath, noFactor);
    assert.equal(step(), 'enter-code', 'the app still asks');
    const app = await defaultOf('ACCESS_POLICY');
    const oneFactor = { name: 'Catch-all Rule', actions: appSignOn('1FA') };
    await api.expect(200, 'PUT', app.rulePath, oneFactor);

    assert.equal(step(), 'signed-in');
  });

  for (const [engine, type] of [
    ['classic', 'OKTA_SIGN_ON'],
    ['idx', 'ACCESS_POLICY'],
  ] as const) {
    it(`ask whom a rule is for, and nobody else (${type})`, async () => {
      okta = await startOktaEmulator({
        ...{ engine, empty: true, apiToken: 'token', smtpUrl: 'smtp://127.0.0.1:9' },
      });
      api = oktaApi(okta);
      const west = await api.expect(200, 'POST', '/groups', { profile: { name: 'West' } });
      const [inside, excluded, outside] = [
        await api.createUser({}, { groupIds: [west.id] }),
        await api.createUser({}, { groupIds: [west.id] }),
        await api.createUser(),
      ];
      const { policy } = await defaultOf(type);
      const withFactor = { requireFactor: true, factorPromptMode: 'ALWAYS' };
      const rule =
        type === 'ACCESS_POLICY'
          ? { name: 'West', actions: appSignOn('2FA') }
          : signOnRule('West', withFactor);
      const people = { users: { exclude: [excluded.id] }, groups: { include: [west.id] } };

      await api.expect(200, 'POST', `/policies/${policy.id}/rules`, {
        ...rule,
        conditions: { people },
      });

      const isAsked = ({ id }: ResourceBody) =>
        isSecondFactorAskedFor(okta.org, okta.org.users.get(id) ?? assert.fail());
      assert.deepEqual([inside, excluded, outside].map(isAsked), [true, false, false]);
    });
  }

  it('of an admin come before the default one, and not while they are switched off', async () => {
    await start();
    const created = await api.expect(200, 'POST', '/policies', {
      ...{ type: 'OKTA_SIGN_ON', name: 'Sales' },
      conditions: { people: { groups: { include: [okta.groupB] } } },
    });
    const path = `/policies/${created.id}`;
    const names = async () =>
      (await list('OKTA_SIGN_ON')).map(({ name, priority, status }) => [name, priority, status]);

    assert.deepEqual(await names(), [
      ['Sales', 1, 'ACTIVE'],
      ['Default Policy', 2, 'ACTIVE'],
    ]);
    assert.ok('deactivate' in (created['_links'] as object));
    await api.expect(204, 'POST', `${path}/lifecycle/deactivate`);
    await api.expect(204, 'POST', `${path}/lifecycle/deactivate`);
    await api.expect(200, 'PUT', path, { type: 'OKTA_SIGN_ON', name: 'Sales East' });
    assert.deepEqual((await names())[0], ['Sales East', 1, 'INACTIVE']);
    await api.expect(204, 'POST', `${path}/lifecycle/activate`);

    assert.deepEqual((await names())[0], ['Sales East', 1, 'ACTIVE']);
    assert.deepEqual(
      policyEvents().map(({ eventType }) => eventType),
      [
        'policy.lifecycle.create',
        'policy.lifecycle.deactivate',
        'policy.lifecycle.update',
        'policy.lifecycle.activate',
      ],
    );
    assert.equal((await list('MFA_ENROLL'))[0]?.priority, 1, 'each type has its own order');
  });

  it('have rules that can be switched off and removed, but for Okta’s own', async () => {
    await start();
    const created = await api.expect(200, 'POST', '/policies', {
      type: 'ACCESS_POLICY',
      name: 'Payroll',
    });
    const rules = `/policies/${created.id}/rules`;
    const body = { type: 'ACCESS_POLICY', name: 'Two', actions: appSignOn('2FA') };
    const { id, priority } = (await api.expect(200, 'POST', rules, body)) as Listed;
    const states = async () =>
      (await rulesOf(created.id)).map(({ name, status }) => [name, status]);
    assert.equal(priority, 1);

    await api.expect(204, 'POST', `${rules}/${id}/lifecycle/deactivate`);
    assert.deepEqual(await states(), [
      ['Catch-all Rule', 'ACTIVE'],
      ['Two', 'INACTIVE'],
    ]);
    await api.expect(204, 'POST', `${rules}/${id}/lifecycle/activate`);
    await api.expect(204, 'DELETE', `${rules}/${id}`);

    assert.deepEqual(await states(), [['Catch-all Rule', 'ACTIVE']]);
    assert.deepEqual(
      policyEvents().map(({ eventType }) => eventType),
      [
        'policy.lifecycle.create',
        'policy.rule.add',
        'policy.rule.deactivate',
        'policy.rule.activate',
        'policy.rule.delete',
      ],
    );
    assert.equal((await api.call('GET', `${rules}/${id}`)).status, 404);
    const { policy, rulePath } = await defaultOf('ACCESS_POLICY');
    for (const [method, path] of [
      ['DELETE', rulePath],
      ['POST', `${rulePath}/lifecycle/deactivate`],
      ['POST', `/policies/${policy.id}/lifecycle/deactivate`],
    ] as const) {
      assert.deepEqual(refusal(await api.call(method, path)), [403, 'E0000006'], path);
    }
  });

  it('refuse what does not fit their type', async () => {
    await start();
    const session = await defaultOf('OKTA_SIGN_ON');
    const app = await defaultOf('ACCESS_POLICY');
    const enroll = { name: 'X', actions: { enroll: { self: 'CHALLENGE' } } };
    const withoutMode = signOnRule('X', { requireFactor: true });

    for (const [path, body] of [
      [session.rulePath, enroll],
      [session.rulePath, withoutMode],
      [session.rulePath, { ...signOnRule('X', {}), type: 'OKTA_SIGN_ON' }],
      [app.rulePath, { name: 'X', actions: appSignOn('3FA') }],
      [`/policies/${app.policy.id}`, { type: 'OKTA_SIGN_ON', name: 'Apps' }],
      [`/policies/${app.policy.id}`, { type: 'ACCESS_POLICY', name: 'Apps', conditions: {} }],
    ] as const) {
      const answer = await api.call('PUT', path, body);
      assert.deepEqual(refusal(answer).slice(0, 2), [400, 'E0000001'], JSON.stringify(body));
    }
  });
});
