import assert from 'node:assert/strict';
import { startOktaEmulator, type OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import { oktaApi, refusal, smsFactor, type OktaApi, type ResourceBody } from './okta-api.js';

type Listed = ResourceBody & { key: string; type: string };

describe('authenticators', () => {
  let okta: OktaEmulator;
  let api: OktaApi;

  const start = async (engine: 'classic' | 'idx' = 'idx') => {
    okta = await startOktaEmulator({ engine, apiToken: 'token', smtpUrl: 'smtp://127.0.0.1:9' });
    api = oktaApi(okta);
  };
  const list = async (path: string) => (await api.expect(200, 'GET', path)) as unknown as Listed[];
  const pathOf = async (key: string) => {
    const found = (await list('/authenticators')).find((each) => each.key === key);
    assert.ok(found);
    return `/authenticators/${found.id}`;
  };
  const letNoPolicyUse = (key: string) => {
    for (const { settings } of okta.org.policies.values()) {
      if (settings?.type !== 'AUTHENTICATORS') continue;
      for (const each of settings.authenticators) {
        if (each.key === key) each.enroll.self = 'NOT_ALLOWED';
      }
    }
  };
  const enrollment = (key: string) => ({
    ...{ type: 'MFA_ENROLL', name: 'New' },
    conditions: { people: { groups: { include: [okta.groupA] } } },
    settings:
      okta.org.engine === 'idx'
        ? { type: 'AUTHENTICATORS', authenticators: [{ key, enroll: { self: 'OPTIONAL' } }] }
        : { factors: { [key]: { enroll: { self: 'OPTIONAL' } } } },
  });

  afterEach(() => okta.close());

  it('are all active from the start, each with its methods, and can be switched but for the password', async () => {
    await start();

    const listed = await list('/authenticators');

    assert.ok(listed.every(({ status }) => status === 'ACTIVE'));
    const switchable = listed.filter(({ _links }) => 'deactivate' in (_links as object));
    assert.equal(switchable.length, listed.length - 1);
    const phone = await pathOf('phone_number');
    assert.deepEqual(
      (await list(`${phone}/methods`)).map(({ type, status }) => [type, status]),
      [
        ['sms', 'ACTIVE'],
        ['voice', 'ACTIVE'],
      ],
    );
    const password = await api.call(
      ...(['POST', `${await pathOf('okta_password')}/lifecycle/deactivate`] as const),
    );
    assert.deepEqual(refusal(password), [403, 'E0000006']);
  });

  it('are not switched off while a policy lets people enroll them', async () => {
    await start();
    const phone = await pathOf('phone_number');

    const answer = await api.call('POST', `${phone}/lifecycle/deactivate`);

    assert.deepEqual(refusal(answer), [403, 'E0000148']);
    assert.match((answer.body as { errorSummary: string }).errorSummary, /SMS only/);
    assert.equal((await api.expect(200, 'GET', phone)).status, 'ACTIVE');
  });

  it('that are off are nothing that a policy may list, nor a person can enroll', async () => {
    await start();
    const phone = await pathOf('phone_number');
    const user = await api.createUser({}, { groupIds: [okta.groupA] });
    letNoPolicyUse('phone_number');
    const off = await api.expect(200, 'POST', `${phone}/lifecycle/deactivate`);
    assert.deepEqual([off.status, 'activate' in (off['_links'] as object)], ['INACTIVE', true]);

    const policy = await api.call('POST', '/policies', enrollment('phone_number'));
    assert.deepEqual(refusal(policy), [
      ...([400, 'E0000001'] as const),
      'settings: phone_number is not active in this org.',
    ]);
    const enrolled = await api.call('POST', `/users/${user.id}/factors`, smsFactor('+15554151337'));
    assert.deepEqual(refusal(enrolled).slice(0, 2), [400, 'E0000001']);

    await api.expect(200, 'POST', `${phone}/lifecycle/activate`);
    await api.expect(200, 'POST', '/policies', enrollment('phone_number'));
    const events = okta.org.log.entries.map(({ event }) => event.eventType);
    assert.ok(events.includes('system.mfa.factor.deactivate'));
    assert.ok(events.includes('system.mfa.factor.activate'));
  });

  it('without one of their methods let the others be used', async () => {
    await start();
    const phone = await pathOf('phone_number');
    const { id } = await api.createUser({}, { groupIds: [okta.groupB] });
    const catalog = async () =>
      (
        (await api.expect(200, 'GET', `/users/${id}/factors/catalog`)) as unknown as {
          factorType: string;
        }[]
      ).map(({ factorType }) => factorType);
    assert.ok((await catalog()).includes('sms'));

    await api.expect(200, 'POST', `${phone}/methods/sms/lifecycle/deactivate`);

    assert.ok(!(await catalog()).includes('sms'));
    assert.ok((await catalog()).includes('call'));
    const sms = await api.expect(200, 'GET', `${phone}/methods/sms`);
    assert.equal(sms.status, 'INACTIVE');
    const unknown = await api.call('GET', `${phone}/methods/push`);
    assert.deepEqual(refusal(unknown), [404, 'E0000007']);
  });

  it('of the phone are not switched on without telephony', async () => {
    await start();
    const phone = await pathOf('phone_number');
    await api.expect(200, 'POST', `${phone}/methods/sms/lifecycle/deactivate`);
    letNoPolicyUse('phone_number');
    await api.expect(200, 'POST', `${phone}/lifecycle/deactivate`);
    okta.org.settings.telephonyProviderActive = false;

    for (const path of [phone, `${phone}/methods/sms`]) {
      const answer = await api.call('POST', `${path}/lifecycle/activate`);
      assert.deepEqual(refusal(answer), [400, 'E0000264']);
    }
  });

  it('are nothing that Classic’s API shows; what they switch off is off all the same', async () => {
    await start('classic');
    assert.deepEqual(refusal(await api.call('GET', '/authenticators')), [401, 'E0000015']);
    const phone = `${okta.url}/_emulator/authenticators/phone_number`;

    const factorsOfDefault = async () => {
      const { settings } = (await list('/policies?type=MFA_ENROLL')).at(-1) ?? assert.fail();
      return Object.keys((settings as { factors: object }).factors);
    };
    assert.ok((await factorsOfDefault()).includes('okta_sms'));

    await api.expect(200, 'PUT', phone, { methods: { sms: 'INACTIVE' } });

    assert.ok(!(await factorsOfDefault()).includes('okta_sms'));

    const policy = await api.call('POST', '/policies', enrollment('okta_sms'));
    assert.deepEqual(refusal(policy).slice(0, 2), [400, 'E0000001']);
    await api.expect(200, 'POST', '/policies', enrollment('okta_call'));
    assert.equal((await api.call('PUT', phone, { state: 'ACTIVE' })).status, 400);
    assert.equal((await api.call('PUT', phone, { methods: { push: 'ACTIVE' } })).status, 404);
    assert.equal((await api.call('PUT', `${phone}s`, {})).status, 404);
  });
});

describe('telephony providers', () => {
  let okta: OktaEmulator;
  let api: OktaApi;

  const start = async (engine: 'classic' | 'idx') => {
    okta = await startOktaEmulator({ engine, apiToken: 'token', smtpUrl: 'smtp://127.0.0.1:9' });
    api = oktaApi(okta);
  };

  afterEach(() => okta.close());

  it('are one, without which nobody is texted', async () => {
    await start('idx');
    const { id: userId } = await api.createUser({}, { groupIds: [okta.groupA] });
    const enroll = () => api.call('POST', `/users/${userId}/factors`, smsFactor('+15554151337'));
    const listed = async () =>
      (await api.expect(200, 'GET', '/telephony-providers')) as unknown as ResourceBody[];
    const [provider] = await listed();
    assert.ok(provider);
    assert.deepEqual([provider['enabled'], provider['isPrimaryProvider']], [true, true]);
    const path = `/telephony-providers/${provider.id}`;
    assert.deepEqual(refusal(await api.call('DELETE', path)), [403, 'E0000006']);

    const off = await api.expect(200, 'POST', `${path}/lifecycle/deactivate`);
    assert.equal(off['enabled'], false);
    assert.deepEqual(refusal(await enroll()), [400, 'E0000264']);
    await api.expect(200, 'POST', `${path}/lifecycle/activate`);
    assert.equal((await enroll()).status, 200);

    await api.expect(200, 'POST', `${path}/lifecycle/deactivate`);
    await api.expect(204, 'DELETE', path);
    assert.deepEqual(await listed(), []);
    assert.equal((await api.call('GET', path)).status, 404);
  });

  it('are a feature that Classic does not have', async () => {
    await start('classic');

    assert.deepEqual(refusal(await api.call('GET', '/telephony-providers')), [401, 'E0000015']);
  });
});
