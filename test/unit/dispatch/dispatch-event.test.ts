import assert from 'node:assert/strict';
import { ServiceError } from '@temporalio/client';
import type { OktaEvent } from '../../../src/contract/okta-event.js';
import { dispatchEvent } from '../../../src/dispatch/dispatch-event.js';
import type { Door } from '../../../src/dispatch/door.js';
import { createSignalAllowance } from '../../../src/dispatch/signal-allowance.js';
import { FakeTemporal, grpc } from './fake-temporal.js';
import { hire } from './okta-log-event.js';

function event(eventType: string, changes: Partial<OktaEvent> = {}): OktaEvent {
  return {
    uuid: `uuid-of-${eventType}`,
    eventType,
    published: '2025-07-21T14:48:27.435Z',
    userId: hire,
    outcome: 'SUCCESS',
    ...changes,
  };
}

const created = event('user.lifecycle.create');

describe('dispatchEvent', () => {
  let fake: FakeTemporal;
  beforeEach(() => {
    fake = new FakeTemporal();
  });

  describe('user.lifecycle.create', () => {
    it('starts preEnrollUser', async () => {
      assert.equal(await dispatchEvent(fake.door, created), 'started');

      const [start] = fake.starts;
      assert.equal(start?.workflowType?.name, 'preEnrollUser');
      assert.equal(start.workflowId, `pre-enroll:${hire}`);
      assert.equal(start.taskQueue?.name, 'preenroll');
      assert.deepEqual(FakeTemporal.argumentsOf(start), [{ userId: hire, event: created }]);
    });

    it('makes the run findable from its first moment', async () => {
      const before = new Date().toISOString();
      await dispatchEvent(fake.door, created);

      const fields = fake.starts[0]?.searchAttributes?.indexedFields ?? {};
      const value = (name: string) =>
        JSON.parse(Buffer.from(fields[name]?.data ?? []).toString()) as string;
      assert.equal(value('OktaUserId'), hire);
      assert.equal(value('EnrollmentStage'), 'preparing');
      assert(value('StageSince') >= before && value('StageSince') <= new Date().toISOString());
    });

    it('is a duplicate, and no error, when the user has a run', async () => {
      await dispatchEvent(fake.door, created);
      assert.equal(await dispatchEvent(fake.door, created), 'duplicate');
      assert.equal(fake.starts.length, 1);
    });

    it('is a duplicate when it comes after the run has ended', async () => {
      await dispatchEvent(fake.door, created);
      fake.end(`pre-enroll:${hire}`);
      assert.equal(await dispatchEvent(fake.door, created), 'duplicate');
      assert.equal(fake.starts.length, 1);
    });
  });

  describe('events that hint at an activation', () => {
    for (const eventType of [
      'user.lifecycle.activate',
      'user.authentication.auth_via_mfa',
      'user.account.update_password',
      'user.session.start',
    ]) {
      it(`${eventType} signals activated to the user's run`, async () => {
        await dispatchEvent(fake.door, created);
        const hint = event(eventType, { method: 'SMS' });
        assert.equal(await dispatchEvent(fake.door, hint), 'signaled');

        const [signal] = fake.signals;
        assert.equal(signal?.workflowExecution?.workflowId, `pre-enroll:${hire}`);
        assert.equal(signal.signalName, 'activated');
        assert.deepEqual(FakeTemporal.argumentsOf(signal), [
          {
            source: 'okta-event',
            eventId: hint.uuid,
            eventType,
            published: hint.published,
            outcome: 'SUCCESS',
            method: 'SMS',
          },
        ]);
      });
    }
  });

  for (const [eventType, name] of [
    ['user.account.update_profile', 'profileChanged'],
    ['user.lifecycle.deactivate', 'userRemoved'],
    ['user.lifecycle.delete.initiated', 'userRemoved'],
  ] as const) {
    it(`${eventType} signals ${name}`, async () => {
      await dispatchEvent(fake.door, created);
      const news = event(eventType);
      assert.equal(await dispatchEvent(fake.door, news), 'signaled');
      assert.equal(fake.signals[0]?.signalName, name);
      assert.deepEqual(FakeTemporal.argumentsOf(fake.signals[0]), [news]);
    });
  }

  describe('user.mfa.factor.activate', () => {
    const windowMs = 600_000;
    const twin = (method: string, changes: Partial<OktaEvent> = {}) =>
      event('user.mfa.factor.activate', {
        ...{ uuid: `uuid-of-${method}`, method, factorFamily: 'phone' },
        ...{ actor: { id: hire, type: 'User' }, ...changes },
      });
    const id = `reaction:${hire}:phone:${hire}:20250721T144000Z`;
    let door: Door;
    beforeEach(() => {
      door = { ...fake.door, reactions: { windowMs, patienceMs: 1 } };
    });

    it('is ignored where the configuration has no reactions', async () => {
      assert.equal(await dispatchEvent(fake.door, twin('SMS')), 'ignored');
      assert.deepEqual(fake.starts, []);
    });

    it('starts the run of the act, findable by the user', async () => {
      assert.equal(await dispatchEvent(door, twin('SMS')), 'started');

      const [start] = fake.starts;
      assert.equal(start?.workflowType?.name, 'reactToFactorActivation');
      assert.equal(start.workflowId, id);
      const input = [{ reactionId: id, event: twin('SMS'), windowMs, patienceMs: 1 }];
      assert.deepEqual(FakeTemporal.argumentsOf(start), input);
      const attribute = start.searchAttributes?.indexedFields?.['OktaUserId']?.data;
      assert.equal(Buffer.from(attribute ?? []).toString(), JSON.stringify(hire));
    });

    it('joins the run of the same act: the twin of a phone, a repeat, a second try within the window', async () => {
      await dispatchEvent(door, twin('SMS'));
      for (const joining of [
        twin('VOICE'),
        twin('SMS'),
        twin('SMS', { published: '2025-07-21T14:49:59.999Z' }),
      ]) {
        assert.equal(await dispatchEvent(door, joining), 'signaled');
      }
      assert.equal(fake.starts.length, 1);
      assert.deepEqual(
        fake.signals.map(({ signalName }) => signalName),
        ['factorActivated', 'factorActivated', 'factorActivated'],
      );
      assert.deepEqual(FakeTemporal.argumentsOf(fake.signals[0] ?? {}), [twin('VOICE')]);
    });

    for (const [what, changes] of Object.entries({
      'the next window': { published: '2025-07-21T14:50:00.000Z' },
      'somebody else': { actor: { id: '00uadm1nadm1nadm1n00', type: 'User' } },
      'another kind of factor': { factorFamily: 'okta-verify' },
      'another user': { userId: '00uanotherhire000000' },
    })) {
      it(`is another act: ${what}`, async () => {
        await dispatchEvent(door, twin('SMS'));
        assert.equal(await dispatchEvent(door, twin('SMS', changes)), 'started');
      });
    }

    it('is a duplicate when the run of the act has ended', async () => {
      await dispatchEvent(door, twin('SMS'));
      fake.end(id);
      assert.equal(await dispatchEvent(door, twin('SMS')), 'duplicate');
    });

    it('is noise where the run has been told too much, or can be told nothing more: it looks by itself', async () => {
      const narrow = { ...door, allowance: createSignalAllowance({ perHour: 1 }) };
      await dispatchEvent(narrow, twin('SMS'));
      await dispatchEvent(narrow, twin('VOICE'));
      assert.equal(await dispatchEvent(narrow, twin('VOICE')), 'noise');
      fake.closedToSignals.add(id);
      assert.equal(await dispatchEvent(door, twin('VOICE')), 'noise');
    });

    it('rejects when Temporal does not take it: nothing is durable', async () => {
      fake.failing.set(id, grpc.unavailable);
      await assert.rejects(dispatchEvent(door, twin('SMS')), ServiceError);
    });
  });

  it('has nobody to signal for a user without a run, who are most users', async () => {
    assert.equal(await dispatchEvent(fake.door, event('user.session.start')), 'no-run');
  });

  it('has nobody to signal where the run has ended', async () => {
    await dispatchEvent(fake.door, created);
    fake.end(`pre-enroll:${hire}`);
    assert.equal(await dispatchEvent(fake.door, event('user.session.start')), 'no-run');
  });

  it('is noise where the run has had all the signals that Temporal allows: it looks by itself', async () => {
    await dispatchEvent(fake.door, created);
    fake.closedToSignals.add(`pre-enroll:${hire}`);
    assert.equal(await dispatchEvent(fake.door, event('user.session.start')), 'noise');
  });

  describe('above the allowance', () => {
    const signIn = event('user.session.start');
    const verified = event('user.authentication.auth_via_mfa', { method: 'SMS' });
    let door: Door;
    beforeEach(async () => {
      door = { client: fake.client, allowance: createSignalAllowance({ perHour: 2 }) };
      await dispatchEvent(door, created);
      for (let time = 1; time <= 3; time += 1) await dispatchEvent(door, signIn);
    });

    it('is noise, and Temporal is not asked', async () => {
      assert.equal(await dispatchEvent(door, signIn), 'noise');
      assert.equal(fake.signals.length, 2);
    });

    it('is not noise what the run is told by another signal', async () => {
      assert.equal(await dispatchEvent(door, event('user.account.update_profile')), 'signaled');
      assert.equal(await dispatchEvent(door, event('user.lifecycle.deactivate')), 'signaled');
    });

    it('is not noise that the phone was verified', async () => {
      assert.equal(await dispatchEvent(door, verified), 'signaled');
    });

    it('is not noise what comes after hints that reached no run', async () => {
      const userId = '00uanotherhire000000';
      const run = `pre-enroll:${userId}`;
      for (let hint = 0; hint < 3; hint += 1) await dispatchEvent(door, { ...signIn, userId });
      await dispatchEvent(door, { ...created, userId });
      fake.failing.set(run, grpc.unavailable);
      for (let hint = 0; hint < 3; hint += 1) {
        await assert.rejects(dispatchEvent(door, { ...signIn, userId }));
      }
      fake.failing.clear();
      assert.equal(await dispatchEvent(door, { ...signIn, userId }), 'signaled');
    });

    it('is not noise what another run is told', async () => {
      const userId = '00uanotherhire000000';
      await dispatchEvent(door, { ...created, userId });
      assert.equal(await dispatchEvent(door, { ...signIn, userId }), 'signaled');
    });
  });

  it('ignores types that it does not know', async () => {
    assert.equal(await dispatchEvent(fake.door, event('user.mfa.factor.deactivate')), 'ignored');
    assert.equal(await dispatchEvent(fake.door, event('constructor')), 'ignored');
  });

  it('ignores what did not succeed', async () => {
    for (const outcome of ['FAILURE', 'UNKNOWN', 'ALLOW']) {
      assert.equal(
        await dispatchEvent(fake.door, event('user.lifecycle.create', { outcome })),
        'ignored',
      );
    }
    assert.deepEqual(fake.starts, []);
  });

  for (const [name, code] of Object.entries(grpc).slice(2)) {
    it(`rejects when Temporal answers ${name}: nothing is durable`, async () => {
      fake.failing.set(`pre-enroll:${hire}`, code);
      for (const eventType of ['user.lifecycle.create', 'user.session.start']) {
        await assert.rejects(dispatchEvent(fake.door, event(eventType)), ServiceError);
      }
    });
  }
});
