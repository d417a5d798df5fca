import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { Secret, TOTP } from 'otpauth';
import { startMailbox, type Mailbox } from '../../okta-emulator/mailbox/mailbox.js';
import { startOktaEmulator, type OktaEmulator } from '../../okta-emulator/okta-emulator.js';
import { runArazzo, type ArazzoInputs, type ArazzoOutcome } from '../support/run-arazzo.js';
import { oktaApi } from '../unit/okta-emulator/okta-api.js';

const passCode = '123456';
const sharedSecret = 'JBSWY3DPEHPK3PXP';
const profile = { phoneNumber: '+12015550123' };

describe('the Arazzo description', () => {
  let mailbox: Mailbox;
  let okta: OktaEmulator;
  let userId: string;
  let outcomes: Record<string, ArazzoOutcome>;

  before(async () => {
    mailbox = await startMailbox();
    okta = await startOktaEmulator({ apiToken: 'secret-token', smtpUrl: mailbox.smtpUrl });
    Object.assign(okta.org.settings, { passCode, sharedSecret });
    const api = oktaApi(okta);
    userId = (await api.createUser({}, { groupIds: [okta.groupB] })).id;
    const { id: newHire } = await api.createUser({}, { groupIds: [okta.groupA] });
    const ofApp = TOTP.generate({ secret: Secret.fromBase32(sharedSecret) });
    const run = (factorType: string, more: Partial<ArazzoInputs> = {}): ArazzoInputs => ({
      ...{ userId, factorType, provider: 'OKTA', ...more },
    });
    const accepting = new AbortController();
    [outcomes] = await Promise.all([
      runArazzo(okta, {
        sms: run('sms', { profile, passCode }),
        'call-to-the-stored-phone': run('call', { passCode }),
        email: run('email', { passCode }),
        'totp-okta': run('token:software:totp', { passCode: ofApp }),
        'totp-google': run('token:software:totp', { provider: 'GOOGLE', passCode: ofApp }),
        push: run('push'),
        'wrong-code': run('sms', { userId: newHire, profile, passCode: '654321' }),
        'not-allowed': run('email', { userId: newHire, passCode }),
      }).finally(() => {
        accepting.abort();
      }),
      acceptPush(accepting.signal),
    ]);
  });

  after(async () => {
    await okta.close();
    await mailbox.close();
  });

  /** The person, who accepts as soon as the app asks. */
  async function acceptPush(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const push = okta.org.users.get(userId)?.factors.find((f) => f.factorType === 'push');
      const path = `${okta.url}/_emulator/authenticator/${push?.id ?? ''}/accept`;
      if (push && (await fetch(path, { method: 'POST', redirect: 'manual' })).status === 303)
        return;
      await delay(50);
    }
  }

  for (const [name, factorType, provider] of [
    ['sms', 'sms', 'OKTA'],
    ['call-to-the-stored-phone', 'call', 'OKTA'],
    ['email', 'email', 'OKTA'],
    ['totp-okta', 'token:software:totp', 'OKTA'],
    ['totp-google', 'token:software:totp', 'GOOGLE'],
  ] as const) {
    it(`enrolls and activates: ${name}`, () => {
      assert.deepEqual(outcomes[name], {
        outputs: { factorId: activeId(factorType, provider), activatedStatus: 'ACTIVE' },
      });
    });
  }

  it('waits for a push to be accepted', () => {
    assert.deepEqual(outcomes['push'], {
      outputs: { factorId: activeId('push', 'OKTA'), activatedStatus: 'ACTIVE' },
    });
  });

  it('ends with what Okta refuses', () => {
    assert.deepEqual(outcomes['wrong-code'], { refusal: { status: 403 } });
    assert.deepEqual(outcomes['not-allowed'], { refusal: { status: 400 } });
  });

  function activeId(factorType: string, provider: string): string | undefined {
    return okta.org.users
      .get(userId)
      ?.factors.find(
        (factor) =>
          factor.factorType === factorType &&
          factor.provider === provider &&
          factor.status === 'ACTIVE',
      )?.id;
  }
});
