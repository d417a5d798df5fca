import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '@temporalio/activity';
import type { WorkflowHandle } from '@temporalio/client';
import { startOktaEmulator, type OktaEmulator } from '../../okta-emulator/okta-emulator.js';
import { openActivationLink } from '../../okta-emulator/person/activation-link.js';
import { setPassword } from '../../okta-emulator/person/sign-in.js';
import { sendSmsChallenge, verifySmsCode } from '../../okta-emulator/person/sms-challenge.js';
import type { ServiceApp as EmulatedApp } from '../../okta-emulator/state/service-app.js';
import { createErrorClassifier } from '../../src/activities/classify-error.js';
import { createActivities } from '../../src/activities/index.js';
import {
  activatedSignal,
  statusQuery,
  type PreEnrollUser,
  type PreEnrollUserStatus,
} from '../../src/contract/pre-enroll-user.js';
import { preEnrollUserWorkflowId } from '../../src/contract/workflow-ids.js';
import { createSignalAllowance } from '../../src/dispatch/signal-allowance.js';
import { createMailRenderer } from '../../src/mail/render-mail.js';
import { neededScopes } from '../../src/configuration/needed-scopes.js';
import type { ServiceApp } from '../../src/okta/authorization/credential.js';
import { readGrantedScopes } from '../../src/okta/authorization/read-granted-scopes.js';
import { createOktaSdkClient } from '../../src/okta/okta-sdk-client.js';
import type { OktaClient } from '../../src/okta/okta-client.js';
import { createFakeAuditStore } from '../support/fake-audit-store.js';
import { createFakeMailer } from '../support/fake-mailer.js';
import { createReactionSettings } from '../support/reaction-settings.js';
import { runWorkers } from '../support/run-workers.js';
import { createSettings } from '../support/settings.js';
import { useDevServer, workflowBundle } from '../support/temporal.js';
import { ecKey, rsaKey, type TestKey } from '../unit/okta/authorization/keys.js';
import { oktaApi } from '../unit/okta-emulator/okta-api.js';
import { noDrift } from '../support/no-drift.js';

const browser = { id: 'r1', uri: '/signin', ipAddress: '127.0.0.1', userAgent: 'Browser' };
const own = ecKey('key-1', 'P-384');

describe('a service app of the emulated org', function () {
  this.timeout('60s');
  const environment = useDevServer();
  let emulator: OktaEmulator;
  let app: EmulatedApp;
  const settings = () => createSettings({ A: emulator.groupA, B: emulator.groupB });

  const scopes = () =>
    neededScopes({
      populations: settings().populations,
      reactions: createReactionSettings(),
    }).map(({ scope }) => scope);

  beforeEach(async () => {
    emulator = await startOktaEmulator({ apiToken: '00token', smtpUrl: 'smtp://127.0.0.1:9' });
    app = emulator.createServiceApp({
      ...{ scopes: scopes(), roles: ['SUPER_ADMIN'], keys: [registered(own)] },
    });
  });

  afterEach(() => emulator.close());

  const client = (more: Partial<ServiceApp> = {}) =>
    createOktaSdkClient({
      ...{ orgUrl: emulator.url, requestTimeoutMs: 5_000 },
      credential: {
        ...{ mode: 'PrivateKey', clientId: app.id, privateKey: { value: own.jwkText } },
        ...{ scopes: scopes(), isDpopUsed: true },
        ...more,
      },
    });

  /** @param look makes the run look again */
  async function untilStage(
    run: WorkflowHandle<PreEnrollUser>,
    stage: PreEnrollUserStatus['stage'],
    look: () => Promise<void> = () => Promise.resolve(),
  ): Promise<PreEnrollUserStatus> {
    for (;;) {
      const status = await run.query(statusQuery);
      if (status.stage === stage) return status;
      await look();
      await sleep(100);
    }
  }

  function signInAsThePerson(): void {
    const { org } = emulator;
    const session = openActivationLink(org, [...org.activationTokens.keys()][0] ?? '');
    assert(session, 'the link does not work');
    setPassword(org, session, browser, 'correct horse');
    sendSmsChallenge(org, session, browser);
    const code = /\d{6}/.exec(org.texts.at(-1)?.text ?? '')?.[0] ?? '';
    verifySmsCode(org, session, browser, code);
  }

  it('takes a hire through, with DPoP and an EC key; without its key the hire waits', async () => {
    app.keys = [];
    const taskQueue = 'okta-authorization';
    const mailer = createFakeMailer();
    const workers = {
      ...{ connection: environment().nativeConnection, taskQueue },
      workflowBundle: await workflowBundle(),
      activities: activitiesOver(client(), mailer),
      interceptors: {
        activity: [({ info }: Context) => ({ inbound: createErrorClassifier(info.attempt) })],
      },
    };
    await runWorkers(workers, async () => {
      const api = oktaApi(emulator);
      const { id: userId } = await api.createUser({ mobilePhone: '+12015550123' });
      const run = await environment().client.workflow.start<PreEnrollUser>('preEnrollUser', {
        ...{ workflowId: preEnrollUserWorkflowId(userId), taskQueue, args: [{ userId }] },
      });
      const parked = await untilStage(run, 'needs-attention');
      assert.equal(parked.attention?.reason, 'okta-credential-rejected');

      app.keys = [registered(own)];
      const look = () => run.signal(activatedSignal, { source: 'operator', operator: 'ann' });
      await untilStage(run, 'awaiting-activation', look);
      signInAsThePerson();
      await look();

      assert.equal((await run.result()).outcome, 'completed');
      const user = emulator.org.users.get(userId) ?? assert.fail();
      assert.deepEqual(
        user.factors.map(({ status }) => status),
        ['ACTIVE'],
      );
      const groups = await client().listUserGroupIds(userId);
      assert.ok(groups.includes(emulator.groupB) && !groups.includes(emulator.groupA));
      assert.equal(emulator.org.access.accessTokens.size, 2, 'a token for each client');
    });
  });

  type Wrong = [what: string, arrange: () => OktaClient, message: RegExp];
  const wrong: Wrong[] = [
    [
      'another client',
      () => client({ clientId: '0oa0000000000000none' }),
      /does not know the client\. Set OKTA_CLIENT_CLIENTID/,
    ],
    [
      'a key id that is not registered',
      () => client({ privateKey: { value: ecKey('key-2').jwkText } }),
      /does not know the key.*OKTA_CLIENT_KEYID/,
    ],
    [
      'another key under the same id',
      () => client({ privateKey: { value: ecKey('key-1', 'P-384').jwkText } }),
      /OKTA_CLIENT_PRIVATEKEY.* does not belong to the public key/,
    ],
    [
      'a clock that is behind',
      () => {
        emulator.org.settings.clockSkewMs = 20 * 60_000;
        return client();
      },
      /clock of this machine is (1199|1200|1201) s behind Okta's/,
    ],
    [
      'a clock that is ahead',
      () => {
        emulator.org.settings.clockSkewMs = -20 * 60_000;
        return client();
      },
      /clock of this machine is (1199|1200|1201) s ahead of Okta's/,
    ],
    [
      'none of the scopes granted',
      () => {
        app.scopes = [];
        return client();
      },
      /none of the scopes.*okta\.users\.read.*Okta API Scopes/,
    ],
    [
      'a scope that does not exist',
      () => client({ scopes: ['okta.users.read', 'okta.moon.read'] }),
      /okta\.moon\.read/,
    ],
    [
      'one scope not granted',
      () => {
        app.scopes = ['okta.logs.read'];
        return client();
      },
      /403 insufficient_scope to GET .*not been granted okta\.users\.read$/,
    ],
    ['no proof', () => client({ isDpopUsed: false }), /Remove OKTA_CLIENT_DPOP/],
  ];
  for (const [what, arrange, message] of wrong) {
    it(`with ${what} has a message that says so`, async () => {
      await assert.rejects(arrange().getUser('00u00000000000000001'), message);
    });
  }

  it('has two keys while they are rotated, of two kinds', async () => {
    const next = rsaKey('key-2');
    app.keys = [registered(own), registered(next)];
    const { id } = emulator.org.admin;

    for (const { jwkText } of [own, next]) {
      const okta = client({ privateKey: { value: jwkText } });
      assert.equal((await okta.getUser(id))?.id, id);
    }
    app.keys = [registered(next)];
    await assert.rejects(client().getUser(id), /does not know the key/);
  });

  it('is told which scopes it has, also where one of them is none of the org', async () => {
    app.scopes = ['okta.users.manage', 'okta.logs.read'];
    const credential: ServiceApp = {
      ...{ mode: 'PrivateKey', clientId: app.id, privateKey: { value: own.jwkText } },
      ...{ scopes: [], isDpopUsed: true },
    };
    const granted = (...asked: string[]) =>
      readGrantedScopes(credential, asked, { orgUrl: emulator.url, timeoutMs: 5_000 });

    assert.deepEqual(await granted('okta.users.read', 'okta.users.manage', 'okta.groups.read'), [
      'okta.users.read',
      'okta.users.manage',
    ]);
    assert.deepEqual(await granted('okta.users.read'), []);
    assert.deepEqual(await granted('okta.logs.read', 'okta.moon.read'), ['okta.logs.read']);
    assert.deepEqual(await granted('okta.groups.read', 'okta.policies.read'), []);
    assert.deepEqual(await granted(), []);
    app.keys = [];
    await assert.rejects(granted('okta.logs.read'), { reason: 'key-unknown' });
  });

  function activitiesOver(okta: OktaClient, mailer: ReturnType<typeof createFakeMailer>) {
    return createActivities({
      ...{ okta, mailer, settings: settings(), orgUrl: emulator.url },
      ...{ mails: createMailRenderer({}), eventCards: { triggers: [] }, encryptionKey: undefined },
      ...{ concerns: () => true, allowance: createSignalAllowance(), drift: noDrift },
      backfill: { inProgress: 40 },
      ...{ audit: createFakeAuditStore(), reactions: { settings: createReactionSettings() } },
    });
  }
});

function registered({ publicJwk }: TestKey): EmulatedApp['keys'][number] {
  return publicJwk as EmulatedApp['keys'][number];
}
