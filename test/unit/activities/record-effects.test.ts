import assert from 'node:assert/strict';
import { ApplicationFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { auditedEffects } from '../../../src/activities/audited-effects.js';
import { createErrorClassifier } from '../../../src/activities/classify-error.js';
import { effects } from '../../../src/activities/freeze-guard.js';
import { needsAttention } from '../../../src/activities/needs-attention.js';
import { createEffectRecorder } from '../../../src/activities/record-effects.js';
import { noteEvidence, notePhone } from '../../../src/audit/evidence.js';
import type { OperatorAct } from '../../../src/contract/operator.js';
import { noteRequestId } from '../../../src/okta/request-ids.js';
import {
  createFakeAuditStore,
  storeAway,
  type FakeAuditStore,
} from '../../support/fake-audit-store.js';
import { answerLost } from './activity-environment.js';

const userId = '00u000000000000hire1';
const hashKey = Buffer.alloc(32, 1);

interface Attempt {
  activityType?: string;
  input?: unknown;
  attempt?: number;
  activityId?: string;
  runId?: string;
  work?: () => unknown;
}

/** One attempt as a worker makes it, classified and recorded. */
function attempt(
  store: FakeAuditStore,
  {
    activityType = 'enrollSms',
    input = { userId },
    attempt: number = 1,
    activityId = '7',
    runId = 'run-1',
    work = () => ({ factorId: 'sms1', origin: 'enrolled' }),
  }: Attempt = {},
): Promise<unknown> {
  const workflowExecution = { workflowId: 'pre-enroll:1', runId };
  const environment = new MockActivityEnvironment(
    { activityType, attempt: number, activityId, workflowExecution },
    {
      logger: new DefaultLogger('ERROR'),
      interceptors: [
        ({ info }) => ({ inbound: createErrorClassifier(info.attempt) }),
        createEffectRecorder({ store, hashKey }),
      ],
    },
  );
  return environment.run((told: unknown) => Promise.resolve(told).then(work), input);
}

function told({ entries }: FakeAuditStore): string[] {
  return entries.map(({ action, phase, result }) => [action, phase, result].join(' ').trim());
}

describe('the recorder of effects', () => {
  let store: FakeAuditStore;
  beforeEach(() => {
    store = createFakeAuditStore();
  });

  it('knows every activity that a freeze holds back, and no other', () => {
    assert.deepEqual(Object.keys(auditedEffects).sort(), [...effects].sort());
  });

  it('writes the intent before the effect and the outcome after it, with what is known of it', async () => {
    let before: string[] = [];

    await attempt(store, {
      input: { userId, population: 'employees', eventUuid: 'event-1', phone: 'not evidence' },
      work() {
        before = told(store);
        notePhone('+12015550123');
        noteEvidence({ more: 1 });
        noteRequestId('request-1');
        return { factorId: 'sms1', origin: 'enrolled', secret: 'not evidence' };
      },
    });

    assert.deepEqual(before, ['enrollSms intent']);
    assert.deepEqual(told(store), ['enrollSms intent', 'enrollSms outcome done']);
    const [intent, outcome] = store.entries;
    const about = {
      ...{ stream: `user:${userId}`, userId, population: 'employees', eventUuid: 'event-1' },
      ...{ factor: 'sms:OKTA', action: 'enrollSms', workflowId: 'pre-enroll:1' },
      actor: { kind: 'preenroll' },
    };
    assert.deepEqual(
      { ...intent, at: 0 },
      { ...about, key: 'pre-enroll:1/run-1/7/intent', phase: 'intent', at: 0 },
    );
    const { phoneHash, ...evidence } = outcome?.evidence ?? {};
    assert.match(JSON.stringify(phoneHash), /^"[0-9a-f]{64}"$/);
    assert.deepEqual(
      { ...outcome, evidence, at: 0 },
      {
        ...{ ...about, key: 'pre-enroll:1/run-1/7/outcome', phase: 'outcome', result: 'done' },
        ...{ at: 0, oktaRequestIds: ['request-1'] },
        evidence: { phone: '+12···23', more: 1, factorId: 'sms1', origin: 'enrolled' },
      },
    );
    assert.doesNotMatch(JSON.stringify(store.entries), /2015550123|not evidence/);
  });

  it('does nothing while the store is away, and has it tried again', async () => {
    store.failAlways('append', storeAway);

    await assert.rejects(attempt(store, { work: () => assert.fail('it was done') }), (error) => {
      assert(error instanceof ApplicationFailure);
      assert.equal(error.type, 'AuditUnavailable');
      assert.equal(error.nonRetryable, false);
      return true;
    });
  });

  it('insists on the outcome of what is done, rather than have it done again', async () => {
    await attempt(store, {
      work() {
        store.failNext('append', storeAway);
        store.failNext('append', storeAway);
      },
    });

    assert.deepEqual(told(store), ['enrollSms intent', 'enrollSms outcome done']);
  });

  it('calls it a refusal where the result says that nothing came of it', async () => {
    await attempt(store, {
      activityType: 'activateFactor',
      work: () => ({ codeRefused: 'wrong-code', errorCode: 'E0000068' }),
    });

    assert.deepEqual(told(store), ['activateFactor intent', 'activateFactor outcome refused']);
    assert.deepEqual(evidenceOf(store, 1), { codeRefused: 'wrong-code' });
  });

  it('writes one intent and one outcome for all attempts of an activity', async () => {
    const lost = attempt(store, {
      work() {
        throw answerLost;
      },
    });
    await assert.rejects(lost, { type: 'OktaUnavailable' });
    assert.deepEqual(told(store), ['enrollSms intent']);

    await attempt(store, { attempt: 2 });
    // Its result did not reach Temporal.
    await attempt(store, { attempt: 3 });

    assert.deepEqual(told(store), ['enrollSms intent', 'enrollSms outcome done']);
  });

  it('writes anew what a run that was reset, or another step, does again', async () => {
    await attempt(store);
    await attempt(store, { runId: 'run-2' });
    await attempt(store, { activityId: '8' });

    assert.equal(store.entries.length, 6);
  });

  it('writes down why something will not be done', async () => {
    const refused = attempt(store, {
      work() {
        notePhone('+12015550123');
        throw needsAttention('phone-shared');
      },
    });

    await assert.rejects(refused, { type: 'NeedsAttention' });
    assert.deepEqual(told(store), ['enrollSms intent', 'enrollSms outcome refused']);
    const { phone, failure, attention } = store.entries[1]?.evidence ?? {};
    assert.deepEqual(
      { phone, failure, attention },
      {
        ...{ phone: '+12···23', failure: 'NeedsAttention', attention: 'phone-shared' },
      },
    );
  });

  it('names the operator who wanted it, and records each of their acts once', async () => {
    const acts: OperatorAct[] = [
      {
        ...{ act: 'resume', operator: 'ann', reason: 'twins', at: '2026-11-27T08:00:00.000Z' },
        accepted: 'phone-shared',
      },
    ];
    const input = { userId, acts, operator: 'bob', reason: 'withdrawn', group: 'B' };

    await attempt(store, { activityType: 'removeFromGroup', input, work: () => undefined });
    await attempt(store, {
      activityType: 'activateUser',
      input: { userId, acts },
      activityId: '8',
    });

    assert.deepEqual(
      store.entries.map(({ action, phase, actor, reason, evidence }) => ({
        ...{ what: `${action} ${phase}`, by: actor.id ?? actor.kind },
        ...{ reason, evidence },
      })),
      [
        { what: 'resume fact', by: 'ann', reason: 'twins', evidence: { accepted: 'phone-shared' } },
        {
          ...{ what: 'removeFromGroup intent', by: 'bob' },
          ...{ reason: 'withdrawn', evidence: { group: 'B' } },
        },
        {
          ...{ what: 'removeFromGroup outcome', by: 'bob' },
          ...{ reason: 'withdrawn', evidence: undefined },
        },
        ...['intent', 'outcome'].map((phase) => ({
          ...{ what: `activateUser ${phase}`, by: 'preenroll' },
          ...{
            reason: undefined,
            evidence: phase === 'outcome' ? evidenceOf(store, 4) : undefined,
          },
        })),
      ],
    );
  });

  it('leaves out an address or a number that somebody gave as a name or a reason', async () => {
    const input = {
      userId,
      group: 'B',
      operator: 'ann@example.com',
      reason: 'rang +1 201 555 0123',
    };

    await attempt(store, { activityType: 'addToGroup', input, work: () => undefined });

    assert.deepEqual(store.entries[0]?.actor, { kind: 'operator' });
    assert.doesNotMatch(JSON.stringify(store.entries), /@|0123/);
  });

  it('records nothing of an activity that changes nothing', async () => {
    store.failAlways('append', storeAway);

    assert.equal(await attempt(store, { activityType: 'readHire', work: () => 'read' }), 'read');
  });

  it('does not do again what a run that was lost has done, where it is done once for a workflow id', async () => {
    let asked = 0;
    const ask = (runId: string) =>
      attempt(store, {
        ...{ activityType: 'askThePerson', input: { userId, reactionId: 'reaction:1' }, runId },
        work: () => ({ outcome: 'sent', attempt: (asked += 1) }),
      });

    assert.deepEqual(await ask('run-1'), { outcome: 'sent', attempt: 1 });
    assert.deepEqual(await ask('run-2'), { outcome: 'sent' });

    assert.equal(asked, 1);
    assert.equal(store.entries.length, 2);
  });
});

function evidenceOf({ entries }: FakeAuditStore, at: number) {
  return entries[at]?.evidence;
}
