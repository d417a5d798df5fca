import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { InputError, readStoredEvents } from '../../src/cli/read-stored-events.js';
import { readReplayConfig } from '../../src/configuration/config.js';
import { replayEvents } from '../../src/replay.js';
import { useTemporaryDirectory } from '../support/temporary-directory.js';
import { FakeTemporal, grpc } from './dispatch/fake-temporal.js';
import { hire, oktaLogEvent, user } from './dispatch/okta-log-event.js';
import { userMfaEvent } from './event-card/user-mfa-event.js';
import { envelope } from './hook-gateway/envelope.js';

describe('stored events', () => {
  const directory = useTemporaryDirectory();

  async function read(content: string) {
    const file = path.join(directory(), 'events.json');
    await writeFile(file, content);
    return readStoredEvents(file);
  }

  const event = oktaLogEvent();
  const delivery = envelope([event, event]);

  it('are read from an event, a delivery, and a list of either', async () => {
    const fromEvent = { values: [event] };
    const fromDelivery = { values: [event, event], envelope: delivery };
    assert.deepEqual(await read(JSON.stringify(event, null, 2)), [fromEvent]);
    assert.deepEqual(await read(JSON.stringify(delivery)), [fromDelivery]);
    assert.deepEqual(await read(JSON.stringify([event, delivery])), [fromEvent, fromDelivery]);
  });

  it('are read from one per line', async () => {
    const lines = [event, delivery].map((value) => JSON.stringify(value)).join('\r\n');
    const stored = await read(`${lines}\n\n`);
    assert.deepEqual(
      stored.map(({ values }) => values.length),
      [1, 2],
    );
  });

  it('are refused, without a word of theirs, where they are no JSON or no file', async () => {
    await assert.rejects(read(`${JSON.stringify(event)}\n{"jane`), (error) => {
      assert(error instanceof InputError);
      assert.match(error.message, /^Line 2 is no JSON\./);
      assert.doesNotMatch(error.message, /jane/);
      return true;
    });
    assert.throws(() => readStoredEvents(path.join(directory(), 'missing')), /ENOENT/);
  });
});

describe('a replay', () => {
  const config = readReplayConfig({});
  let fake: FakeTemporal;
  beforeEach(() => {
    fake = new FakeTemporal();
  });

  const values = [
    oktaLogEvent({ uuid: 'hint', eventType: 'user.session.start' }),
    oktaLogEvent({ uuid: 'created' }),
    oktaLogEvent({ uuid: 'created' }),
    oktaLogEvent({ uuid: 'other', eventType: 'user.mfa.factor.activate' }),
    oktaLogEvent({ uuid: 'bad', target: [user('nobody')] }),
    7,
  ];
  const leftOut = [
    { uuid: 'created', eventType: 'user.lifecycle.create', outcome: 'duplicate' },
    { uuid: 'other', eventType: 'user.mfa.factor.activate', outcome: 'ignored' },
    {
      ...{ uuid: 'bad', eventType: 'user.lifecycle.create' },
      ...{ outcome: 'unreadable', reason: 'user-id' },
    },
    { uuid: null, eventType: null, outcome: 'unreadable', reason: 'event' },
  ];

  it('brings every event through the door, starts first, and says what became of each', async () => {
    assert.deepEqual(await replayEvents(fake.client, config, { values }), [
      { uuid: 'created', eventType: 'user.lifecycle.create', outcome: 'started' },
      { uuid: 'hint', eventType: 'user.session.start', outcome: 'signaled' },
      ...leftOut,
    ]);
    assert.equal(fake.starts[0]?.workflowId, `pre-enroll:${hire}`);
    const [again] = await replayEvents(fake.client, config, { values });
    assert.equal(again?.outcome, 'duplicate');
  });

  it('of which only the plan is wanted does nothing', async () => {
    assert.deepEqual(await replayEvents(undefined, config, { values }), [
      { uuid: 'created', eventType: 'user.lifecycle.create', outcome: 'would-start' },
      { uuid: 'hint', eventType: 'user.session.start', outcome: 'would-signal' },
      ...leftOut,
    ]);
  });

  it('goes on where Temporal does not take one, and says why', async () => {
    fake.failing.set(`pre-enroll:${hire}`, grpc.unavailable);
    const other = oktaLogEvent({ uuid: 'b', target: [user('00uother0other0other')] });
    const replayed = await replayEvents(fake.client, config, { values: [oktaLogEvent(), other] });
    assert.deepEqual(
      replayed.map(({ outcome }) => outcome),
      ['failed', 'started'],
    );
    assert.match(replayed[0]?.reason ?? '', /^ServiceError/);
  });

  it('keeps to the filters, and takes the sign-ins that are left to the log', async () => {
    const { events } = config;
    const replayed = await replayEvents(
      undefined,
      {
        ...config,
        events: { ...events, signInHints: 'log', ignoreTypes: ['user.lifecycle.create'] },
      },
      { values: values.slice(0, 2) },
    );
    assert.deepEqual(
      replayed.map(({ outcome }) => outcome),
      ['would-signal', 'ignored'],
    );
  });

  it('starts the event cards, with what is stored of the delivery', async () => {
    const eventCards = [
      { workflowType: 'greet', taskQueue: 'theirs', payload: 'plain text with personal data' },
    ] as const;
    await replayEvents(
      fake.client,
      { ...config, eventCards: [...eventCards] },
      { values: [userMfaEvent()], envelope: { eventId: 'd-1' } },
    );
    const [start] = fake.starts;
    assert.equal(start?.workflowType?.name, 'greet');
    const [card] = FakeTemporal.argumentsOf(start) as [{ eventId: string }];
    assert.equal(card.eventId, 'd-1');
  });

  it('says nothing personal', async () => {
    const replayed = await replayEvents(undefined, config, { values });
    assert.doesNotMatch(JSON.stringify(replayed), /jane|@/i);
  });
});
