import { setTimeout as sleep } from 'node:timers/promises';
import type { Info } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import {
  AuditUnavailableError,
  type AuditEntry,
  type AuditStore,
  type AuditValue,
} from '../audit/audit-store.js';
import { collectEvidence, type Evidence } from '../audit/evidence.js';
import { attentionReasonOf } from '../contract/failures.js';
import { collectRequestIds } from '../okta/request-ids.js';
import { keyInRun, workflowIdOf } from './audit-key.js';
import {
  auditedEffects,
  describeEffect,
  evidenceIn,
  findDone,
  isRefusal,
  operatorActs,
} from './audited-effects.js';
import { classifyError } from './classify-error.js';

export interface RecorderOptions {
  store: AuditStore;
  /** For the keyed hashes of phone numbers; without it there are none. */
  hashKey: Uint8Array | undefined;
}

/**
 * How long an attempt that has done its work insists on writing that down, in milliseconds: if it gave up, its effect would be done again. Within the time
 * that activities have.
 */
const insistsForMs = 20_000;

/**
 * Records what changes something: the intent before it, and what came of it after it. While the intent cannot be written the effect is not performed, and Temporal
 * tries again. An attempt that will be repeated writes no outcome: the one that ends the activity does, with Okta's request ids of that attempt.
 *
 * What is done once for a workflow id, and was done by another run of it, is not performed: its recorded result is the answer.
 *
 * An entry's key is that of the activity within its run: all attempts are one; what a run that was reset does again is another.
 */
export function createEffectRecorder({
  store,
  hashKey,
}: RecorderOptions): ActivityInterceptorsFactory {
  return ({ info }) => ({
    inbound: {
      async execute(input, next) {
        const { activityType } = info;
        if (!Object.hasOwn(auditedEffects, activityType)) return next(input);
        const [told] = input.args;
        const about = { ...describeEffect(activityType, told), ...idsOf(info) };
        const key = keyInRun(info, info.activityId);
        const entry = (phase: 'intent' | 'outcome') => ({
          ...{ ...about, key: `${key}/${phase}`, phase, at: new Date() },
          action: activityType,
        });

        const before = await findDone(store, activityType, about);
        if (before !== undefined) return before;
        for (const act of operatorActs(told, workflowIdOf(info))) await store.append(act);
        await store.append({
          ...entry('intent'),
          ...withEvidence(evidenceIn(activityType, 'input', told)),
        });
        const evidence: Evidence = {};
        const done = await settle(() => collectEvidence(evidence, hashKey, () => next(input)));
        if ('error' in done) {
          const failure = classifyError(done.error, info.attempt);
          if (!(failure instanceof ApplicationFailure) || failure.nonRetryable !== true) {
            throw failure;
          }
          Object.assign(evidence, whyRefused(failure));
          await insist(store, {
            ...{ ...entry('outcome'), result: 'refused', oktaRequestIds: done.requestIds },
            ...withEvidence(evidence),
          });
          throw failure;
        }
        Object.assign(evidence, evidenceIn(activityType, 'result', done.result));
        await insist(store, {
          ...{ ...entry('outcome'), result: isRefusal(done.result) ? 'refused' : 'done' },
          oktaRequestIds: done.requestIds,
          ...withEvidence(evidence),
        });
        return done.result;
      },
    },
  });
}

type Settled = { requestIds: string[] } & ({ result: unknown } | { error: unknown });

/** With the ids of the requests, also of what failed. */
async function settle(work: () => Promise<unknown>): Promise<Settled> {
  const { result, requestIds } = await collectRequestIds(async () => {
    try {
      return { result: await work() };
    } catch (error) {
      return { error };
    }
  });
  return { ...result, requestIds };
}

async function insist(store: AuditStore, entry: AuditEntry): Promise<void> {
  const deadline = Date.now() + insistsForMs;
  for (let pause = 100; ; pause = Math.min(pause * 2, 2_000)) {
    try {
      await store.append(entry);
      return;
    } catch (error) {
      if (!(error instanceof AuditUnavailableError) || Date.now() + pause > deadline) throw error;
    }
    await sleep(pause);
  }
}

function whyRefused(failure: ApplicationFailure): Record<string, AuditValue> {
  const reason = attentionReasonOf(failure);
  return {
    ...(failure.type && { failure: failure.type }),
    ...(reason && { attention: reason }),
  };
}

function withEvidence(evidence: Evidence | undefined): { evidence?: Evidence } {
  return evidence === undefined || Object.keys(evidence).length === 0 ? {} : { evidence };
}

function idsOf(info: Info): { workflowId: string } {
  return { workflowId: workflowIdOf(info) };
}
