import assert from 'node:assert/strict';
import { startOktaEmulator, type OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import { oktaApi, refusal, smsFactor, type OktaApi } from './okta-api.js';

describe('the lifecycle API', () => {
  let okta: OktaEmulator;
  let api: OktaApi;

  const start = async (options: { engine?: 'classic'; passwordOptional?: boolean } = {}) => {
    okta = await startOktaEmulator({
      apiToken: 'token',
      smtpUrl: 'smtp://127.0.0.1:9',
      ...options,
    });
    api = oktaApi(okta);
  };
  const statusOf = async (id: string) => (await api.expect(200, 'GET', `/users/${id}`)).status;
  const events = () => okta.org.log.entries.map(({ event }) => event.eventType);

  afterEach(() => okta.close());

  it('activates a STAGED user to PROVISIONED and records it for the call itself', async () => {
    await start();
    const { id } = await api.createUser();

    assert.deepEqual(await api.expect(200, 'POST', `/users/${id}/lifecycle/activate`), {});

    assert.equal(await statusOf(id), 'PROVISIONED');
    const event = okta.org.log.entries.map((entry) => entry.event)[1];
    assert.equal(event?.eventType, 'user.lifecycle.activate');
    assert.equal(event.actor.id, okta.org.admin.id);
    assert.equal(event.target[0]?.id, id);
  });

  it('refuses to activate twice', async () => {
    await start();
    const { id } = await api.createUser();
    await api.expect(200, 'POST', `/users/${id}/lifecycle/activate`);

    const answer = await api.call('POST', `/users/${id}/lifecycle/activate`);

    assert.deepEqual(refusal(answer), [403, 'E0000016']);
  });

  it('hands out the link instead of mailing it, in the form of each engine', async () => {
    const forms = {
      idx: (token: string) => `/tokens/${token}/verify`,
      classic: (token: string) => `/welcome/${token}`,
    };
    for (const engine of ['idx', 'classic'] as const) {
      await start(engine === 'classic' ? { engine } : {});
      const { id } = await api.createUser();
      const path = `/users/${id}/lifecycle/activate?sendEmail=false`;
      const link = await api.expect(200, 'POST', path);
      const token = String(link['activationToken']);

      assert.match(token, /^[\w-]{20}$/);
      assert.equal(link['activationUrl'], okta.url + forms[engine](token));
      if (engine === 'idx') await okta.close();
    }
  });

  it('makes a user with a password ACTIVE at once, and still hands out a link, as recorded', async () => {
    await start();
    const { id } = await api.createUser({}, { password: 'correct horse' });

    const link = await api.expect(200, 'POST', `/users/${id}/lifecycle/activate?sendEmail=false`);

    assert.equal(await statusOf(id), 'ACTIVE');
    assert.ok(link['activationToken']);
  });

  it('makes a user with an enrolled phone ACTIVE at once where passwords are optional', async () => {
    await start({ passwordOptional: true });
    const { id } = await api.createUser({}, { groupIds: [okta.groupA] });
    await api.expect(200, 'POST', `/users/${id}/factors?activate=true`, smsFactor('+15554151337'));

    await api.expect(200, 'POST', `/users/${id}/lifecycle/activate`);

    assert.equal(await statusOf(id), 'ACTIVE');
    assert.ok(!events().includes('user.authentication.auth_via_mfa'));
  });

  it('reactivates a PROVISIONED user with a new link, and nobody else', async () => {
    await start();
    const { id } = await api.createUser();
    assert.deepEqual(refusal(await api.call('POST', `/users/${id}/lifecycle/reactivate`)), [
      403,
      'E0000038',
    ]);
    const first = await api.expect(200, 'POST', `/users/${id}/lifecycle/activate?sendEmail=false`);

    const second = await api.expect(200, 'POST', `/users/${id}/lifecycle/reactivate`);

    assert.ok(second['activationToken']);
    assert.notEqual(second['activationToken'], first['activationToken']);
    assert.equal(okta.org.activationTokens.size, 1);
    assert.ok(!events().includes('user.lifecycle.reactivate'));
    const mailed = `/users/${id}/lifecycle/reactivate?sendEmail=true`;
    assert.deepEqual(await api.expect(200, 'POST', mailed), {});
    await api.expect(204, 'POST', `/users/${id}/lifecycle/deactivate`);
    assert.deepEqual(refusal(await api.call('POST', mailed)), [403, 'E0000038']);
  });

  it('answers a deactivation with 204 for a user created STAGED, with 200 for the others', async () => {
    await start();
    const staged = await api.createUser();
    const active = await api.createUser({}, { query: '', password: 'correct horse' });

    await api.expect(204, 'POST', `/users/${staged.id}/lifecycle/deactivate`);
    const body = await api.expect(200, 'POST', `/users/${active.id}/lifecycle/deactivate`);

    assert.deepEqual(body, {});
    const again = await api.call('POST', `/users/${staged.id}/lifecycle/deactivate`);
    assert.deepEqual(refusal(again), [403, 'E0000038']);
  });

  it('brings a DEPROVISIONED user back without password and factors', async () => {
    await start();
    const { id } = await api.createUser(
      {},
      { query: '', password: 'correct horse', groupIds: [okta.groupA] },
    );
    await api.expect(200, 'POST', `/users/${id}/factors?activate=true`, smsFactor('+15554151337'));
    await api.expect(200, 'POST', `/users/${id}/lifecycle/deactivate`);

    await api.expect(200, 'POST', `/users/${id}/lifecycle/activate`);

    assert.equal(await statusOf(id), 'PROVISIONED');
    assert.deepEqual(await api.expect(200, 'GET', `/users/${id}/factors`), []);
  });
});
