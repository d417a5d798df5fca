import assert from 'node:assert/strict';
import { startMailbox, type Mailbox } from '../../../okta-emulator/mailbox/mailbox.js';
import { startOktaEmulator, type OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import { Secret, TOTP } from 'otpauth';
import { oktaApi, refusal, type OktaApi, type ResourceBody } from './okta-api.js';

const phone = '+15554151337';
const otherPhone = '+15554151338';
const alreadySetUp = 'A factor of this type is already set up.';
const notAllowed = 'Factor not allowed for the user based on the Multifactor policy';
const withPhone = (factorType: string, phoneNumber = phone) => ({
  ...{ factorType, provider: 'OKTA' },
  profile: { phoneNumber },
});
const email = { factorType: 'email', provider: 'OKTA' };
const totp = (provider: string) => ({ factorType: 'token:software:totp', provider });
const push = { factorType: 'push', provider: 'OKTA' };
const question = {
  ...{ factorType: 'question', provider: 'OKTA' },
  profile: { question: 'disliked_food', answer: 'mayonnaise' },
};

interface Activation {
  activation: {
    sharedSecret: string;
    keyLength: number;
    timeStep: number;
    encoding: string;
    factorResult: string;
    expiresAt: string;
    _links?: { qrcode: { href: string } };
  };
  _links?: { qrcode: { href: string } };
}

describe('a factor', () => {
  let mailbox: Mailbox;
  let okta: OktaEmulator;
  let api: OktaApi;
  let userId: string;
  let login: string;
  let factors: string;

  before(async () => {
    mailbox = await startMailbox();
  });
  after(() => mailbox.close());

  const start = async (engine: 'classic' | 'idx' = 'idx') => {
    mailbox.clear();
    okta = await startOktaEmulator({
      ...{ engine, apiToken: 'token', smtpUrl: mailbox.smtpUrl, mailbox },
      rateLimits: { users: 10_000 },
    });
    api = oktaApi(okta);
    const user = await api.createUser({}, { groupIds: [okta.groupB] });
    userId = user.id;
    ({ login } = user['profile'] as { login: string });
    factors = `/users/${userId}/factors`;
  };
  afterEach(() => okta.close());

  const enroll = (factor: object, query = '') =>
    api.expect(200, 'POST', `${factors}${query}`, factor);
  const refusalOf = async (method: string, path: string, body?: object) =>
    refusal(await api.call(method, path, body));
  const activate = (id: string, body?: object) =>
    api.call('POST', `${factors}/${id}/lifecycle/activate`, body);
  const poll = async (id: string) =>
    (await api.expect(200, 'POST', `${factors}/${id}/lifecycle/activate/poll`)) as unknown as {
      factorResult?: string;
      status?: string;
    };
  const control = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${okta.url}/_emulator${path}`, {
      method,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: text === '' ? undefined : (JSON.parse(text) as unknown),
    };
  };
  const codeOn = async (what: string) => {
    const { body } = await control('GET', what);
    return /\d{6}/.exec((body as { text: string }[])[0]?.text ?? '')?.[0] ?? '';
  };
  const codeByMail = async () => {
    const { text } = await mailbox.waitForMail(({ to }) => to.includes(login));
    return /\d{6}/.exec(text)?.[0] ?? '';
  };
  const codeOf = (sharedSecret: string, steps = 0) =>
    TOTP.generate({
      secret: Secret.fromBase32(sharedSecret),
      timestamp: Date.now() + steps * 30_000,
    });
  const embeddedIn = (factor: ResourceBody) => factor['_embedded'] as Activation;
  const logged = (change: 'activate' | 'deactivate') =>
    okta.org.log.entries
      .map(({ event }) => event)
      .filter(({ eventType }) => eventType === `user.mfa.factor.${change}`);
  const loggedFactors = (change: 'activate' | 'deactivate' = 'activate') =>
    logged(change).map(({ debugContext }) => debugContext.debugData['factor']);

  const byCode = [
    {
      body: withPhone('sms'),
      pending: /^mbl/,
      active: /^sms/,
      code: () => codeOn(`/phone?login=${login}`),
    },
    {
      body: withPhone('call'),
      pending: /^clf/,
      active: /^clf/,
      code: () => codeOn(`/phone?login=${login}`),
    },
    { body: email, pending: /^emf/, active: /^emf/, code: codeByMail },
  ];
  const logNames = {
    classic: { sms: ['SMS_FACTOR'], call: ['CALL_FACTOR'], email: ['EMAIL_FACTOR'] },
    idx: {
      sms: ['SMS_FACTOR', 'CALL_FACTOR'],
      call: ['SMS_FACTOR', 'CALL_FACTOR'],
      email: ['EMAIL_FACTOR'],
    },
  } as const;

  for (const { body, pending, active, code } of byCode) {
    const factorType = body.factorType as 'sms' | 'call' | 'email';
    for (const engine of ['classic', 'idx'] as const) {
      it(`of type ${factorType} is activated by the code that reaches the person (${engine})`, async () => {
        await start(engine);
        const enrolled = await enroll(body);
        assert.deepEqual(
          [pending.test(enrolled.id), enrolled.status],
          [true, 'PENDING_ACTIVATION'],
        );

        const wrong = await activate(enrolled.id, { passCode: 'wrong' });
        assert.deepEqual(refusal(wrong).slice(0, 2), [403, 'E0000068']);
        const { status, body: activated } = await activate(enrolled.id, { passCode: await code() });

        const factor = activated as ResourceBody;
        assert.deepEqual([status, active.test(factor.id), factor.status], [200, true, 'ACTIVE']);
        assert.equal(factor.id === enrolled.id, factorType === 'email');
        assert.deepEqual(loggedFactors(), logNames[engine][factorType]);
        await api.expect(204, 'DELETE', `${factors}/${factor.id}`);
        assert.deepEqual(loggedFactors('deactivate'), logNames[engine][factorType]);
        assert.ok(
          logged('activate').every(
            ({ actor, target }) => actor.id === okta.org.admin.id && target[0]?.id === userId,
          ),
        );
      });
    }

    it(`of type ${factorType} is ACTIVE at once with activate=true, and once only`, async () => {
      await start();

      assert.equal((await enroll(body, '?activate=true')).status, 'ACTIVE');

      assert.deepEqual([okta.org.texts.length, mailbox.mails.length], [0, 0]);
      assert.deepEqual(await refusalOf('POST', factors, body), [400, 'E0000001', alreadySetUp]);
    });

    it(`of type ${factorType} takes a code for as long as it was asked to`, async () => {
      await start();
      const { id } = await enroll(body, '?tokenLifetimeSeconds=86400');
      const challenge = okta.org.users.get(userId)?.factors[0]?.challenge;
      assert.ok(challenge && challenge.expires.getTime() > Date.now() + 86_000_000);
      challenge.expires = new Date();

      const late = await activate(id, { passCode: challenge.code });

      assert.deepEqual(refusal(late), [403, 'E0000083']);
    });

    const tooSoon = { sms: 'E0000109', call: 'E0000133', email: 'E0000118' }[factorType];
    const tooOften = { sms: 'E0000204', call: 'E0000205', email: 'E0000047' }[factorType];
    it(`of type ${factorType} gets a new code after a pause, five times within five minutes`, async () => {
      await start();
      const { id } = await enroll(body);
      const first = okta.org.users.get(userId)?.factors[0]?.challenge?.code ?? '';
      const resend = async () => {
        const answer = await api.call('POST', `${factors}/${id}/resend`, body);
        return answer.status === 200 ? [200] : refusal(answer).slice(0, 2);
      };
      const letTimePass = () => {
        const challenge = okta.org.users.get(userId)?.factors[0]?.challenge;
        if (challenge) challenge.sent = new Date(Date.now() - 31_000);
      };
      assert.deepEqual(await resend(), [429, tooSoon]);

      for (let times = 0; times < 5; times += 1) {
        letTimePass();
        assert.deepEqual(await resend(), [200]);
      }
      letTimePass();

      assert.deepEqual(await resend(), [429, tooOften]);
      assert.deepEqual(refusal(await activate(id, { passCode: first })).slice(0, 2), [
        403,
        'E0000068',
      ]);
    });
  }

  it('of a phone without a number uses the one that is stored, else it is refused', async () => {
    await start();
    assert.deepEqual(await refusalOf('POST', factors, { factorType: 'sms', provider: 'OKTA' }), [
      400,
      'E0000098',
    ]);
    await enroll(withPhone('sms'), '?activate=true');

    const called = await enroll({ factorType: 'call', provider: 'OKTA' });

    assert.deepEqual(called['profile'], { phoneNumber: phone });
    assert.match(okta.org.texts.at(-1)?.channel ?? '', /call/);
  });

  it('of type call keeps its extension, and another number is in the way', async () => {
    await start();
    const profile = { phoneNumber: phone, phoneExtension: '1234' };
    const factor = await enroll({ ...withPhone('call'), profile }, '?activate=true');

    assert.deepEqual(factor['profile'], profile);
    assert.deepEqual(await refusalOf('POST', factors, withPhone('call', otherPhone)), [
      400,
      'E0000001',
      alreadySetUp,
    ]);
    const letters = { ...withPhone('call'), profile: { ...profile, phoneExtension: 'x' } };
    assert.deepEqual(await refusalOf('POST', factors, letters), [400, 'E0000121']);
  });

  it('of a phone needs a telephony provider, and any a user who is not deactivated', async () => {
    await start();
    okta.org.settings.telephonyProviderActive = false;
    assert.deepEqual(await refusalOf('POST', factors, withPhone('call')), [400, 'E0000264']);
    await api.expect(204, 'POST', `/users/${userId}/lifecycle/deactivate`);

    for (const factor of [withPhone('call'), email, totp('GOOGLE'), push]) {
      assert.deepEqual(await refusalOf('POST', factors, factor), [403, 'E0000038']);
    }
  });

  it('of type email is for an address of the user’s own', async () => {
    await start();

    const answer = await api.call('POST', factors, {
      ...email,
      profile: { email: 'eve@example.com' },
    });

    assert.deepEqual(refusal(answer), [400, 'E0000001']);
    assert.match(JSON.stringify(answer.body), /Only verified primary or secondary email/);
  });

  it('of a phone is enrolled fifteen times within five minutes', async () => {
    await start();
    for (let times = 0; times < 15; times += 1) {
      const { id } = await enroll(withPhone('sms'));
      await api.expect(204, 'DELETE', `${factors}/${id}`);
    }

    assert.deepEqual(await refusalOf('POST', factors, withPhone('sms')), [429, 'E0000204']);
    assert.equal((await enroll(email)).status, 'PENDING_ACTIVATION');
  });

  it('takes five attempts to activate it within five minutes, and no resend after them', async () => {
    await start();
    const { id } = await enroll(email);
    for (let times = 0; times < 5; times += 1) {
      assert.equal((await activate(id, { passCode: 'wrong' })).status, 403);
    }

    assert.deepEqual(refusal(await activate(id, { passCode: await codeByMail() })), [
      429,
      'E0000047',
    ]);
    assert.deepEqual(await refusalOf('POST', `${factors}/${id}/resend`, email), [429, 'E0000047']);
  });

  for (const [provider, loggedAs] of [
    ['OKTA', 'OKTA_SOFT_TOKEN'],
    ['GOOGLE', 'GOOGLE_OTP'],
  ] as const) {
    it(`of an app of ${provider}’s has a secret, and is activated by a code that is made with it`, async () => {
      await start();
      const { id, status, ...factor } = await enroll(totp(provider), '?activate=true');
      assert.deepEqual(
        [id.slice(0, 3), status, factor['profile']],
        ['ost', 'PENDING_ACTIVATION', { credentialId: login }],
      );
      const { activation } = embeddedIn(factor as unknown as ResourceBody);
      assert.match(activation.sharedSecret, /^[A-Z2-7]{16}$/);
      assert.deepEqual([activation.timeStep, activation.encoding], [30, 'base32']);
      assert.equal(activation.keyLength, provider === 'OKTA' ? 6 : 16);

      const farOff = await activate(id, { passCode: codeOf(activation.sharedSecret, -5) });
      assert.deepEqual(refusal(farOff).slice(0, 2), [403, 'E0000068']);
      const active = await activate(id, { passCode: codeOf(activation.sharedSecret, 1) });

      assert.deepEqual([active.status, (active.body as ResourceBody).id], [200, id]);
      assert.deepEqual(loggedFactors(), [loggedAs]);
      assert.equal((await api.expect(200, 'GET', `${factors}/${id}`))['_embedded'], undefined);
      assert.equal((await api.call('POST', `${factors}/${id}/resend`, totp(provider))).status, 400);
    });
  }

  it('of an app does not take a code twice', async () => {
    await start();
    const { id, ...factor } = await enroll(totp('GOOGLE'));
    const { sharedSecret } = embeddedIn(factor as unknown as ResourceBody).activation;
    const stored = okta.org.users.get(userId)?.factors[0]?.totp;
    assert.ok(stored);
    stored.usedStep = TOTP.counter() + 1;

    const answer = await activate(id, { passCode: codeOf(sharedSecret) });

    assert.deepEqual(refusal(answer), [403, 'E0000082']);
  });

  it('of an app and of a phone has a QR code, which is a picture until it is ACTIVE, or another is made', async () => {
    await start();
    const google = embeddedIn(await enroll(totp('GOOGLE'))).activation._links?.qrcode.href ?? '';
    const verify = embeddedIn(await enroll(totp('OKTA')))._links?.qrcode.href ?? '';
    const pushed = embeddedIn(await enroll(push)).activation._links?.qrcode.href ?? '';
    for (const href of [google, verify, pushed]) {
      const response = await fetch(href);
      assert.equal(response.headers.get('content-type'), 'image/png');
      const picture = Buffer.from(await response.arrayBuffer());
      assert.equal(picture.subarray(1, 4).toString(), 'PNG');
      assert.equal((await fetch(`${href}x`)).status, 404);
    }

    await enroll(totp('GOOGLE'));

    assert.equal((await fetch(google)).status, 404);
  });

  it('of type push waits until the person accepts it on a page', async () => {
    await start();
    const { id, ...factor } = await enroll(push, '?activate=true');
    const { activation } = embeddedIn(factor as unknown as ResourceBody);
    assert.deepEqual(
      [id.slice(0, 3), factor.status, activation.factorResult],
      ['opf', 'PENDING_ACTIVATION', 'WAITING'],
    );
    assert.ok(Date.parse(activation.expiresAt) > Date.now() + 590_000);
    assert.equal((await poll(id)).factorResult, 'WAITING');
    assert.equal(((await activate(id)).body as { factorResult: string }).factorResult, 'WAITING');

    const form = await fetch(`${okta.url}/_emulator/authenticator/${id}/accept`, {
      method: 'POST',
      redirect: 'manual',
    });
    assert.equal(form.status, 303);

    const polled = await poll(id);
    assert.equal(polled.status, 'ACTIVE');
    assert.deepEqual((await activate(id)).body, polled);
    assert.deepEqual(loggedFactors(), ['OKTA_VERIFY_PUSH']);
    assert.equal(logged('activate')[0]?.actor.id, userId);
    assert.deepEqual((await control('POST', `/authenticator/${id}/accept`)).status, 403);
  });

  it('of type push may be rejected or left alone, and begun again', async () => {
    await start();
    const { id } = await enroll(push);
    assert.equal((await control('POST', `/authenticator/${id}/reject`)).status, 204);
    assert.equal((await poll(id)).factorResult, 'REJECTED');
    assert.equal((await control('POST', `/authenticator/${id}/accept`)).status, 403);

    assert.equal(((await activate(id)).body as { factorResult: string }).factorResult, 'WAITING');
    const stored = okta.org.users.get(userId)?.factors[0]?.push;
    assert.ok(stored);
    stored.expires = new Date();

    assert.equal((await poll(id)).factorResult, 'TIMEOUT');
    assert.equal((await control('POST', `/authenticator/${id}/accept`)).status, 403);
  });

  it('of the kind question is ACTIVE at once, and keeps its answer to itself', async () => {
    await start();

    const factor = await enroll(question);

    assert.deepEqual([factor.id.slice(0, 3), factor.status], ['ufs', 'ACTIVE']);
    assert.doesNotMatch(JSON.stringify(factor), /mayonnaise/);
    const unknown = { ...question, profile: { question: 'shoe_size', answer: 'forty' } };
    assert.equal((await api.call('POST', factors, unknown)).status, 400);
  });

  it('of a kind that Okta does not know, or the policy, or this emulator, is refused in three ways', async () => {
    await start();
    const tried = [
      [
        { factorType: 'sms', provider: 'GOOGLE' },
        [400, 'E0000001', 'Unsupported combination of factorType and provider.'],
      ],
      [{ factorType: 'token:hotp', provider: 'CUSTOM' }, [400, 'E0000001', notAllowed]],
      [{ factorType: 'webauthn', provider: 'FIDO' }, [501, 'E0000060']],
    ] as const;

    for (const [factor, expected] of tried) {
      assert.deepEqual(await refusalOf('POST', factors, factor), expected, factor.factorType);
    }
  });

  it('is named by the events of Identity Engine if the org is set so', async () => {
    await start();
    okta.org.settings.factorEventsNameEnrollment = true;

    const { id } = await enroll(email, '?activate=true');

    assert.deepEqual(
      logged('activate')[0]?.target.map((target) => [target.type, target.id, target.displayName]),
      [
        ['User', userId, 'Uma User'],
        ['AuthenticatorEnrollment', id, 'Email'],
      ],
    );
  });

  it('has codes and a secret that can be known before, if the emulator is told them', async () => {
    await start();
    const sharedSecret = 'JBSWY3DPEHPK3PXP';
    await control('PUT', '/settings', { passCode: '123456', sharedSecret });

    await enroll(email);
    const app = await enroll(totp('OKTA'));

    assert.equal(await codeByMail(), '123456');
    assert.equal(embeddedIn(app).activation.sharedSecret, sharedSecret);
    assert.equal((await control('PUT', '/settings', { passCode: 'short' })).status, 400);
  });

  it('of an app shows its code on a page, and of a secret that is scanned', async () => {
    await start();
    const { activation } = embeddedIn(await enroll(totp('GOOGLE')));
    await enroll(push);
    const { body } = await control('GET', `/authenticator?login=${login}`);

    const [pushed, app] = body as { app: string; push?: string; code?: string }[];
    assert.deepEqual([pushed?.app, pushed?.push], ['Okta Verify', 'WAITING']);
    const recent = [codeOf(activation.sharedSecret, -1), codeOf(activation.sharedSecret)];
    assert.equal(app?.app, 'Google Authenticator');
    assert.ok(recent.includes(app.code ?? ''));
    assert.deepEqual((await control('GET', '/authenticator?login=nobody')).body, []);
    const page = async (path: string, secret?: string) => {
      const response = await fetch(`${okta.url}/_emulator/authenticator${path}`, {
        headers: { accept: 'text/html' },
        ...(secret !== undefined && { method: 'POST', body: new URLSearchParams({ secret }) }),
      });
      return `${response.status} ${await response.text()}`;
    };
    assert.match(await page(''), /Is it you\?/);
    const shown = /^200[^]*<strong class="code">\d{6}<\/strong>/;
    assert.match(await page('/scan', activation.sharedSecret), shown);
    const link = `otpauth://totp/a?secret=${activation.sharedSecret}`;
    assert.match(await page('/scan', link), shown);
    assert.match(await page('/scan', 'not base32!'), /^400[^]*This is no secret/);
  });

  it('of another kind than sms leaves the sign-in as it is', async () => {
    await start();
    await enroll(question);
    await enroll(email, '?activate=true');
    await api.expect(200, 'POST', `/users/${userId}`, {
      credentials: { password: { value: 'correct horse' } },
    });
    await api.call('POST', `/users/${userId}/lifecycle/activate?sendEmail=false`);

    const body = new URLSearchParams({ login, password: 'correct horse' });
    const page = await fetch(`${okta.url}/signin`, { method: 'POST', body });

    assert.match(await page.text(), /You are signed in/);
  });

  it('is the person’s own where he enrolls it himself, and the event says so', async () => {
    await start();
    const client = { ipAddress: '203.0.113.7', userAgent: 'A browser', country: 'Iceland' };

    const { status } = await control('POST', '/self-enrollments', {
      login,
      ...totp('OKTA'),
      client,
    });

    assert.equal(status, 201);
    const [event] = logged('activate');
    assert.deepEqual([event?.actor.id, event?.target[0]?.id], [userId, userId]);
    assert.deepEqual(
      [event?.client.ipAddress, event?.client.geographicalContext?.country],
      ['203.0.113.7', 'Iceland'],
    );
    assert.equal(event?.transaction.detail['requestApiTokenId'], undefined);
  });
});
