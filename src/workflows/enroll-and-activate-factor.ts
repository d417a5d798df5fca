import {
  ActivityFailure,
  allHandlersFinished,
  ApplicationFailure,
  CancelledFailure,
  CancellationScope,
  condition,
  isCancellation,
  setHandler,
} from '@temporalio/workflow';
import { attentionTo } from '../contract/attention.js';
import {
  factorInputRefusals,
  type EnrollAndActivateFactorInput,
  type EnrollAndActivateFactorResult,
  type FactorInputRefusal,
} from '../contract/enroll-and-activate-factor.js';
import { readFactorInput } from '../contract/factor-input.js';
import { factorKindOf } from '../contract/factor-kinds.js';
import { failureType } from '../contract/failures.js';
import { lookAgainSignal } from '../contract/pre-enroll-user.js';
import type { FactorReference } from '../activities/factors.js';
import { factors } from './activities.js';
import { openFactorDesk } from './factor-desk.js';
import { openFactorRecord, toUnactivated } from './factor-record.js';
import { shortlyBefore } from './shortly-before.js';
import { attentionReasonOf } from './until-repaired.js';

/**
 * Enrolls a factor for a user and activates it with the code that the person has, or by the person's approval in the app. It waits for the code
 * as long as it may, and unenrolls what is pending when it ends without. Whatever Okta refuses is a result; only a start that cannot be understood, or that
 * brings a credential, fails.
 */
export async function enrollAndActivateFactor(
  given: EnrollAndActivateFactorInput,
): Promise<EnrollAndActivateFactorResult> {
  const read = readFactorInput(given);
  if ('refused' in read) throw inputRefusal(read.refused);
  const { userId, factorType, provider, passCode, phone, expiresAfterMs, ...by } = read.input;
  const kind = factorKindOf(factorType, provider);
  const record = openFactorRecord(read.input, kind);
  const factor: FactorReference = {
    ...{ userId, factorType, provider, since: shortlyBefore() },
    ...by,
  };
  const procedure = new CancellationScope({ cancellable: true, timeout: expiresAfterMs });
  const desk = openFactorDesk(record, kind, pending, () => {
    procedure.cancel();
  });
  let looks = 0;
  setHandler(lookAgainSignal, () => {
    looks += 1;
  });

  function pending() {
    const { factorId } = record.status;
    return factorId === undefined ? undefined : { ...factor, factorId };
  }

  async function perform(): Promise<EnrollAndActivateFactorResult> {
    if (kind === undefined) return toUnactivated('unsupported-factor');
    const enrolled = await untilRepaired(() =>
      factors.enrollFactor({
        ...{ ...factor, hasCode: passCode !== undefined },
        ...(phone && { phone }),
      }),
    );
    if ('refused' in enrolled) return toUnactivated(enrolled.refused);
    const { factorId, population } = enrolled;
    if (population !== undefined) factor.population = population;
    record.enrolled(enrolled);
    if (kind.activatedBy === 'approval') return awaitApproval(factorId);

    record.enter('awaiting-code', 'the code that the person has');
    if (passCode !== undefined) await desk.tryCode(passCode);
    await condition(() => desk.result !== undefined);
    return desk.result ?? toUnactivated('cancelled');
  }

  async function awaitApproval(factorId: string): Promise<EnrollAndActivateFactorResult> {
    record.enter('awaiting-approval', 'the person to accept it in the app');
    const answer = await untilRepaired(() => factors.awaitPush({ ...factor, factorId }));
    if ('refused' in answer) return cleanUp(toUnactivated(answer.refused));
    return { outcome: 'activated', at: new Date().toISOString(), ...withoutMore(answer) };
  }

  /** Unenrolls what is pending. What is under way with Okta may still activate it: that is how it ends then. */
  async function cleanUp(
    result: EnrollAndActivateFactorResult,
  ): Promise<EnrollAndActivateFactorResult> {
    await desk.settle();
    if (desk.result?.outcome === 'activated') return desk.result;
    if (kind === undefined || result.outcome === 'activated') return result;
    record.enter('cleaning-up', 'Okta to unenroll what is pending');
    const { left } = await untilRepaired(() =>
      factors.unenrollPendingFactor({ ...factor, ...pending(), ...record.status.cancelledBy }),
    );
    return left > 0 ? { ...result, leftPending: true } : result;
  }

  /** Parks while only a person can repair what is wrong, and looks again after the reason's own time, or when it is told to. */
  async function untilRepaired<T>(step: () => Promise<T>): Promise<T> {
    for (;;) {
      const seen = looks;
      try {
        return await step();
      } catch (error) {
        const reason = attentionReasonOf(error);
        if (reason === undefined) throw asCancelled(error);
        const resume = record.park(reason);
        await condition(() => looks > seen, attentionTo(reason).lookAgainAfter);
        resume();
      }
    }
  }

  async function end(result: EnrollAndActivateFactorResult) {
    const ended = record.end(result);
    await condition(allHandlersFinished);
    return ended;
  }

  try {
    const result = await procedure.run(perform);
    return await end(result.outcome === 'too-many-codes' ? await cleanUp(result) : result);
  } catch (error) {
    if (!isCancellation(error)) throw error;
    const isFromOutside = CancellationScope.current().consideredCancelled && !desk.isCancelled;
    return await CancellationScope.nonCancellable(async () => {
      const isExpired = !desk.isCancelled && !isFromOutside;
      const result = await cleanUp(toUnactivated(isExpired ? 'expired' : 'cancelled'));
      const ended = await end(result);
      // Whoever cancels a run from outside sees it cancelled, unless a code came first.
      if (isFromOutside && ended.outcome === 'cancelled') throw error;
      return ended;
    });
  }
}

/**
 * What was asked of Okta is waited for, also when it is cancelled. An attempt that fails meanwhile is not tried again, and ends with its own failure, by which the
 * run would fail.
 */
function asCancelled(error: unknown): unknown {
  const isGivenUp = error instanceof ActivityFailure && error.retryState === 'CANCEL_REQUESTED';
  return isGivenUp && !isCancellation(error)
    ? new CancelledFailure('It was cancelled, and the last attempt failed')
    : error;
}

/** Without what the worker adds to it. */
function withoutMore({ factorId, activatedStatus }: { factorId: string; activatedStatus: string }) {
  return { factorId, activatedStatus };
}

function inputRefusal(refused: FactorInputRefusal): ApplicationFailure {
  return ApplicationFailure.create({
    type: failureType.refused,
    message: factorInputRefusals[refused],
    nonRetryable: true,
    details: [refused],
  });
}
