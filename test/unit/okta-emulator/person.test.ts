import assert from 'node:assert/strict';
import { startOktaEmulator, type OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import {
  findPersonSession,
  openActivationLink,
} from '../../../okta-emulator/person/activation-link.js';
import { setPassword, signIn } from '../../../okta-emulator/person/sign-in.js';
import { sendSmsChallenge, verifySmsCode } from '../../../okta-emulator/person/sms-challenge.js';
import type { PersonSession } from '../../../okta-emulator/state/person-session.js';
import { oktaApi, smsFactor, type OktaApi } from './okta-api.js';

const phone = '+15554151337';
const browser = { id: 'r1', uri: '/signin', ipAddress: '127.0.0.1', userAgent: 'Browser' };

describe('a person', () => {
  let okta: OktaEmulator;
  let api: OktaApi;
  let userId: string;

  const start = async (options: { engine?: 'classic'; passwordOptional?: boolean } = {}) => {
    okta = await startOktaEmulator({
      apiToken: 'token',
      smtpUrl: 'smtp://127.0.0.1:9',
      ...options,
    });
    api = oktaApi(okta);
    userId = (await api.createUser({ login: 'ann@example.com' }, { groupIds: [okta.groupA] })).id;
  };
  const enroll = () =>
    api.expect(200, 'POST', `/users/${userId}/factors?activate=true`, smsFactor(phone));
  const activate = async () => {
    const path = `/users/${userId}/lifecycle/activate?sendEmail=false`;
    return String((await api.expect(200, 'POST', path))['activationToken']);
  };
  const open = (token: string): PersonSession => {
    const session = openActivationLink(okta.org, token);
    assert.ok(session, 'the link does not work');
    return session;
  };
  const code = () => /\d{6}/.exec(okta.org.texts.at(-1)?.text ?? '')?.[0] ?? '';
  /** What the person's own acts left in the log, in short. */
  const trace = () =>
    okta.org.log.entries
      .map(({ event }) => event)
      .filter(({ actor }) => actor.id === userId)
      .map(({ eventType, outcome, target, debugContext }) => {
        const method = target.find(({ type }) => type === 'AuthenticatorEnrollment')?.detailEntry;
        const { factor } = debugContext.debugData;
        return [eventType, outcome.result, method?.['methodTypeUsed'] ?? factor]
          .filter(Boolean)
          .join(' ');
      });
  const goThrough = () => {
    const session = open([...okta.org.activationTokens.keys()][0] ?? '');
    setPassword(okta.org, session, browser, 'correct horse');
    sendSmsChallenge(okta.org, session, browser);
    verifySmsCode(okta.org, session, browser, code());
    return session;
  };

  afterEach(() => okta.close());

  it('activates with link, password and code; Identity Engine writes every check down', async () => {
    await start();
    await enroll();
    await activate();

    const session = goThrough();

    assert.equal(session.step, 'signed-in');
    assert.deepEqual(trace(), [
      'user.account.update_password SUCCESS',
      'user.authentication.auth_via_mfa SUCCESS Password',
      'system.sms.send_factor_verify_message SUCCESS',
      'user.authentication.auth_via_mfa SUCCESS SMS',
      'policy.evaluate_sign_on ALLOW',
      'user.session.start SUCCESS',
    ]);
    const user = await api.expect(200, 'GET', `/users/${userId}`);
    assert.equal(user.status, 'ACTIVE');
    assert.ok(user['activated'] && user['lastLogin'] && user['passwordChanged']);
  });

  it('activates on Classic, which writes down the second factor only', async () => {
    await start({ engine: 'classic' });
    await enroll();
    await activate();

    goThrough();

    assert.deepEqual(trace(), [
      'user.account.update_password SUCCESS',
      'system.sms.send_factor_verify_message SUCCESS',
      'user.authentication.auth_via_mfa SUCCESS SMS_FACTOR',
      'policy.evaluate_sign_on ALLOW',
      'user.session.start SUCCESS',
    ]);
  });

  it('is the target of the verification, and only the actor of the sign-in', async () => {
    await start();
    await enroll();
    await activate();
    goThrough();
    const targets = (type: string) =>
      okta.org.log.entries.map(({ event }) => event).findLast(({ eventType }) => eventType === type)
        ?.target;

    assert.equal(targets('user.authentication.auth_via_mfa')?.[0]?.id, userId);
    assert.ok(targets('user.session.start')?.every(({ type }) => type !== 'User'));
  });

  it('can use a link once, for seven days, and not an older one', async () => {
    await start();
    const first = await activate();
    const { activationToken } = await api.expect(
      200,
      'POST',
      `/users/${userId}/lifecycle/reactivate`,
    );
    const second = String(activationToken);
    assert.equal(openActivationLink(okta.org, first), undefined);
    open(second);
    assert.equal(openActivationLink(okta.org, second), undefined);

    const { activationToken: third } = await api.expect(
      200,
      'POST',
      `/users/${userId}/lifecycle/reactivate`,
    );
    const token = okta.org.activationTokens.get(String(third));
    assert.ok(token);
    const days = (token.expires.getTime() - Date.now()) / (24 * 60 * 60 * 1000);
    assert.ok(days > 6.99 && days <= 7);
    token.expires = new Date();
    assert.equal(openActivationLink(okta.org, token.token), undefined);
  });

  it('can use a link for as long as the org says when it is handed out', async () => {
    await start();
    okta.org.settings.activationLinkLifetimeMs = 60 * 60 * 1000;
    const token = okta.org.activationTokens.get(await activate());
    okta.org.settings.activationLinkLifetimeMs = 1;

    const minutes = ((token?.expires.getTime() ?? 0) - Date.now()) / 60_000;

    assert.ok(minutes > 59 && minutes <= 60);
  });

  it('has five minutes from opening the link', async () => {
    await start();
    const session = open(await activate());

    assert.equal(findPersonSession(okta.org, session.id), session);
    const minutes = (session.expires.getTime() - Date.now()) / 60_000;
    assert.ok(minutes > 4.9 && minutes <= 5);
    session.expires = new Date();
    assert.equal(findPersonSession(okta.org, session.id), undefined);
  });

  it('is signed in without a code where no phone is enrolled', async () => {
    await start();
    const session = open(await activate());
    setPassword(okta.org, session, browser, 'correct horse');

    assert.equal(session.step, 'signed-in');
    assert.ok(trace().includes('user.session.start SUCCESS'));
  });

  it('is not asked for a code by a phone that the policy no longer allows', async () => {
    await start();
    await enroll();
    const session = open(await activate());
    await api.expect(204, 'DELETE', `/groups/${okta.groupA}/users/${userId}`);
    setPassword(okta.org, session, browser, 'correct horse');

    assert.equal(session.step, 'signed-in');
  });

  it('with a short password, or at the wrong step, gets nowhere', async () => {
    await start();
    await enroll();
    const session = open(await activate());

    assert.throws(
      () => {
        setPassword(okta.org, session, browser, 'short');
      },
      { errorCode: 'E0000080' },
    );
    assert.throws(
      () => {
        verifySmsCode(okta.org, session, browser, '123456');
      },
      { errorCode: 'E0000079' },
    );
    setPassword(okta.org, session, browser, 'correct horse');
    assert.throws(
      () => {
        setPassword(okta.org, session, browser, 'another horse');
      },
      { errorCode: 'E0000079' },
    );
  });

  it('who was deactivated meanwhile can’t set a password any more', async () => {
    await start();
    const session = open(await activate());
    await api.expect(204, 'POST', `/users/${userId}/lifecycle/deactivate`);

    assert.throws(
      () => {
        setPassword(okta.org, session, browser, 'correct horse');
      },
      { errorCode: 'E0000079' },
    );
  });

  it('with a wrong code leaves a failure, and can try the right one', async () => {
    await start();
    await enroll();
    const session = open(await activate());
    setPassword(okta.org, session, browser, 'correct horse');
    sendSmsChallenge(okta.org, session, browser);
    assert.throws(
      () => {
        sendSmsChallenge(okta.org, session, browser);
      },
      { errorCode: 'E0000109' },
    );

    assert.throws(
      () => {
        verifySmsCode(okta.org, session, browser, 'wrong');
      },
      { errorCode: 'E0000068' },
    );
    const failure = okta.org.log.entries.at(-1)?.event;
    verifySmsCode(okta.org, session, browser, code());

    assert.deepEqual(failure?.outcome, { result: 'FAILURE', reason: 'INVALID_CREDENTIALS' });
    assert.equal(failure.legacyEventType, 'core.user.factor.attempt_fail');
    assert.equal(session.step, 'signed-in');
  });

  it('signs in again with password and code, and not with a wrong password', async () => {
    await start();
    await enroll();
    await activate();
    goThrough();

    assert.throws(() => signIn(okta.org, browser, 'ann@example.com', 'wrong horse'), {
      errorCode: 'E0000004',
    });
    assert.equal(trace().at(-1), 'user.authentication.auth_via_mfa FAILURE Password');
    const session = signIn(okta.org, browser, 'ANN@example.com', 'correct horse');

    assert.equal(session.step, 'enter-code');
  });

  it('without a password signs in by code alone where passwords are optional', async () => {
    await start({ passwordOptional: true });
    await enroll();
    await activate();

    const session = signIn(okta.org, browser, 'ann@example.com', '');
    sendSmsChallenge(okta.org, session, browser);
    verifySmsCode(okta.org, session, browser, code());

    assert.deepEqual(trace(), [
      'system.sms.send_factor_verify_message SUCCESS',
      'user.authentication.auth_via_mfa SUCCESS SMS',
      'policy.evaluate_sign_on ALLOW',
      'user.session.start SUCCESS',
    ]);
  });
});
