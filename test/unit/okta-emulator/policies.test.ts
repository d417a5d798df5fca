import assert from 'node:assert/strict';
import { startOktaEmulator, type OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import { oktaApi, refusal, type OktaApi, type ResourceBody } from './okta-api.js';

const rule = { type: 'MFA_ENROLL', name: 'Always', actions: { enroll: { self: 'CHALLENGE' } } };

describe('enrollment policies', () => {
  let okta: OktaEmulator;
  let api: OktaApi;

  const start = async (engine: 'classic' | 'idx' = 'idx') => {
    okta = await startOktaEmulator({ engine, apiToken: 'token', smtpUrl: 'smtp://127.0.0.1:9' });
    api = oktaApi(okta);
  };
  const definition = (name: string, groupId: string, self: string, priority?: number) => ({
    type: 'MFA_ENROLL',
    name,
    ...(priority !== undefined && { priority }),
    conditions: { people: { groups: { include: [groupId] } } },
    settings:
      okta.org.engine === 'idx'
        ? { type: 'AUTHENTICATORS', authenticators: [{ key: 'phone_number', enroll: { self } }] }
        : { factors: { okta_sms: { enroll: { self } } } },
  });
  const list = async () =>
    (await api.expect(200, 'GET', '/policies?type=MFA_ENROLL')) as unknown as ResourceBody[];
  const catalogOf = async (userId: string) =>
    (await api.expect(200, 'GET', `/users/${userId}/factors/catalog`)) as unknown as {
      factorType: string;
      enrollment: string;
    }[];

  afterEach(() => okta.close());

  it('are three from the start: Group A, Group B, everyone', async () => {
    await start();

    const policies = await list();

    assert.deepEqual(
      policies.map(({ name, priority, system }) => [name, priority, system]),
      [
        ['SMS only', 1, false],
        ['All other factors', 2, false],
        ['Default Policy', 3, true],
      ],
    );
    const rules = await api.expect(200, 'GET', `/policies/${String(policies[0]?.id)}/rules`);
    assert.equal((rules as unknown as unknown[]).length, 1);
  });

  for (const engine of ['classic', 'idx'] as const) {
    it(`apply once they have a rule, the first in order of priority only (${engine})`, async () => {
      await start(engine);
      const { id } = await api.createUser({}, { groupIds: [okta.groupA] });
      const body = definition('First', okta.groupA, 'OPTIONAL', 1);
      const policy = await api.expect(200, 'POST', '/policies', body);
      assert.match(policy.id, /^00p\w{17}$/);
      assert.equal((await catalogOf(id))[0]?.enrollment, 'REQUIRED');

      const added = await api.expect(200, 'POST', `/policies/${policy.id}/rules`, rule);

      assert.match(added.id, /^0pr\w{17}$/);
      assert.equal((await catalogOf(id))[0]?.enrollment, 'OPTIONAL');
      assert.deepEqual(
        (await list()).map(({ name, priority }) => [name, priority]),
        [
          ['First', 1],
          ['SMS only', 2],
          ['All other factors', 3],
          ['Default Policy', 4],
        ],
      );
    });
  }

  it('come last but for the default policy where no priority is given', async () => {
    await start();
    await api.expect(200, 'POST', '/policies', definition('Late', okta.groupB, 'OPTIONAL'));

    assert.deepEqual(
      (await list()).map(({ name }) => name),
      ['SMS only', 'All other factors', 'Late', 'Default Policy'],
    );
  });

  it('come first of all where no priority is given, if the org does it so', async () => {
    await start();
    okta.org.settings.newPoliciesComeFirst = true;
    await api.expect(200, 'POST', '/policies', definition('Early', okta.groupB, 'OPTIONAL'));

    assert.deepEqual(
      (await list()).map(({ name, priority }) => [name, priority]),
      [
        ['Early', 1],
        ['SMS only', 2],
        ['All other factors', 3],
        ['Default Policy', 4],
      ],
    );
  });

  it('move up when one before them is deleted, and never behind the default policy', async () => {
    await start();
    const [smsOnly] = await list();
    const late = definition('Late', okta.groupB, 'OPTIONAL', 9);
    assert.equal((await api.expect(200, 'POST', '/policies', late))['priority'], 3);

    await api.expect(204, 'DELETE', `/policies/${String(smsOnly?.id)}`);

    assert.deepEqual(
      (await list()).map(({ name, priority }) => [name, priority]),
      [
        ['All other factors', 1],
        ['Late', 2],
        ['Default Policy', 3],
      ],
    );
  });

  it('are created INACTIVE with activate=false, which only Classic knows', async () => {
    for (const [engine, expected] of [
      ['classic', 'INACTIVE'],
      ['idx', 'ACTIVE'],
    ] as const) {
      await start(engine);
      const body = definition('New', okta.groupA, 'OPTIONAL');
      const policy = await api.expect(200, 'POST', '/policies?activate=false', body);

      assert.equal(policy.status, expected);
      const listed = await api.expect(200, 'GET', '/policies?type=MFA_ENROLL&status=INACTIVE&q=N');
      assert.equal((listed as unknown as unknown[]).length, engine === 'classic' ? 1 : 0);
      if (engine === 'classic') await okta.close();
    }
  });

  it('have rules in an order of their own: a new one pushes others back, a gone one lets them up', async () => {
    await start();
    const defaultPolicy = (await list()).at(-1);
    const rules = `/policies/${String(defaultPolicy?.id)}/rules`;
    const add = (name: string, more: object = {}) =>
      api.expect(200, 'POST', rules, { ...rule, name, ...more });
    const order = async () =>
      ((await api.expect(200, 'GET', rules)) as unknown as ResourceBody[])
        .map(({ name, priority }) => [String(name), Number(priority)] as const)
        .toSorted(([, one], [, other]) => one - other)
        .map(([name]) => name);

    const second = await add('Second');
    await add('First', { priority: 1 });
    await add('Third', { priority: 9 });
    assert.deepEqual(await order(), ['First', 'Second', 'Third', 'Default Rule']);
    await api.expect(200, 'PUT', `${rules}/${second.id}`, { ...second, priority: 3 });
    assert.deepEqual(await order(), ['First', 'Third', 'Second', 'Default Rule']);

    await api.expect(204, 'DELETE', `${rules}/${second.id}`);

    assert.deepEqual(await order(), ['First', 'Third', 'Default Rule']);
    const off = await api.expect(200, 'POST', `${rules}?activate=false`, { ...rule, name: 'Off' });
    assert.equal(off.status, 'INACTIVE');
  });

  it('and their rules are refused with a field that Okta does not have, and taken as they are read', async () => {
    await start();
    const good = definition('New', okta.groupA, 'OPTIONAL');
    const people = good.conditions.people;
    const policy = await api.expect(200, 'POST', '/policies', good);
    const path = `/policies/${policy.id}`;
    const added = await api.expect(200, 'POST', `${path}/rules`, rule);
    const refused = async (method: string, to: string, body: object) => {
      const answer = await api.call(method, to, body);
      assert.deepEqual(refusal(answer).slice(0, 2), [400, 'E0000001'], JSON.stringify(body));
    };

    for (const body of [
      { ...policy, prioritiy: 1 },
      { ...policy, conditions: { people, network: {} } },
      { ...policy, conditions: { people: { group: { include: [] } } } },
      { ...policy, settings: { ...good.settings, authenticator: [] } },
      { ...policy, settings: { authenticators: [{ key: 'phone_number', self: 'REQUIRED' }] } },
    ]) {
      await refused('PUT', path, body);
      await refused('POST', '/policies', { ...body, name: 'Another' });
    }
    for (const body of [
      { ...added, action: {} },
      { ...added, conditions: { peoples: {} } },
      { ...added, actions: { enroll: { self: 'CHALLENGE', when: 'NOW' } } },
      { ...added, actions: { ...rule.actions, signon: {} } },
    ]) {
      await refused('PUT', `${path}/rules/${added.id}`, body);
    }
    await api.expect(200, 'PUT', path, policy);
    await api.expect(200, 'PUT', `${path}/rules/${added.id}`, added);
  });

  it('do not apply to whom all their rules exclude', async () => {
    await start();
    const { id } = await api.createUser({}, { groupIds: [okta.groupA, okta.groupB] });
    const [smsOnly] = await list();
    const rules = `/policies/${String(smsOnly?.id)}/rules`;
    const [only] = (await api.expect(200, 'GET', rules)) as unknown as ResourceBody[];
    const conditions = { people: { users: { exclude: [id] } } };

    await api.expect(200, 'PUT', `${rules}/${String(only?.id)}`, { ...rule, conditions });

    const sms = (await catalogOf(id)).find(({ factorType }) => factorType === 'sms');
    assert.equal(sms?.enrollment, 'OPTIONAL');
  });

  it('can be refused while Okta puts their order right', async () => {
    await start();
    await api.expect(201, 'POST', `${okta.url}/_emulator/faults`, {
      ...{ method: 'POST', path: '^/api/v1/policies$', count: 1 },
      effect: { kind: 'error', errorCode: 'E0000239' },
    });
    const body = definition('New', okta.groupA, 'OPTIONAL');

    assert.deepEqual(refusal(await api.call('POST', '/policies', body)), [423, 'E0000239']);

    await api.expect(200, 'POST', '/policies', body);
  });

  it('apply differently after a PUT, and no more after a DELETE', async () => {
    await start();
    const { id } = await api.createUser({}, { groupIds: [okta.groupA] });
    const [smsOnly] = await list();
    assert.ok(smsOnly);

    const changed = definition('SMS only', okta.groupA, 'OPTIONAL');
    const body = await api.expect(200, 'PUT', `/policies/${smsOnly.id}`, changed);
    assert.deepEqual(body['settings'], changed.settings);
    assert.equal((await catalogOf(id))[0]?.enrollment, 'OPTIONAL');
    await api.expect(204, 'DELETE', `/policies/${smsOnly.id}`);

    assert.ok((await catalogOf(id)).every(({ factorType }) => factorType !== 'sms'));
    assert.equal((await api.call('GET', `/policies/${smsOnly.id}`)).status, 404);
  });

  it('apply no more while they are switched off, nor after a change of their order', async () => {
    await start();
    const { id } = await api.createUser({}, { groupIds: [okta.groupA, okta.groupB] });
    const [smsOnly] = await list();
    assert.ok(smsOnly);
    const smsIs = async () =>
      (await catalogOf(id)).find(({ factorType }) => factorType === 'sms')?.enrollment;

    await api.expect(204, 'POST', `/policies/${smsOnly.id}/lifecycle/deactivate`);
    assert.equal(await smsIs(), 'OPTIONAL');
    await api.expect(204, 'POST', `/policies/${smsOnly.id}/lifecycle/activate`);
    assert.equal(await smsIs(), 'REQUIRED');
    const later = definition('SMS only', okta.groupA, 'REQUIRED', 2);
    await api.expect(200, 'PUT', `/policies/${smsOnly.id}`, later);

    assert.equal(await smsIs(), 'OPTIONAL');
  });

  it('refuse what Okta refuses', async () => {
    await start('classic');
    const code = async (body: unknown) =>
      refusal(await api.call('POST', '/policies', body)).slice(0, 2);
    const good = definition('New', okta.groupA, 'OPTIONAL');
    const authenticators = {
      type: 'AUTHENTICATORS',
      authenticators: [{ key: 'phone_number', enroll: { self: 'REQUIRED' } }],
    };

    assert.deepEqual(await code({ ...good, settings: authenticators }), [400, 'E0000001']);
    const unknownKey = { factors: { okta_phone: { enroll: { self: 'REQUIRED' } } } };
    assert.deepEqual(await code({ ...good, settings: unknownKey }), [400, 'E0000001']);
    assert.deepEqual(await code(definition('New', '00gNothing', 'REQUIRED')), [404, 'E0000007']);
    assert.deepEqual(await code({ ...good, name: 'SMS only' }), [400, 'E0000001']);
    assert.deepEqual(await code({ ...good, type: 'PASSWORD' }), [501, 'E0000060']);
    assert.deepEqual(refusal(await api.call('GET', '/policies')), [400, 'E0000028']);
    const defaultPolicy = (await list()).at(-1);
    const deletion = await api.call('DELETE', `/policies/${String(defaultPolicy?.id)}`);
    assert.deepEqual(refusal(deletion).slice(0, 2), [400, 'E0000001']);
  });

  it('may be left without settings, as the SDK sends them for Classic', async () => {
    await start('classic');
    const body = { ...definition('Empty', okta.groupA, 'OPTIONAL'), settings: {} };

    const policy = await api.expect(200, 'POST', '/policies', body);

    assert.deepEqual(policy['settings'], { type: 'FACTORS', factors: {} });
  });
});
