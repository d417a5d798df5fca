import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Secret, TOTP } from 'otpauth';
import { startMailbox, type Mailbox } from '../../okta-emulator/mailbox/mailbox.js';
import { startOktaEmulator, type OktaEmulator } from '../../okta-emulator/okta-emulator.js';
import { createFactorActivities } from '../../src/activities/factors.js';
import { createOktaSdkClient } from '../../src/okta/okta-sdk-client.js';
import { startFactor, type FactorRun } from '../support/factor-runs.js';
import { runArazzo, type ArazzoInputs, type ArazzoOutcome } from '../support/run-arazzo.js';
import { runWorkers } from '../support/run-workers.js';
import { createSettings } from '../support/settings.js';
import { useDevServer, workflowBundle } from '../support/temporal.js';
import { oktaApi } from '../unit/okta-emulator/okta-api.js';
import { ssws } from '../support/ssws.js';

const passCode = '123456';
const sharedSecret = 'JBSWY3DPEHPK3PXP';
const profile = { phoneNumber: '+12015550123' };

/** What both can do: the code is known before. By the names of the runs. */
const kinds = [
  ['sms', 'sms', 'OKTA'],
  ['call-to-the-stored-phone', 'call', 'OKTA'],
  ['email', 'email', 'OKTA'],
  ['totp-okta', 'token:software:totp', 'OKTA'],
  ['totp-google', 'token:software:totp', 'GOOGLE'],
  ['push', 'push', 'OKTA'],
] as const;

describe('the Arazzo description', function () {
  this.timeout('60s');
  const environment = useDevServer();
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
      acceptPush(userId, accepting.signal),
    ]);
  });

  after(async () => {
    await okta.close();
    await mailbox.close();
  });

  /** The person, who accepts as soon as the app asks. */
  async function acceptPush(ofUser: string, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const push = okta.org.users.get(ofUser)?.factors.find((f) => f.factorType === 'push');
      const path = `${okta.url}/_emulator/authenticator/${push?.id ?? ''}/accept`;
      if (push && (await fetch(path, { method: 'POST', redirect: 'manual' })).status === 303)
        return;
      await delay(50);
    }
  }

  for (const [name, factorType, provider] of kinds) {
    it(`enrolls and activates: ${name}`, () => {
      assert.deepEqual(outcomes[name], {
        outputs: { factorId: activeId(userId, factorType, provider), activatedStatus: 'ACTIVE' },
      });
    });
  }

  it('has the outputs that the workflow has, for every kind', async () => {
    const { url: orgUrl, apiToken: token, groupA: A, groupB: B } = okta;
    const client = createOktaSdkClient({
      orgUrl,
      credential: ssws(token),
      requestTimeoutMs: 5_000,
    });
    const taskQueue = 'beside-arazzo';
    const workers = {
      ...{ connection: environment().nativeConnection, taskQueue },
      workflowBundle: await workflowBundle(),
      activities: createFactorActivities(client, createSettings({ A, B }), [randomBytes(32)]),
    };
    const { id: other } = await oktaApi(okta).createUser(
      { mobilePhone: '+12015550124' },
      { groupIds: [B] },
    );
    const ofApp = () => TOTP.generate({ secret: Secret.fromBase32(sharedSecret) });
    await runWorkers(workers, async () => {
      for (const [name, factorType, provider] of kinds) {
        const isApp = factorType === 'token:software:totp';
        const code = factorType === 'push' ? {} : { passCode: isApp ? ofApp() : passCode };
        const input = { userId: other, factorType, provider, ...code };
        const run = await startFactor(environment(), taskQueue, input);
        const { outcome, ...outputs } = await endOf(run, other);
        assert.equal(outcome, 'activated', name);
        const { at, ...same } = outputs as { at: string };
        const activeHere = activeId(other, factorType, provider);
        assert(at);
        assert.deepEqual(same, { factorId: activeHere, activatedStatus: 'ACTIVE' });
        const activeThere = activeId(userId, factorType, provider);
        assert.deepEqual(outcomes[name], { outputs: { ...same, factorId: activeThere } });
      }
    });
  });

  /** The result; where the person has to accept it in the app, that is done. */
  async function endOf(run: FactorRun, ofUser: string) {
    const accepting = new AbortController();
    const [result] = await Promise.all([
      run.result().finally(() => {
        accepting.abort();
      }),
      acceptPush(ofUser, accepting.signal),
    ]);
    return result;
  }

  it('ends with what Okta refuses', () => {
    assert.deepEqual(outcomes['wrong-code'], { refusal: { status: 403 } });
    assert.deepEqual(outcomes['not-allowed'], { refusal: { status: 400 } });
  });

  function activeId(ofUser: string, factorType: string, provider: string): string | undefined {
    return okta.org.users
      .get(ofUser)
      ?.factors.find(
        (factor) =>
          factor.factorType === factorType &&
          factor.provider === provider &&
          factor.status === 'ACTIVE',
      )?.id;
  }
});
