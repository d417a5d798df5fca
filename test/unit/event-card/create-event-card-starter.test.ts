import assert from 'node:assert/strict';
import { sortEvents } from '../../../src/dispatch/sort-events.js';
import {
  createEventCardStarter,
  type EventCardStarterOptions,
} from '../../../src/event-card/create-event-card-starter.js';
import type { EventCardTrigger } from '../../../src/event-card/event-card-trigger.js';
import { toUserMfaEventCard } from '../../../src/event-card/to-user-mfa-event-card.js';
import { createEncryptionCodec } from '../../../src/payload-codec/encryption-codec.js';
import { FakeTemporal, grpc } from '../dispatch/fake-temporal.js';
import { authenticator, hire, oktaLogEvent, user } from '../dispatch/okta-log-event.js';
import { classicUserMfaEvent, userMfaEvent } from './user-mfa-event.js';

const encryptionKey = Buffer.alloc(32, 7);
const plain: EventCardTrigger = {
  ...{ workflowType: 'greet', taskQueue: 'theirs' },
  payload: 'plain text with personal data',
};

describe('the starter of event cards', () => {
  let fake: FakeTemporal;
  beforeEach(() => {
    fake = new FakeTemporal();
  });

  /** Starts what the triggers want for the values, and returns the ids of what was started. */
  async function idsStartedFor(
    values: unknown[],
    trigger: Partial<EventCardTrigger> = {},
    options: Partial<EventCardStarterOptions> = {},
  ): Promise<string[]> {
    const startEventCards = createEventCardStarter({
      ...{ client: fake.client, encryptionKey, triggers: [{ ...plain, ...trigger }] },
      ...options,
    });
    const started = await startEventCards({ values, due: sortEvents(values).due });
    return started.map(({ workflowId }) => workflowId);
  }

  /** The events that a trigger fits, of one for each method. */
  async function methodsThatFit(trigger: Partial<EventCardTrigger>): Promise<string[]> {
    const methods = ['SMS', 'Voice', 'Password', 'Security Question', 'Get a push notification'];
    const values = methods.map((method) =>
      userMfaEvent({ uuid: method.replaceAll(' ', '-'), target: [user(), authenticator(method)] }),
    );
    const ids = await idsStartedFor(values, trigger);
    return ids.map((id) => id.replace('user-mfa:greet:', ''));
  }

  it('starts the workflow with the card, once for each event', async () => {
    const values = [userMfaEvent({ uuid: 'one' }), userMfaEvent({ uuid: 'two' })];
    const delivery = { envelope: { eventId: 'd-1' }, headers: { 'user-agent': 'Okta' } };
    const startEventCards = createEventCardStarter({
      ...{ client: fake.client, triggers: [plain], encryptionKey: undefined },
    });
    const { due } = sortEvents(values);

    assert.deepEqual(await startEventCards({ values, due, ...delivery }), [
      { workflowId: 'user-mfa:greet:one', outcome: 'started' },
      { workflowId: 'user-mfa:greet:two', outcome: 'started' },
    ]);
    const [first] = fake.starts;
    assert.equal(first?.workflowType?.name, 'greet');
    assert.equal(first.taskQueue?.name, 'theirs');
    assert.deepEqual(FakeTemporal.argumentsOf(first), [toUserMfaEventCard(values[0], delivery)]);

    fake.end('user-mfa:greet:one');
    const again = await startEventCards({ values, due });
    assert.deepEqual(new Set(again.map(({ outcome }) => outcome)), new Set(['duplicate']));
    assert.equal(fake.starts.length, 2);
  });

  it('encrypts the card, and never falls back to plain text', async () => {
    await idsStartedFor([userMfaEvent()], { payload: 'encrypted' });

    const payloads = fake.starts[0]?.input?.payloads ?? [];
    assert.doesNotMatch(Buffer.from(payloads[0]?.data ?? []).toString('latin1'), /jane/i);
    const decoded = await createEncryptionCodec({ keys: [encryptionKey], mode: 'required' }).decode(
      payloads,
    );
    assert.deepEqual(FakeTemporal.argumentsOf({ input: { payloads: decoded } }), [
      toUserMfaEventCard(userMfaEvent()),
    ]);
    const withoutKey = { triggers: [{ ...plain, payload: 'encrypted' as const }] };
    assert.throws(
      () =>
        createEventCardStarter({ client: fake.client, encryptionKey: undefined, ...withoutKey }),
      RangeError,
    );
  });

  it('keeps personal data out of all that is not the input', async () => {
    await idsStartedFor([userMfaEvent()], { payload: 'encrypted' });
    assert.doesNotMatch(JSON.stringify({ ...fake.starts[0], input: {} }), /jane/i);
  });

  describe('by the method', () => {
    it('takes no password for multifactor authentication, nor another mere knowledge', async () => {
      assert.deepEqual(await methodsThatFit({}), ['SMS', 'Voice', 'Get-a-push-notification']);
    });

    it('takes exactly the named ones, the password among them', async () => {
      assert.deepEqual(await methodsThatFit({ methods: ['SMS', 'PASSWORD'] }), ['SMS', 'Password']);
    });

    it("takes Classic Engine's factors under the same names", async () => {
      const sms = classicUserMfaEvent({ uuid: 'sms' });
      const debugContext = { debugData: { factor: 'PASSWORD_AS_FACTOR' } };
      const password = classicUserMfaEvent({ uuid: 'password', debugContext });
      const all = [sms, password];
      assert.deepEqual(await idsStartedFor(all), ['user-mfa:greet:sms']);
      assert.deepEqual(await idsStartedFor(all, { workflowType: 'b', methods: ['SMS'] }), [
        'user-mfa:b:sms',
      ]);
    });

    it('takes no event that names none: it may have been a password', async () => {
      const unnamed = userMfaEvent({ target: [user(), authenticator(null)] });
      assert.deepEqual(await idsStartedFor([unnamed]), []);
    });
  });

  it('takes no failure, also where it is said to be due', async () => {
    const values = [userMfaEvent()];
    const startEventCards = createEventCardStarter({
      ...{ client: fake.client, triggers: [plain], encryptionKey },
    });
    const due = sortEvents(values).due.map((event) => ({ ...event, outcome: 'FAILURE' }));
    assert.deepEqual(await startEventCards({ values, due }), []);
  });

  it('takes no events of other types', async () => {
    const session = userMfaEvent({ uuid: 'session', eventType: 'user.session.start' });
    const created = oktaLogEvent({ uuid: 'created' });
    assert.deepEqual(await idsStartedFor([session, created]), []);
  });

  it('takes what the named actors did', async () => {
    const service = { id: '0oaservice', type: 'PublicClientApp' };
    const values = [userMfaEvent({ uuid: 'a' }), userMfaEvent({ uuid: 'b', actor: service })];
    const without = userMfaEvent({ uuid: 'c', actor: null });
    assert.deepEqual(await idsStartedFor([...values, without], { actors: [service.id] }), [
      'user-mfa:greet:b',
    ]);
  });

  describe('by the groups', () => {
    const groups = ['00g0000000000000000A', '00g0000000000000000B'];
    const other = '00uother0other0other';
    const values = [
      userMfaEvent({ uuid: 'a' }),
      userMfaEvent({ uuid: 'b' }),
      userMfaEvent({ uuid: 'c', target: [user(other), authenticator('SMS')] }),
    ];

    it('takes the members of one of them, and asks once for each user', async () => {
      const asked: string[] = [];
      const groupIdsOf = (userId: string) => {
        asked.push(userId);
        return Promise.resolve(userId === hire ? ['00gother', groups[1] ?? ''] : ['00gother']);
      };
      assert.deepEqual(await idsStartedFor(values, { groups }, { groupIdsOf }), [
        'user-mfa:greet:a',
        'user-mfa:greet:b',
      ]);
      assert.deepEqual(asked, [hire, other]);
    });

    it('asks for nobody where no trigger wants to know, or the event does not fit anyway', async () => {
      const groupIdsOf = () => assert.fail('Okta was asked');
      await idsStartedFor(values, {}, { groupIdsOf });
      await idsStartedFor(values, { groups, methods: ['EMAIL'] }, { groupIdsOf });
      assert.equal(fake.starts.length, 3);
    });

    it('takes nobody where nobody can be asked', async () => {
      assert.deepEqual(await idsStartedFor(values, { groups }), []);
    });

    it("passes on Okta's error before anything is started", async () => {
      const error = new Error('429');
      const groupIdsOf = () => Promise.reject(error);
      await assert.rejects(idsStartedFor(values, { groups }, { groupIdsOf }), error);
      assert.deepEqual(fake.starts, []);
    });
  });

  it('starts one run where two triggers want the same workflow, and two where they differ', async () => {
    const triggers = [plain, { ...plain, methods: ['SMS'] }, { ...plain, workflowType: 'other' }];
    await idsStartedFor([userMfaEvent({ uuid: 'one' })], {}, { triggers });
    assert.deepEqual(
      fake.starts.map(({ workflowId }) => workflowId),
      ['user-mfa:greet:one', 'user-mfa:other:one'],
    );
  });

  it('starts the others where Temporal does not take one, and says so', async () => {
    fake.failing.set('user-mfa:greet:one', grpc.unavailable);
    const values = [userMfaEvent({ uuid: 'one' }), userMfaEvent({ uuid: 'two' })];
    await assert.rejects(
      idsStartedFor(values),
      (error) => error instanceof AggregateError && error.errors.length === 1,
    );
    assert.equal(fake.starts[0]?.workflowId, 'user-mfa:greet:two');
  });
});
