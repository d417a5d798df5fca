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
