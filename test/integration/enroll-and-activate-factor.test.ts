import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowFailedError, WorkflowUpdateFailedError } from '@temporalio/client';
import type { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { Secret, TOTP } from 'otpauth';
import { answerPush } from '../../okta-emulator/management/push-activation.js';
import { startOktaEmulator, type OktaEmulator } from '../../okta-emulator/okta-emulator.js';
import { createErrorClassifier } from '../../src/activities/classify-error.js';
import { createFactorActivities } from '../../src/activities/factors.js';
import { factorCommand } from '../../src/cli/factor.js';
import { NotFoundError } from '../../src/cli/not-found-error.js';
import {
  cancelFactorSignal,
  cancelFactorUpdate,
  factorActivationQuery,
  resendCodeSignal,
  resendCodeUpdate,
  submitPassCodeUpdate,
  type EnrollAndActivateFactor,
  type EnrollAndActivateFactorInput,
  type FactorRefusal,
  type FactorRefusalDetails,
  type FactorStatus,
  type PassCode,
} from '../../src/contract/enroll-and-activate-factor.js';
import { taskQueue as preenrollQueue } from '../../src/contract/task-queues.js';
import { factorWorkflowId } from '../../src/contract/workflow-ids.js';
import { lookAgainSignal } from '../../src/contract/pre-enroll-user.js';
import type { FactorActivation } from '../../src/okta/okta-client.js';
import { createOktaSdkClient } from '../../src/okta/okta-sdk-client.js';
import { OktaUnreachableError } from '../../src/okta/okta-errors.js';
import { decryptText, encryptText } from '../../src/payload-codec/encrypt-text.js';
import {
  startFactor,
  useFactorWorld,
  waitForFactor,
  type FactorRun,
  type FactorWorld,
} from '../support/factor-runs.js';
import type { FakeOkta } from '../support/fake-okta.js';
import { withHires } from '../support/hires.js';
import { oktaError } from '../support/okta-error.js';
import { runWorkers } from '../support/run-workers.js';
import { createSettings } from '../support/settings.js';
import { useDevServer, useTimeSkippingServerPerTest, workflowBundle } from '../support/temporal.js';
import { withEnvironment } from '../support/with-environment.js';
import { until } from '../end-to-end/support/until.js';
import { captureOutput, type Output } from '../unit/cli/capture-output.js';
import { oktaApi } from '../unit/okta-emulator/okta-api.js';
import { ssws } from '../support/ssws.js';

const encryptionKey = randomBytes(32);
const ann = { operator: 'ann', reason: 'a test' };
const lost = new OktaUnreachableError('POST /api/v1/users/{id}/factors', 'TimeoutError');

/** The answer to a code that is refused. */
async function refusalOf(
  update: Promise<unknown>,
): Promise<FactorRefusalDetails & { refusal: FactorRefusal; message: string }> {
  const [outcome] = await Promise.allSettled([update]);
  assert(outcome.status === 'rejected', 'it was granted');
  const error: unknown = outcome.reason;
  assert(error instanceof WorkflowUpdateFailedError, String(error));
  const { cause } = error;
  assert(cause instanceof ApplicationFailure && cause.type === 'Refused', String(cause));
  const [refusal, details] = cause.details as [FactorRefusal, FactorRefusalDetails];
  return { refusal, message: cause.message, ...details };
}

const submit = (run: FactorRun, passCode: PassCode): Promise<FactorStatus> =>
  run.executeUpdate(submitPassCodeUpdate, { args: [{ passCode }] });

const awaitsCode = ({ stage }: FactorStatus) => stage === 'awaiting-code';

function factorIdOf({ factorId }: FactorStatus): string {
  return factorId ?? assert.fail('there is no factor');
}

/** Until Temporal knows that the workflow wants an activity cancelled. Bounded by the test's own time. */
async function untilCancelIsRequested(run: FactorRun): Promise<void> {
  for (;;) {
    const { events } = await run.fetchHistory();
    if (events?.some((event) => event.activityTaskCancelRequestedEventAttributes)) return;
    await sleep(20);
  }
}

/** All that a history shows to whoever reads it. */
async function readPayloads(run: FactorRun): Promise<string> {
  const json = historyToJSON(await run.fetchHistory());
  const readable: string[] = [json];
  JSON.parse(json, (key, value: unknown) => {
    if (key === 'data') readable.push(Buffer.from(String(value), 'base64').toString());
    return value;
  });
  return readable.join('\n');
}

/** A code that is not the right one. */
function wrong(okta: FakeOkta, status: FactorStatus): string {
  return okta.codeOf(factorIdOf(status)) === '000000' ? '000001' : '000000';
}

const everyKind = [
  ['sms', 'OKTA'],
  ['call', 'OKTA'],
  ['email', 'OKTA'],
  ['token:software:totp', 'OKTA'],
  ['token:software:totp', 'GOOGLE'],
  ['push', 'OKTA'],
] as const;

describe('enrollAndActivateFactor', function () {
  this.timeout('60s');
  const environment = useDevServer();

  const world = useFactorWorld(environment, { taskQueue: 'factors', encryptionKey });

  const phoneUser = (okta: FakeOkta) => okta.addUser({ groupIds: new Set([okta.groups.A]) });

  it('activates every kind of factor, and the result has the id of the active one', async () => {
    const { okta, start } = world();
    for (const [factorType, provider] of everyKind) {
      const isPhone = ['sms', 'call'].includes(factorType);
      const userId = isPhone ? phoneUser(okta) : okta.addUser();
      const run = await start({ userId, factorType, provider });
      const status = await waitForFactor(run, ({ stage }) => stage.startsWith('awaiting'));
      if (factorType === 'push') okta.answerPush(factorIdOf(status), 'ACCEPTED');
      else await submit(run, okta.codeOf(factorIdOf(status)));

      const result = await run.result();
      const [factor, ...others] = okta.user(userId).factors;
      assert.deepEqual(others, []);
      assert.equal(factor?.status, 'ACTIVE');
      assert(result.outcome === 'activated', result.outcome);
      assert.deepEqual([result.factorId, result.activatedStatus], [factor.id, 'ACTIVE']);
      assert.notEqual(result.factorId, status.factorId);
    }
  });

  it('answers a wrong code at once with Okta’s answer, and goes on waiting for the right one', async () => {
    const { okta, start } = world();
    const userId = phoneUser(okta);
    const run = await start({ userId });
    const status = await waitForFactor(run, awaitsCode);

    const { message, ...refusal } = await refusalOf(submit(run, wrong(okta, status)));
    assert.deepEqual(refusal, {
      ...{ refusal: 'wrong-code', errorCode: 'E0000068', attemptsLeft: 4 },
    });
    assert.match(message, /E0000068/);
    const after = await waitForFactor(run, awaitsCode);
    assert.deepEqual([after.attemptsLeft, after.lastRefusal?.refusal], [4, 'wrong-code']);

    const activated = await submit(run, okta.codeOf(factorIdOf(status)));
    assert.equal(activated.lastRefusal, undefined);
    assert.equal((await run.result()).outcome, 'activated');
  });

  it('refuses what cannot be a code before it is written into the history', async () => {
    const { okta, start } = world();
    const run = await start({ userId: phoneUser(okta) });
    const status = await waitForFactor(run, awaitsCode);
    const asked = okta.count('activateFactor');
    for (const passCode of ['00token-0123', 123456, undefined, { encrypted: 'short' }]) {
      const { refusal } = await refusalOf(submit(run, passCode as PassCode));
      assert.equal(refusal, 'code-malformed');
    }
    const nothing = run.executeUpdate(submitPassCodeUpdate, { args: [] as never });
    assert.equal((await refusalOf(nothing)).refusal, 'code-malformed');
    assert.equal(okta.count('activateFactor'), asked);

    await submit(run, okta.codeOf(factorIdOf(status)));
    await run.result();
    assert.ok(!(await readPayloads(run)).includes('00token'));
  });

  it('asks Okta for one code after the other', async () => {
    const { okta, start } = world();
    const run = await start({ userId: phoneUser(okta) });
    const status = await waitForFactor(run, awaitsCode);
    const right = okta.codeOf(factorIdOf(status));
    const asked = okta.count('activateFactor');

    const outcomes = await Promise.allSettled(
      [wrong(okta, status), right, right].map((passCode) => submit(run, passCode)),
    );
    assert.equal(outcomes.filter((each) => each.status === 'fulfilled').length, 1);
    assert.equal((await run.result()).outcome, 'activated');
    assert.ok(okta.count('activateFactor') <= asked + 2);
  });

  it('tries the code that came with the start, and waits for another if it is wrong', async () => {
    const { okta, start } = world();
    const userId = phoneUser(okta);
    const { id } = await okta.enrollFactor(userId, {
      ...{ factorType: 'sms', provider: 'OKTA' },
      phoneNumber: String(okta.user(userId).profile['mobilePhone']).replaceAll(' ', ''),
    });
    const right = { encrypted: encryptText(encryptionKey, okta.codeOf(id), userId) };
    const run = await start({ userId, passCode: right });
    assert.equal((await run.result()).outcome, 'activated');
    assert.equal(okta.codesSent(userId), 1, 'the person has a code already');
    assert.ok(!(await readPayloads(run)).includes(okta.codeOf(id)));

    const other = await start({ userId: phoneUser(okta), passCode: '0000' });
    const status = await waitForFactor(other, ({ lastRefusal }) => lastRefusal !== undefined);
    assert.deepEqual([status.stage, status.attemptsLeft], ['awaiting-code', 4]);
    await submit(other, okta.codeOf(factorIdOf(status)));
    assert.equal((await other.result()).outcome, 'activated');
  });

  it('tells the secret of an app only encrypted, and forgets it at the end', async () => {
    const { okta, start } = world();
    const userId = okta.addUser();
    const run = await start({ userId, factorType: 'token:software:totp', provider: 'GOOGLE' });
    const status = await waitForFactor(run, awaitsCode);
    const told = (await run.query(factorActivationQuery)) ?? assert.fail();
    const activation = JSON.parse(
      decryptText([encryptionKey], told.encrypted, userId),
    ) as FactorActivation;
    assert.equal(activation.sharedSecret, 'JBTWGV22G4ZGKV3N');
    assert.ok(activation.qrCodeUrl?.startsWith('https://'));

    await submit(run, okta.codeOf(factorIdOf(status)));
    await run.result();
    assert.equal(await run.query(factorActivationQuery), null);
    const payloads = await readPayloads(run);
    assert.ok(payloads.includes(told.encrypted));
    for (const secret of ['JBTWGV22G4ZGKV3N', '/qr/', '@example.com']) {
      assert.ok(!payloads.includes(secret), secret);
    }
  });

  it('ends what cannot be enrolled with the reason in plain words', async () => {
    const totp = { factorType: 'token:software:totp', provider: 'GOOGLE' };
    const reasons: Record<string, (okta: FakeOkta) => Parameters<FactorWorld['start']>[0]> = {
      'unsupported-factor': (okta) => ({ userId: okta.addUser(), provider: 'GOOGLE' }),
      'not-allowed-by-policy': (okta) => ({ userId: okta.addUser() }),
      'user-missing': (okta) => ({ userId: okta.addUser({ status: 'DEPROVISIONED' }) }),
      'phone-missing': (okta) => ({ userId: okta.addUser({ profile: {} }) }),
      'phone-unusable': (okta) => ({
        userId: okta.addUser({ profile: { mobilePhone: '+1 201 555' } }),
      }),
      'mail-address-missing': (okta) => ({
        ...{ userId: okta.addUser({ profile: {} }), factorType: 'email' },
      }),
      'already-enrolled': (okta) => ({
        ...totp,
        userId: okta.addUser({ factors: [{ id: 'uft1', ...totp, status: 'ACTIVE' }] }),
      }),
      'existing-phone': (okta) => ({
        userId: okta.addUser({
          groupIds: new Set([okta.groups.A]),
          factors: [{ ...{ id: 'sms1', factorType: 'sms', provider: 'OKTA' }, status: 'ACTIVE' }],
        }),
      }),
      'telephony-missing': (okta) => {
        okta.hasTelephony = false;
        return { userId: phoneUser(okta) };
      },
    };
    const { okta, start } = world();
    for (const [reason, prepare] of Object.entries(reasons)) {
      const result = await (await start(prepare(okta))).result();
      okta.hasTelephony = true;
      assert(result.outcome !== 'activated');
      assert.equal(result.outcome, reason);
      assert.match(result.explanation, /^[A-Z].+\.$/);
    }
  });

  it('fails a start that it does not understand, and says nothing of a token that came with it', async () => {
    const { okta, start } = world();
    const userId = okta.addUser();
    const starts = {
      'okta-api-token-given': { userId, oktaApiToken: '00secret' },
      'user-id-missing': { userId: 'ann@example.com' },
      'code-malformed': { userId, passCode: 123456 },
      'expiry-malformed': { userId, expiresAfter: '1 year' },
    };
    const asked = okta.calls.length;
    for (const [reason, input] of Object.entries(starts)) {
      const run = await start(input as Parameters<FactorWorld['start']>[0]);
      const [outcome] = await Promise.allSettled([run.result()]);
      assert(outcome.status === 'rejected' && outcome.reason instanceof WorkflowFailedError);
      const { cause } = outcome.reason;
      assert(cause instanceof ApplicationFailure);
      assert.deepEqual([cause.type, cause.details], ['Refused', [reason]]);
      assert.doesNotMatch(cause.message, /00secret|@/);
    }
    assert.equal(okta.calls.length, asked);
  });

  it('sends another code when it may, and refuses it before', async () => {
    const { okta, start } = world();
    const userId = phoneUser(okta);
    const run = await start({ userId });
    await waitForFactor(run, awaitsCode);
    const asked = okta.count('resendFactorCode');

    const { refusal, againAt } = await refusalOf(run.executeUpdate(resendCodeUpdate));
    assert.equal(refusal, 'too-soon');
    assert.ok(Date.parse(againAt ?? '') > Date.now());
    assert.equal(okta.count('resendFactorCode'), asked);
    await run.signal(resendCodeSignal);
    await waitForFactor(run, ({ lastRefusal }) => lastRefusal?.refusal === 'too-soon');
    await run.executeUpdate(cancelFactorUpdate, { args: [ann] });

    const app = await start({ userId: okta.addUser(), factorType: 'token:software:totp' });
    await waitForFactor(app, awaitsCode);
    assert.equal((await refusalOf(app.executeUpdate(resendCodeUpdate))).refusal, 'not-sent');
    await app.executeUpdate(cancelFactorUpdate, { args: [ann] });

    const push = await start({ userId: okta.addUser(), factorType: 'push' });
    await waitForFactor(push, ({ stage }) => stage === 'awaiting-approval');
    assert.equal((await refusalOf(submit(push, '123456'))).refusal, 'no-code');
    await push.executeUpdate(cancelFactorUpdate, { args: [ann] });
  });

  it('ends a push that the person rejects, or that takes too long, and leaves nothing behind', async () => {
    const { okta, start } = world();
    for (const [answer, outcome] of [
      ['REJECTED', 'rejected'],
      ['TIMEOUT', 'timed-out'],
    ] as const) {
      const userId = okta.addUser();
      const run = await start({ userId, factorType: 'push' });
      const status = await waitForFactor(run, ({ stage }) => stage === 'awaiting-approval');
      okta.answerPush(factorIdOf(status), answer);
      assert.equal((await run.result()).outcome, outcome);
      assert.deepEqual(okta.user(userId).factors, []);
    }
  });

  it('is cancelled by an update, a signal and from outside, and unenrolls what is pending', async () => {
    const { okta, start } = world();
    const cancels: ((run: FactorRun) => Promise<unknown>)[] = [
      (run) => run.executeUpdate(cancelFactorUpdate, { args: [ann] }),
      (run) => run.signal(cancelFactorSignal, ann),
      (run) => run.cancel(),
    ];
    for (const [at, cancel] of cancels.entries()) {
      const userId = phoneUser(okta);
      const run = await start({ userId });
      await waitForFactor(run, awaitsCode);
      await cancel(run);
      const [outcome] = await Promise.allSettled([run.result()]);
      if (outcome.status === 'fulfilled') assert.equal(outcome.value.outcome, 'cancelled');
      const { status } = await run.describe();
      assert.equal(status.name, at === 2 ? 'CANCELLED' : 'COMPLETED');
      assert.deepEqual(okta.user(userId).factors, []);
    }
  });

  it('is cancelled also when the attempt that is under way fails just then', async () => {
    const { okta, start } = world();
    const polling = okta.holdNext('pollPushActivation');
    const run = await start({ userId: okta.addUser(), factorType: 'push' });
    await polling.begun;
    const cancelling = run.executeUpdate(cancelFactorUpdate, { args: [ann] });
    await untilCancelIsRequested(run);
    polling.fail(lost);

    assert.equal((await cancelling).result?.outcome, 'cancelled');
    assert.equal((await run.describe()).status.name, 'COMPLETED');
  });

  it('leaves a pending push where unenrolling it would take the other factors of the app along', async () => {
    const { okta, start } = world();
    const totp = { factorType: 'token:software:totp', provider: 'OKTA', status: 'ACTIVE' };
    const userId = okta.addUser({ factors: [{ id: 'ost1', ...totp }] });
    const run = await start({ userId, factorType: 'push' });
    await waitForFactor(run, ({ stage }) => stage === 'awaiting-approval');
    await run.executeUpdate(cancelFactorUpdate, { args: [ann] });

    const result = await run.result();
    assert(result.outcome === 'cancelled' && result.leftPending);
    assert.equal(okta.user(userId).factors.length, 2);
  });

  it('goes through when answers of Okta’s are lost, and sends nobody a second message', async () => {
    const { okta, start } = world();
    const userId = phoneUser(okta);
    okta.executeThenFailNext('enrollFactor', lost);
    okta.executeThenFailNext('activateFactor', lost);
    const run = await start({ userId });
    const status = await waitForFactor(run, awaitsCode);
    assert.equal(okta.codesSent(userId), 1);
    await submit(run, okta.codeOf(factorIdOf(status)));

    const result = await run.result();
    assert(result.outcome === 'activated');
    assert.deepEqual(
      okta.user(userId).factors.map(({ id }) => id),
      [result.factorId],
    );
  });

  it('tells whoever sends a code what an administrator must repair, and parks what cannot even begin', async () => {
    const { okta, start } = world();
    const run = await start({ userId: phoneUser(okta) });
    const status = await waitForFactor(run, awaitsCode);
    okta.failNext('activateFactor', oktaError('403 E0000006'));
    const refused = await refusalOf(submit(run, okta.codeOf(factorIdOf(status))));
    assert.equal(refused.refusal, 'needs-attention');
    assert.match(refused.message, /may not do this.* an Okta administrator/);
    await submit(run, okta.codeOf(factorIdOf(status)));

    okta.failNext('listFactors', oktaError('401 E0000011'));
    const parked = await start({ userId: phoneUser(okta) });
    const { attention } = await waitForFactor(parked, ({ stage }) => stage === 'needs-attention');
    assert.equal(attention?.reason, 'okta-credential-rejected');
    await parked.signal(lookAgainSignal);
    await waitForFactor(parked, awaitsCode);
    await parked.executeUpdate(cancelFactorUpdate, { args: [ann] });
  });

  it('ends when somebody removes the factor in Okta', async () => {
    const { okta, start } = world();
    const userId = phoneUser(okta);
    const run = await start({ userId });
    await waitForFactor(run, awaitsCode);
    okta.user(userId).factors = [];
    assert.equal((await refusalOf(submit(run, '123456'))).refusal, 'not-waiting');
    assert.equal((await run.result()).outcome, 'factor-gone');
  });
});

describe('preenroll factor', function () {
  this.timeout('60s');
  const environment = useDevServer();
  const world = useFactorWorld(environment, { taskQueue: preenrollQueue, encryptionKey });

  /** Of the command that was run last. */
  let written: Readonly<Pick<Output, 'stderr'>>;

  /** Runs the command as a process with this environment would. */
  function preenroll(...given: string[]): Promise<Output> {
    const variables = {
      TEMPORAL_ADDRESS: environment().address,
      TEMPORAL_NAMESPACE: environment().namespace ?? 'default',
      PAYLOAD_ENCRYPTION_KEY: encryptionKey.toString('base64'),
    };
    const command = factorCommand();
    return withEnvironment(variables, () =>
      captureOutput(async (soFar) => {
        written = soFar;
        await command.parseAsync(given, { from: 'user' });
      }),
    );
  }
  const by = ['--reason', 'a test', '--operator', 'ann'];
  const json = ['-o', 'json'];

  it('enrolls, tells a wrong code, takes the right one, and tells the end', async () => {
    const { okta } = world();
    const userId = okta.addUser({ groupIds: new Set([okta.groups.A]) });
    const enrolled = await preenroll('enroll', userId, 'sms', '--detach', ...by, ...json);
    assert.equal(enrolled.exitCode, undefined, enrolled.stderr);
    assert.deepEqual(JSON.parse(enrolled.stdout), {
      ...{ userId, factor: 'sms:OKTA', outcome: 'started' },
    });
    let factorId = '';
    while (factorId === '') {
      const { status } = JSON.parse((await preenroll('show', userId, 'sms', ...json)).stdout) as {
        status: FactorStatus;
      };
      factorId = status.factorId ?? '';
    }

    const wrongCode = ['--pass-code', '0000'];
    const refused = await preenroll('submit', userId, 'sms', ...wrongCode, ...json);
    assert.equal(refused.exitCode, 1);
    const { refusal, errorCode } = JSON.parse(refused.stdout) as Record<string, unknown>;
    assert.deepEqual([refusal, errorCode], ['wrong-code', 'E0000068']);
    const resent = await preenroll('resend', userId, 'sms');
    assert.equal(resent.exitCode, 1);
    assert.match(resent.stdout, /refused\tA code was sent not long ago/);
    const right = await preenroll('submit', userId, 'sms', '--pass-code', okta.codeOf(factorId));
    assert.equal(right.exitCode, undefined, right.stderr);
    assert.match(right.stdout, /done\tactivated, as sms/);
    assert.match((await preenroll('show', userId, 'sms')).stdout, /result +activated/);
    assert.equal((await preenroll('submit', userId, 'sms', ...wrongCode)).exitCode, 3);
  });

  it('follows until the end, and shows the secret to whoever has the key', async () => {
    const { okta } = world();
    const userId = okta.addUser();
    const google = 'token:software:totp:GOOGLE';
    const enrolling = preenroll('enroll', userId, google, '--qr', ...by);
    const run = environment().client.workflow.getHandle<EnrollAndActivateFactor>(
      factorWorkflowId(userId, 'token:software:totp', 'GOOGLE'),
    );
    await waitForFactor(run, awaitsCode, true);
    await until('the command shows the secret', () => written.stderr.includes('secret '));
    const [factor] = okta.user(userId).factors;
    await submit(run, okta.codeOf(factor?.id ?? ''));

    const { stdout, stderr, exitCode } = await enrolling;
    assert.equal(exitCode, undefined);
    assert.match(stdout, /GOOGLE\tactivated, as act/);
    assert.match(stderr, /secret +JBTWGV22G4ZGKV3N[^]*[█▀▄]{5}/);
  });

  it('cancels, and says what was refused or is not there by the exit code', async () => {
    const { okta } = world();
    const userId = okta.addUser();
    await preenroll('enroll', userId, 'push', '--detach', ...by);
    const cancelled = await preenroll('cancel', userId, 'push', ...by);
    assert.match(cancelled.stdout, /done\tcancelled: It was cancelled\./);
    assert.equal((await preenroll('enroll', userId, 'sms', ...by)).exitCode, 1);
    const gone = '00u0000000000000none';
    assert.equal((await preenroll('enroll', gone, 'sms', ...by)).exitCode, 3);
    await assert.rejects(preenroll('show', gone, 'call'), NotFoundError);
  });
});

describe('enrollAndActivateFactor against the emulator', function () {
  this.timeout('60s');
  const environment = useDevServer();
  let emulator: OktaEmulator;
  before(async () => {
    emulator = await startOktaEmulator({ apiToken: '00token', smtpUrl: 'smtp://127.0.0.1:9' });
  });
  after(() => emulator.close());

  it('has every kind of factor activated, and the result of what is refused', async function () {
    const { url: orgUrl, apiToken: token, groupA: A, groupB: B } = emulator;
    const okta = createOktaSdkClient({ orgUrl, credential: ssws(token), requestTimeoutMs: 5_000 });
    const taskQueue = 'factors-of-the-emulator';
    const workers = {
      ...{ connection: environment().nativeConnection, taskQueue },
      workflowBundle: await workflowBundle(),
      activities: createFactorActivities(okta, createSettings({ A, B }), [encryptionKey]),
      interceptors: {
        activity: [({ info }: Context) => ({ inbound: createErrorClassifier(info.attempt) })],
      },
    };
    await runWorkers(workers, async () => {
      const { id: userId } = await oktaApi(emulator).createUser(
        { mobilePhone: '+12015550123' },
        { groupIds: [B] },
      );
      const user = emulator.org.users.get(userId) ?? assert.fail();
      const start = (more: Partial<EnrollAndActivateFactorInput>) =>
        startFactor(environment(), taskQueue, { userId, ...more });

      for (const [factorType, provider] of everyKind) {
        const run = await start({ factorType, provider });
        const status = await waitForFactor(run, ({ stage }) => stage.startsWith('awaiting'));
        const factor = user.factors.find(({ id }) => id === status.factorId) ?? assert.fail();
        if (factorType === 'push') {
          const request = { id: 'r1', uri: '/', ipAddress: '127.0.0.1', userAgent: 'app' };
          const caller = { user, sessionId: 's1', request };
          answerPush({ org: emulator.org, caller, user }, factor, true);
        } else {
          const secret = Secret.fromBase32(factor.totp?.secret ?? '');
          await submit(run, factor.challenge?.code ?? TOTP.generate({ secret }));
        }
        const result = await run.result();
        assert(result.outcome === 'activated', `${factorType}: ${result.outcome}`);
        const active = user.factors.find(({ id }) => id === result.factorId);
        assert.deepEqual(
          [active?.factorType, active?.provider, active?.status],
          [factorType, provider, result.activatedStatus],
        );
      }

      assert.equal((await (await start({})).result()).outcome, 'already-enrolled');
      user.profile.mobilePhone = '+12015550199';
      assert.equal((await (await start({})).result()).outcome, 'existing-phone');
      user.factors = [];
      assert.equal((await (await start({})).result()).outcome, 'existing-phone');
      await okta.removeUserFromGroup(B, userId);
      assert.equal((await (await start({})).result()).outcome, 'not-allowed-by-policy');
      await okta.addUserToGroup(B, userId);
      emulator.org.settings.telephonyProviderActive = false;
      assert.equal((await (await start({})).result()).outcome, 'telephony-missing');
    });
  });
});

describe('enrollAndActivateFactor, as time goes by,', function () {
  this.timeout('60s');
  const environment = useTimeSkippingServerPerTest();

  async function running(
    test: Mocha.Context,
    input: Partial<EnrollAndActivateFactorInput>,
    body: (world: { okta: FakeOkta; userId: string; run: FactorRun }) => Promise<void>,
  ): Promise<void> {
    const taskQueue = test.test?.title ?? '';
    const given = { taskQueue, workflowBundle: await workflowBundle(), encryptionKey };
    await withHires(environment(), given, async ({ client, okta }) => {
      const userId = okta.addUser({ groupIds: new Set([okta.groups.A]) });
      const run = await startFactor({ client }, taskQueue, { userId, ...input });
      await waitForFactor(run, ({ stage }) => stage.startsWith('awaiting'));
      await body({ okta, userId, run });
    });
  }

  it('refuses the sixth code without asking Okta, says when it takes one again, and then does', async function () {
    await running(this, {}, async ({ okta, run }) => {
      const status = await waitForFactor(run, awaitsCode);
      for (let attempt = 0; attempt < 5; attempt += 1) {
        const { attemptsLeft } = await refusalOf(submit(run, wrong(okta, status)));
        assert.equal(attemptsLeft, 4 - attempt);
      }
      const right = okta.codeOf(factorIdOf(status));
      const sixth = await refusalOf(submit(run, right));
      assert.deepEqual([sixth.refusal, sixth.attemptsLeft], ['too-many-attempts', 0]);
      assert.match(sixth.message, /Possible again at \d{4}-/);
      assert.equal(okta.count('activateFactor'), 5);
      const resent = await refusalOf(run.executeUpdate(resendCodeUpdate));
      assert.equal(resent.refusal, 'too-many-attempts');

      await environment().sleep(305_000);
      assert.equal((await refusalOf(submit(run, right))).refusal, 'code-expired');
      await run.executeUpdate(resendCodeUpdate);
      await submit(run, okta.codeOf(factorIdOf(status)));
      assert.equal((await run.result()).outcome, 'activated');
    });
  });

  it('expires, and unenrolls what is pending', async function () {
    await running(this, { expiresAfter: '2h' }, async ({ okta, userId, run }) => {
      assert.equal((await run.result()).outcome, 'expired');
      assert.deepEqual(okta.user(userId).factors, []);
    });
  });
});
