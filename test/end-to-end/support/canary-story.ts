import assert from 'node:assert/strict';
import { resumeUpdate, undoUpdate } from '../../../src/contract/operator.js';
import type { AttentionReason } from '../../../src/contract/attention.js';
import { profileChangedSignal } from '../../../src/contract/pre-enroll-user.js';
import { reconciliationScheduleId } from '../../../src/contract/reconciliation.js';
import { actOnFactorRun, askFactorRun, startFactorRun } from '../../../src/operate/factor-runs.js';
import { encryptText } from '../../../src/payload-codec/encrypt-text.js';
import { envelope } from '../../unit/hook-gateway/envelope.js';
import { oktaApi } from '../../unit/okta-emulator/okta-api.js';
import {
  canaryProfile,
  canarySecrets,
  managersAddress,
  numberEndingIn,
  unusableNumber,
} from './canary-data.js';
import type { CanaryWorld } from './canary-world.js';
import { callsBeforeActivation, requestsOf, type HireCall } from './hire-calls.js';
import type { Hire } from './okta-org.js';
import { runPreenroll } from './run-preenroll.js';
import { hookSecret, type Stage } from './stage.js';
import { until } from './until.js';

const who = { operator: 'ann', reason: 'INC-7' };
const { listFactors, enroll, addToA, readUser } = callsBeforeActivation;

/** The hires, by what becomes of them. */
export type Cast = Record<Role, Hire>;

const roles = {
  ...{ completed: 10, refused: 11, bounced: 12, phoneless: 13, unusable: 14, changed: 16 },
  ...{ unauthorized: 17, forbidden: 18, rejected: 19, removed: 20, undone: 21, leaving: 22 },
  awaited: 24,
} as const;

type Role = keyof typeof roles;

/** Creates the hires, of whom the hook tells the gateway, before there is a worker, and arranges what will go wrong with them. */
export async function castHires({ okta }: Stage, { groups }: CanaryWorld): Promise<Cast> {
  const api = oktaApi(okta);
  await api.expect(200, 'POST', '/users?activate=false', {
    profile: { ...canaryProfile(90), login: managersAddress, email: managersAddress },
  });
  await okta.control('POST', '/bounces', { address: canaryProfile(roles.bounced).secondEmail });
  const special: Partial<Record<Role, object>> = {
    completed: { department: 'Security' },
    phoneless: { mobilePhone: '' },
    unusable: { mobilePhone: unusableNumber },
    awaited: { managerId: managersAddress },
  };
  const groupIdsOf: Partial<Record<Role, string[]>> = {
    ...{ leaving: [groups.leaving], awaited: [groups.awaited], bounced: [groups.awaited] },
  };
  const hired = Object.entries(roles).map(async ([role, number]) => {
    const profile = { ...canaryProfile(number), ...special[role as Role] };
    const { id: userId } = await api.expect(200, 'POST', '/users?activate=false', {
      profile,
      groupIds: groupIdsOf[role as Role] ?? [],
    });
    return [role, { userId, login: profile.login, secondEmail: profile.secondEmail }] as const;
  });
  const cast = Object.fromEntries(await Promise.all(hired)) as Cast;

  const arm = (hire: Hire, call: HireCall, effect: object, count = 1) =>
    okta.control('POST', '/faults', { ...requestsOf(okta, hire, call), count, effect });
  await arm(cast.completed, readUser, quoting(500, 'E0000009'));
  await arm(cast.completed, listFactors, quoting(429, 'E0000047'));
  await arm(cast.completed, addToA, { ...quoting(503, ''), contentType: 'text/html' });
  await arm(cast.completed, enroll, { ...quoting(200, ''), truncated: true });
  // A 401 may be answered by a new token and a second try.
  await arm(cast.unauthorized, readUser, quoting(401, 'E0000011'), 2);
  await arm(cast.forbidden, addToA, quoting(403, 'E0000006'));
  await arm(cast.rejected, enroll, quoting(400, 'E0000001', 'Invalid Phone Number.'));
  await okta.control('POST', '/faults', {
    ...{ path: '^/oauth2/v1/token$', count: 1, effect: quoting(500, 'E0000009') },
  });
  return cast;
}

/** An answer of Okta's that says whose data it does not like. */
function quoting(status: number, errorCode: string, cause = '') {
  return {
    ...{ kind: 'raw', status, contentType: 'application/json' },
    body: JSON.stringify({
      ...{ errorCode, errorLink: errorCode, errorId: 'oaeZq' },
      errorSummary: `Api validation failed: ${JSON.stringify(canaryProfile(99))}`,
      errorCauses: [{ errorSummary: `${cause} ${Object.values(canaryProfile(99)).join(' ')}` }],
    }),
  };
}

/** Everything that can become of a hire, and what follows from it. */
export async function playStory(stage: Stage, world: CanaryWorld, cast: Cast): Promise<void> {
  await Promise.all([
    goThrough(stage, world, cast.completed),
    park(stage, cast.unauthorized, 'okta-credential-rejected'),
    park(stage, cast.forbidden, 'okta-permission-missing'),
    park(stage, cast.rejected, 'phone-rejected'),
    park(stage, cast.unusable, 'phone-unusable'),
    park(stage, cast.bounced, 'mail-bounced'),
    haveMailRefused(stage, world, cast.refused),
    correctPhone(stage, world, cast.phoneless),
    changePhone(stage, cast.changed),
    remove(stage, cast.removed),
    undo(stage, cast.undone),
    waitInVain(stage, cast.leaving),
    remind(world, cast.awaited),
  ]);
  await tellAllAgain(stage);
}

async function goThrough(stage: Stage, world: CanaryWorld, hire: Hire): Promise<void> {
  const { okta, runOf } = stage;
  await okta.play(hire);
  await runOf(hire).result();
  const twin = await okta.hire({ ...canaryProfile(23), mobilePhone: numberEndingIn(10) });
  await Promise.all([
    park(stage, twin, 'phone-shared'),
    enrollByCode(stage, hire),
    enrollByPush(stage, hire),
    enrollApp(stage, hire),
    enrollThemself(stage, world, hire),
  ]);
}

async function park({ untilStatus }: Stage, hire: Hire, reason: AttentionReason): Promise<void> {
  await untilStatus(hire, ({ attention }) => attention?.reason === reason);
}

const waits = ({ stage }: { stage: string }) => stage === 'awaiting-activation';

async function haveMailRefused(stage: Stage, world: CanaryWorld, hire: Hire): Promise<void> {
  await park(stage, hire, 'mail-refused');
  world.mailServer.accept(hire.secondEmail);
  await stage.runOf(hire).signal(profileChangedSignal);
  await stage.untilStatus(hire, waits);
}

async function correctPhone(stage: Stage, world: CanaryWorld, hire: Hire): Promise<void> {
  await park(stage, hire, 'phone-missing');
  const { code, said } = await runPreenroll(
    ['correct-phone', hire.userId, '--number-from-stdin', '--operator', 'ann', '--reason', 'INC-7'],
    { ...world.temporal, PAYLOAD_ENCRYPTION_KEY: canarySecrets.encryptionKey },
    numberEndingIn(13),
  );
  assert.equal(code, 0, said);
  await stage.untilStatus(hire, waits);
}

async function changePhone(stage: Stage, hire: Hire): Promise<void> {
  await stage.untilStatus(hire, waits);
  const mobilePhone = numberEndingIn(99);
  await oktaApi(stage.okta).expect(200, 'POST', `/users/${hire.userId}`, {
    profile: { mobilePhone },
  });
  await park(stage, hire, 'phone-changed');
  await stage.runOf(hire).executeUpdate(resumeUpdate, { args: [{ ...who, accept: true }] });
  await stage.untilStatus(hire, waits);
}

async function remove(stage: Stage, hire: Hire): Promise<void> {
  await stage.untilStatus(hire, waits);
  const lifecycle = `/users/${hire.userId}/lifecycle/deactivate`;
  await oktaApi(stage.okta).expect(204, 'POST', lifecycle);
  await stage.runOf(hire).result();
}

async function undo(stage: Stage, hire: Hire): Promise<void> {
  await stage.untilStatus(hire, waits);
  await stage.runOf(hire).executeUpdate(undoUpdate, { args: [who] });
  await stage.runOf(hire).result();
}

async function waitInVain(stage: Stage, hire: Hire): Promise<void> {
  await stage.untilStatus(hire, ({ stage: at }) => at !== 'preparing');
  assert.equal((await stage.runOf(hire).result()).outcome, 'expired');
}

async function remind({ mailServer }: CanaryWorld, { secondEmail }: Hire): Promise<void> {
  const have = (address: string, count: number) =>
    mailServer.mails.filter(({ to }) => to.includes(address)).length >= count;
  await until('the person is reminded, and the manager told', () => {
    return have(secondEmail, 2) && have(managersAddress, 1);
  });
}

async function enrollByCode({ client }: Stage, { userId }: Hire): Promise<void> {
  const target = { ...{ userId, factorType: 'email' }, provider: 'OKTA' };
  await startFactorRun(client, { ...target, ...who });
  const submit = (code: string) => {
    const key = Buffer.from(canarySecrets.encryptionKey, 'base64');
    const passCode = { encrypted: encryptText(key, code, userId) };
    return actOnFactorRun(client, target, { act: 'submit', passCode });
  };
  await untilFactor({ client }, target, 'awaiting-code');
  assert.equal((await submit('000000')).outcome, 'refused');
  assert.equal((await submit(canarySecrets.passCode)).outcome, 'done');
}

async function enrollByPush({ client, okta }: Stage, { userId, login }: Hire): Promise<void> {
  const target = { ...{ userId, factorType: 'push' }, provider: 'OKTA' };
  await startFactorRun(client, { ...target, ...who });
  await untilFactor({ client }, target, 'awaiting-approval');
  const accounts = await okta.control<{ factorId: string; factorType: string }[]>(
    ...(['GET', `/authenticator?login=${encodeURIComponent(login)}`] as const),
  );
  const pending = accounts.find(({ factorType }) => factorType === 'push') ?? assert.fail();
  await okta.control('POST', `/authenticator/${pending.factorId}/accept`);
  await untilFactor({ client }, target, 'ended');
}

async function enrollApp({ client }: Stage, { userId }: Hire): Promise<void> {
  const target = { ...{ userId, factorType: 'token:software:totp' }, provider: 'GOOGLE' };
  await startFactorRun(client, { ...target, ...who });
  await untilFactor({ client }, target, 'awaiting-code');
  await actOnFactorRun(client, target, { act: 'cancel', request: who });
}

async function untilFactor(
  { client }: Pick<Stage, 'client'>,
  target: Parameters<typeof askFactorRun>[1],
  stage: string,
): Promise<void> {
  await until(`the run of ${target.factorType} is ${stage}`, async () => {
    const answer = await askFactorRun(client, target);
    return 'status' in answer && answer.status.stage === stage;
  });
}

/** The ticket system and the chat refuse at first, and say whom it is about; later the ticket system refuses for good. */
async function enrollThemself(
  { okta, client }: Stage,
  { tickets, chat }: CanaryWorld,
  { userId, login }: Hire,
): Promise<void> {
  const refusal = (status: number) => ({
    status,
    body: { message: Object.values(canaryProfile(99)) },
  });
  tickets.plan(refusal(503));
  chat.plan(refusal(500));
  const profile = { question: 'disliked_food', answer: 'sprouts' };
  await okta.control('POST', '/self-enrollments', {
    ...{ login, profile, factorType: 'question', provider: 'OKTA' },
  });
  await reconcile({ client });
  await until('ticket and line are there', () => {
    return tickets.tickets.length > 0 && chat.requests.length > 1;
  });
  tickets.plan(refusal(400));
  await okta.control('POST', '/self-enrollments', {
    ...{ login, profile: {}, factorType: 'call', provider: 'OKTA' },
  });
  await reconcile({ client });
  await until('the second ticket is refused', async () => {
    const runs = client.workflow.list({
      query: `WorkflowType = 'reactToFactorActivation' AND OktaUserId = '${userId}' AND ExecutionStatus = 'Running'`,
    });
    for await (const { workflowId } of runs) {
      const { raw } = await client.workflow.getHandle(workflowId).describe();
      if (JSON.stringify(raw.pendingActivities).includes('TicketSystemRefused')) return true;
    }
    return false;
  });
}

async function reconcile({ client }: Pick<Stage, 'client'>): Promise<void> {
  await until('there is a Schedule to trigger', async () =>
    client.schedule
      .getHandle(reconciliationScheduleId)
      .trigger()
      .then(
        () => true,
        () => false,
      ),
  );
}

/** A delivery that is large enough to be handed over to a run of its own. */
async function tellAllAgain({ okta, hookUrl, client }: Stage): Promise<void> {
  const { body: events } = await oktaApi(okta).call('GET', '/logs');
  const response = await fetch(hookUrl, {
    method: 'POST',
    headers: { authorization: hookSecret, 'content-type': 'application/json' },
    body: JSON.stringify(envelope(events)),
  });
  assert.equal(response.status, 204);
  for (const workflowType of ['dispatchDelivery', 'reconcileSystemLog']) {
    await until(`a run of ${workflowType} is listed, and has ended`, async () => {
      const ended = `WorkflowType = '${workflowType}' AND ExecutionStatus = 'Completed'`;
      return (await client.workflow.count(ended)).count > 0;
    });
  }
}
