import assert from 'node:assert/strict';
import { startOktaEmulator, type OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import { oktaApi, refusal, smsFactor, type OktaApi, type ResourceBody } from './okta-api.js';

const phone = '+15554151337';
const otherPhone = '+15554151338';
const existingPhone = 'There is an existing verified phone number.';
const alreadySetUp = 'A factor of this type is already set up.';
const notAllowed = 'Factor not allowed for the user based on the Multifactor policy';

describe('SMS factors', () => {
  let okta: OktaEmulator;
  let api: OktaApi;
  let userId: string;
  let factors: string;

  const start = async (engine: 'classic' | 'idx' = 'idx', policyPropagationMs = 0) => {
    okta = await startOktaEmulator({
      engine,
      apiToken: 'token',
      smtpUrl: 'smtp://127.0.0.1:9',
      policyPropagationMs,
      rateLimits: { users: 10_000 },
    });
    api = oktaApi(okta);
    userId = (await api.createUser({}, { groupIds: [okta.groupA] })).id;
    factors = `/users/${userId}/factors`;
  };
  const list = async (path = factors) =>
    (await api.expect(200, 'GET', path)) as unknown as ResourceBody[];
  const logged = (eventType: string) =>
    okta.org.log.entries.map(({ event }) => event).filter((event) => event.eventType === eventType);
  const codeInText = () => /\d{6}/.exec(okta.org.texts.at(-1)?.text ?? '')?.[0] ?? '';

  afterEach(() => okta.close());

  for (const engine of ['classic', 'idx'] as const) {
    it(`are ACTIVE at once and without a text with activate=true (${engine})`, async () => {
      await start(engine);

      const factor = await api.expect(200, 'POST', `${factors}?activate=true`, smsFactor(phone));

      assert.match(factor.id, /^sms\w{17}$/);
      assert.equal(factor.status, 'ACTIVE');
      assert.ok(Math.abs(Date.parse(String(factor['created'])) - Date.now()) < 60_000);
      assert.deepEqual(factor['profile'], { phoneNumber: phone });
      assert.deepEqual(await list(), [factor]);
      assert.deepEqual(await api.expect(200, 'GET', `${factors}/${factor.id}`), factor);
      assert.equal(okta.org.texts.length, 0);
    });

    it(`are refused where the policy does not allow them, and absent from its catalog (${engine})`, async () => {
      await start(engine);
      await api.expect(204, 'DELETE', `/groups/${okta.groupA}/users/${userId}`);

      const answer = await api.call('POST', `${factors}?activate=true`, smsFactor(phone));

      assert.deepEqual(refusal(answer), [400, 'E0000001', notAllowed]);
      const catalog = await list(`${factors}/catalog`);
      assert.ok(catalog.every(({ factorType }) => factorType !== 'sms'));
      assert.ok(catalog.length > 0);
    });
  }

  it('are the only thing that Group A may enroll', async () => {
    await start('classic');

    const catalog = await list(`${factors}/catalog`);

    assert.deepEqual(
      catalog.map(({ factorType, enrollment, status }) => [factorType, enrollment, status]),
      [['sms', 'REQUIRED', 'NOT_SETUP']],
    );
  });

  it('are written down twice on Identity Engine, for SMS and voice, at the same time', async () => {
    await start();
    await api.expect(200, 'POST', `${factors}?activate=true`, smsFactor(phone));

    const [sms, voice, ...more] = logged('user.mfa.factor.activate');

    assert.equal(more.length, 0);
    assert.equal(sms?.published, voice?.published);
    assert.equal(sms?.actor.id, okta.org.admin.id);
    assert.equal(sms.target[0]?.id, userId);
    assert.equal(sms.outcome.reason, 'User set up SMS_FACTOR factor');
    assert.equal(voice?.outcome.reason, 'User set up CALL_FACTOR factor');
  });

  it('are written down once on Classic', async () => {
    await start('classic');
    await api.expect(200, 'POST', `${factors}?activate=true`, smsFactor(phone));

    assert.equal(logged('user.mfa.factor.activate').length, 1);
  });

  it('follow a change of group only after the policies did', async () => {
    await start('idx', 150);

    const tooEarly = await api.call('POST', `${factors}?activate=true`, smsFactor(phone));
    assert.deepEqual(refusal(tooEarly), [400, 'E0000001', notAllowed]);
    while (!(await list(`${factors}/catalog`)).some(({ factorType }) => factorType === 'sms')) {
      // The policies follow by themselves.
    }

    await api.expect(200, 'POST', `${factors}?activate=true`, smsFactor(phone));
  });

  it('disappear from the list when the policy stops allowing them, and stay enrolled', async () => {
    await start();
    const factor = await api.expect(200, 'POST', `${factors}?activate=true`, smsFactor(phone));

    await api.expect(204, 'DELETE', `/groups/${okta.groupA}/users/${userId}`);

    assert.deepEqual(await list(), []);
    assert.equal((await api.expect(200, 'GET', `${factors}/${factor.id}`)).status, 'ACTIVE');
  });

  it('get another id when the code of the text activates them', async () => {
    await start();
    const pending = await api.expect(200, 'POST', factors, smsFactor(phone));
    assert.match(pending.id, /^mbl\w{17}$/);
    assert.equal(pending.status, 'PENDING_ACTIVATION');
    assert.equal(okta.org.texts[0]?.to, phone);

    const path = `${factors}/${pending.id}/lifecycle/activate`;
    const wrong = await api.call('POST', path, { passCode: 'wrong' });
    assert.deepEqual(refusal(wrong).slice(0, 2), [403, 'E0000068']);
    const active = await api.expect(200, 'POST', path, { passCode: codeInText() });

    assert.match(active.id, /^sms/);
    assert.equal(active.status, 'ACTIVE');
    assert.equal((await api.call('GET', `${factors}/${pending.id}`)).status, 404);
  });

  it('put the texted number where each engine does', async () => {
    await start('classic');
    await api.expect(200, 'POST', factors, smsFactor(phone));
    const [classic] = logged('system.sms.send_phone_verification_message');
    await okta.close();
    await start('idx');
    await api.expect(200, 'POST', factors, smsFactor(phone));
    const [idx] = logged('system.sms.send_phone_verification_message');

    assert.equal(classic?.target[1]?.displayName, phone);
    assert.equal(idx?.debugContext.debugData['phoneNumber'], phone);
  });

  it('are not texted twice within thirty seconds', async () => {
    await start();
    const { id } = await api.expect(200, 'POST', factors, smsFactor(phone));

    const resent = await api.call('POST', `${factors}/${id}/resend`, smsFactor(phone));
    const enrolledAgain = await api.call('POST', factors, smsFactor(phone));

    assert.deepEqual(refusal(resent), [429, 'E0000109']);
    assert.deepEqual(refusal(enrolledAgain), [429, 'E0000109']);
    assert.equal(okta.org.texts.length, 1);
  });

  it('are one per user: the same phone is set up, another is in the way', async () => {
    await start();
    await api.expect(200, 'POST', `${factors}?activate=true`, smsFactor(phone));
    const enroll = async (query: string, number: string) =>
      refusal(await api.call('POST', `${factors}?activate=true${query}`, smsFactor(number)));

    assert.deepEqual(await enroll('', phone), [400, 'E0000001', alreadySetUp]);
    assert.deepEqual(await enroll('', otherPhone), [400, 'E0000001', existingPhone]);
    assert.deepEqual(await enroll('&updatePhone=true', otherPhone), [
      400,
      'E0000001',
      existingPhone,
    ]);
  });

  it('change their number with updatePhone as long as they are pending', async () => {
    await start();
    await api.expect(200, 'POST', factors, smsFactor(phone));
    const refused = await api.call('POST', `${factors}?activate=true`, smsFactor(otherPhone));
    assert.deepEqual(refusal(refused), [400, 'E0000001', existingPhone]);

    const path = `${factors}?activate=true&updatePhone=true`;
    const factor = await api.expect(200, 'POST', path, smsFactor(otherPhone));

    assert.deepEqual(await list(), [factor]);
  });

  it('leave their number behind as a recovery phone, unless that is removed too', async () => {
    await start();
    const enroll = (number: string) =>
      api.call('POST', `${factors}?activate=true`, smsFactor(number));
    const first = (await enroll(phone)).body as ResourceBody;
    await api.expect(204, 'DELETE', `${factors}/${first.id}`);

    assert.deepEqual(refusal(await enroll(otherPhone)), [400, 'E0000001', existingPhone]);
    const again = (await enroll(phone)).body as ResourceBody;
    await api.expect(204, 'DELETE', `${factors}/${again.id}?removeRecoveryEnrollment=true`);

    assert.equal((await enroll(otherPhone)).status, 200);
    assert.equal((await api.call('GET', `${factors}/${again.id}`)).status, 404);
  });

  it('take a number with dashes and keep it in E.164', async () => {
    await start();

    const path = `${factors}?activate=true`;
    const factor = await api.expect(200, 'POST', path, smsFactor('+1-555-415-1337'));

    assert.deepEqual(factor['profile'], { phoneNumber: phone });
  });

  it('refuse a number that is none in either of Okta’s ways', async () => {
    await start();
    const enroll = async (number: string) =>
      refusal(await api.call('POST', `${factors}?activate=true`, smsFactor(number)));

    for (const number of ['555-415-1337', '+0123', 'phone', '']) {
      assert.deepEqual(await enroll(number), [400, 'E0000098'], number);
    }
    assert.deepEqual(await enroll('+1555'), [400, 'E0000001', 'Invalid Phone Number.']);
  });

  it('need a telephony provider', async () => {
    await start();
    okta.org.settings.telephonyProviderActive = false;

    const answer = await api.call('POST', `${factors}?activate=true`, smsFactor(phone));

    assert.deepEqual(refusal(answer), [400, 'E0000264']);
  });

  it('can’t be enrolled for a deactivated user', async () => {
    await start();
    await api.expect(204, 'POST', `/users/${userId}/lifecycle/deactivate`);

    const answer = await api.call('POST', `${factors}?activate=true`, smsFactor(phone));

    assert.deepEqual(refusal(answer), [403, 'E0000038']);
  });
});
