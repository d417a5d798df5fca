import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';
import { playHire } from '../../okta-emulator/pages/play-hire.js';
import type { User, UserProfile } from '../../okta-emulator/state/user.js';
import { readAnchors, readRecords } from '../../src/audit/read-records.js';
import { verifyChains } from '../../src/audit/verify-chains.js';
import { correctPhoneUpdate } from '../../src/contract/operator.js';
import {
  activatedSignal,
  statusQuery,
  type PreEnrollUser,
  type PreEnrollUserStatus,
} from '../../src/contract/pre-enroll-user.js';
import { preEnrollUserWorkflowId } from '../../src/contract/workflow-ids.js';
import { startPreEnrollUser } from '../../src/dispatch/start-pre-enroll-user.js';
import { startOwnDevServer } from '../support/dev-server.js';
import { hasTaken } from '../support/hires.js';
import { startRecoveryWorld, type RecoveryWorld } from '../support/recovery-world.js';
import { quietRuntime, type TemporalTestServer } from '../support/temporal.js';

/** Where somebody is when Temporal's database is lost, and from where the run goes on. */
const states = {
  'not begun': 'nothing-recorded',
  'in Group A, the phone refused': 'group-a',
  'enrolled, our mail refused': 'phone-enrolled',
  'told, the activation refused': 'mfa-enrolled-mail',
  'waiting, reminded': 'activation-mail',
  'signed in while Temporal is away': 'activation-mail',
  'enrolled with a number that an operator pointed to': 'activation-mail',
  'in both groups': 'activation-believed',
  'parked without a number': 'group-a',
} as const;
type State = keyof typeof states;

const ann = { operator: 'ann', reason: 'a test' };
const silent = () => undefined;

describe("Temporal's database, lost completely", function () {
  this.timeout('2m');
  let world: RecoveryWorld;
  let server: TemporalTestServer;
  const people = new Map<string, User>();

  before(async () => {
    await quietRuntime();
    world = await startRecoveryWorld();
    server = await startOwnDevServer(silent);
  });
  after(async () => {
    await server.stop();
    await world.stop();
  });

  const person = (name: string) => people.get(name) ?? assert.fail(name);

  function hire(name: string, profile: Partial<UserProfile> = {}): User {
    const number = people.size + 1;
    const user = world.administrator.createUser({
      ...{ firstName: 'Uma', lastName: name, login: `uma${number}@example.com` },
      ...{ email: `uma${number}@example.com`, secondEmail: `uma${number}@home.example` },
      mobilePhone: `+120155501${number + 10}`,
      ...profile,
    });
    people.set(name, user);
    return user;
  }

  const runOf = ({ id }: User): WorkflowHandle<PreEnrollUser> =>
    server.environment.client.workflow.getHandle<PreEnrollUser>(preEnrollUserWorkflowId(id));

  async function until(user: User, fits: (status: PreEnrollUserStatus) => boolean): Promise<void> {
    const deadline = Date.now() + 30_000;
    for (;;) {
      const status = await runOf(user).query(statusQuery);
      if (fits(status)) return;
      if (Date.now() > deadline) assert.fail(`It stays at ${JSON.stringify(status)}`);
      await sleep(50);
    }
  }

  async function untilAsked(method: string, path: RegExp): Promise<void> {
    const deadline = Date.now() + 30_000;
    while (!world.okta.journal.some((call) => call.method === method && path.test(call.path))) {
      assert.ok(Date.now() < deadline, String(path));
      await sleep(50);
    }
  }

  const isReminded = hasTaken('sent mail 1 with a new activation link');
  const isWaiting = ({ stage }: PreEnrollUserStatus) => stage === 'awaiting-activation';
  const isHeld = ({ stage }: PreEnrollUserStatus) => stage === 'needs-attention';

  function play(user: User): Promise<void> {
    const { login, secondEmail } = user.profile;
    const { url } = world.okta;
    const signal = AbortSignal.timeout(30_000);
    return playHire({ url, login, email: secondEmail ?? '', signal });
  }

  const refuse = (method: 'POST' | 'DELETE', path: string) =>
    world.okta.apiFaults.add({ method, path, effect: { kind: 'error', errorCode: 'E0000009' } });

  /** Starts everybody, and brings them where they are to be when it happens. */
  async function live(): Promise<void> {
    const { client } = server.environment;
    const begin = (user: User) => startPreEnrollUser({ client }, { userId: user.id });
    const { okta, administrator } = world;

    const enrolling = hire('in Group A, the phone refused');
    refuse('POST', `/users/${enrolling.id}/factors`);
    const unmailed = hire('enrolled, our mail refused');
    world.refusedAddresses.add(unmailed.profile.secondEmail ?? '');
    const unactivated = hire('told, the activation refused');
    refuse('POST', `/users/${unactivated.id}/lifecycle/activate`);
    const reminded = [
      hire('waiting, reminded'),
      hire('signed in while Temporal is away'),
      hire('enrolled with a number that an operator pointed to', { primaryPhone: '+31612345678' }),
      hire('finished'),
      hire('cancelled'),
      hire('in both groups'),
    ];
    refuse('DELETE', `/groups/${okta.groupA}/users/${person('in both groups').id}`);
    const held = [hire('parked without a number', { mobilePhone: null }), hire('put there by HR')];
    administrator.putIntoGroupA(person('put there by HR'));
    for (const user of people.values()) await begin(user);

    for (const user of reminded) await until(user, isReminded);
    for (const user of held) await until(user, isHeld);
    await until(unmailed, ({ factorId }) => factorId !== undefined);
    await untilAsked('POST', new RegExp(`${enrolling.id}/factors`));
    await untilAsked('POST', new RegExp(`${unactivated.id}/lifecycle/activate`));

    const corrected = person('enrolled with a number that an operator pointed to');
    const phone = { attribute: 'primaryPhone' };
    await runOf(corrected).executeUpdate(correctPhoneUpdate, { args: [{ ...ann, phone }] });
    await until(corrected, hasTaken('enrolled the phone again (1)'));
    await runOf(person('cancelled')).cancel();
    await assert.rejects(runOf(person('cancelled')).result());
    for (const name of ['finished', 'in both groups']) {
      await play(person(name));
      await runOf(person(name)).signal(activatedSignal, { source: 'okta-event', eventId: name });
    }
    await runOf(person('finished')).result();
    await untilAsked('DELETE', new RegExp(person('in both groups').id));
  }

  /** How often each mail of ours, and Okta's, has reached somebody. */
  function mailsOf({ profile }: User): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { messageId } of world.mailbox.mailsTo(profile.secondEmail ?? '')) {
      const kind = /^<?((?:mfa|activation)-[a-z]+(?:-[a-z]+)?)/.exec(messageId)?.[1] ?? 'of Okta';
      counts[kind] = (counts[kind] ?? 0) + 1;
    }
    return counts;
  }

  function groupsOf({ memberships }: User): string[] {
    const { groupA, groupB } = world.okta;
    const ids = memberships.filter(({ removed }) => !removed).map(({ groupId }) => groupId);
    return [...(ids.includes(groupA) ? ['A'] : []), ...(ids.includes(groupB) ? ['B'] : [])];
  }

  it('is rebuilt by `preenroll recover`, and nobody gets a second mail or a wrong group', async () => {
    await world.withWorkers(server.environment, live);
    await server.stop();
    world.okta.apiFaults.clear();
    world.refusedAddresses.clear();
    hire('not begun');
    await play(person('signed in while Temporal is away'));
    world.administrator.changeProfile(person('parked without a number'), {
      mobilePhone: '+12015550199',
    });

    server = await startOwnDevServer(silent);
    const planned = await world.recover(server.environment, '--dry-run');
    const begun = (Object.keys(states) as State[]).map((name) => ({ name, id: person(name).id }));
    for (const { name, id } of begun) {
      const { goesOnFrom } = planned.hires.find(({ userId }) => userId === id) ?? {};
      assert.equal(goesOnFrom, states[name], name);
    }
    await assert.rejects(runOf(person('waiting, reminded')).describe());

    const { hires } = await world.recover(server.environment);
    const outcomes = hires.map(({ userId, outcome, because }) => [userId, outcome ?? because]);
    assert.deepEqual(Object.fromEntries(outcomes), {
      ...Object.fromEntries(begun.map(({ id }) => [id, 'started'])),
      [person('put there by HR').id]: 'started',
      [person('cancelled').id]: 'ended-before',
    });

    await world.withWorkers(server.environment, async () => {
      for (const name of ['in both groups', 'signed in while Temporal is away'] as const) {
        assert.equal((await runOf(person(name)).result()).outcome, 'completed', name);
      }
      await until(person('put there by HR'), isHeld);
      const waiting = begun
        .map(({ name }) => person(name))
        .filter((user) => user.status !== 'ACTIVE');
      for (const user of waiting) {
        await until(user, (status) => isWaiting(status) && isReminded(status));
        await play(user);
        await runOf(user).signal(activatedSignal, { source: 'okta-event', eventId: user.id });
      }
      for (const user of waiting) assert.equal((await runOf(user).result()).outcome, 'completed');

      const again = await world.recover(server.environment);
      assert.deepEqual(
        again.hires.map(({ userId, because }) => [userId, because]).sort(),
        [
          [person('cancelled').id, 'ended-before'],
          [person('put there by HR').id, 'has-a-run'],
        ].sort(),
      );
    });

    for (const { name } of [...begun, { name: 'finished' }]) {
      assert.deepEqual(groupsOf(person(name)), ['B'], name);
      const isTold = name.includes('operator') ? 2 : 1;
      assert.deepEqual(
        mailsOf(person(name)),
        { 'mfa-enrolled': isTold, 'of Okta': 1, 'activation-reminder': 1 },
        name,
      );
    }
    assert.deepEqual(groupsOf(person('put there by HR')), ['A']);
    assert.deepEqual(mailsOf(person('put there by HR')), {});
    assert.deepEqual(groupsOf(person('cancelled')), ['A']);
  });

  it('leaves chains in the audit store that are whole', async () => {
    const { database } = world;
    const records = readRecords(database, {}, 'stream');
    const { findings } = await verifyChains(records, { anchors: await readAnchors(database) });
    assert.deepEqual(findings, []);
  });
});
