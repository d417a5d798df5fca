import { HandlerUnfinishedPolicy } from '@temporalio/common';
import {
  ApplicationFailure,
  CancellationScope,
  condition,
  log,
  setHandler,
} from '@temporalio/workflow';
import type { PendingFactorReference } from '../activities/factors.js';
import {
  cancelFactorSignal,
  cancelFactorUpdate,
  factorRefusals,
  resendCodeSignal,
  resendCodeUpdate,
  submitPassCodeUpdate,
  type EnrollAndActivateFactorResult,
  type FactorRefusal,
  type FactorRefusalDetails,
  type PassCode,
} from '../contract/enroll-and-activate-factor.js';
import { readPassCode } from '../contract/factor-input.js';
import { readRequest } from '../contract/operator-request.js';
import type { FactorKind } from '../contract/factor-kinds.js';
import { attentionTo } from '../contract/attention.js';
import { failureType } from '../contract/failures.js';
import { factors } from './activities.js';
import {
  attemptsLeft,
  attemptsRenewedAt,
  decideAttempt,
  decideResend,
  mostAttempts,
  windowMs,
} from './decide-factor-attempt.js';
import { toUnactivated, type FactorRecord } from './factor-record.js';
import { attentionReasonOf } from './until-repaired.js';

type Decide = typeof decideAttempt;
type Refused = { refusal: FactorRefusal } & FactorRefusalDetails;

/** Where codes come in, and the wishes for another one and for the end. */
export interface FactorDesk {
  /** How it ends, once a code or Okta's answer to it has decided it. */
  result: EnrollAndActivateFactorResult | undefined;
  isCancelled: boolean;
  /** Tries a code that nobody waits for an answer about: a refusal is in the status alone. */
  tryCode(passCode: PassCode): Promise<void>;
  /** Waits for what is being asked of Okta. */
  settle(): Promise<void>;
}

/**
 * Takes codes by an update, which answers when Okta has, and the wishes for another code and for the end, as updates and as signals of the same
 * names. What is asked of Okta is asked one after the other. Call it before the first `await`.
 *
 * @param reference the pending factor; undefined while there is none
 * @param interrupt stops the procedure where it stands
 */
export function openFactorDesk(
  record: FactorRecord,
  kind: FactorKind | undefined,
  reference: () => PendingFactorReference | undefined,
  interrupt: () => void,
): FactorDesk {
  const { status, tries } = record;
  let queue: Promise<unknown> = Promise.resolve();
  let queued = 0;

  /**
   * One after the other, each to its end: what Okta was asked must be known, whatever happens to the run meanwhile.
   *
   * @param act is told whether it had to wait for others
   */
  async function inTurn(act: (hasWaited: boolean) => Promise<void>): Promise<void> {
    const hasWaited = queued > 0;
    queued += 1;
    const turn = queue.then(() => CancellationScope.nonCancellable(() => act(hasWaited)));
    queue = turn.catch(() => undefined);
    try {
      await turn;
    } finally {
      queued -= 1;
    }
  }

  function whyNot(decide: Decide | undefined): Refused | undefined {
    const isWaiting = status.stage === 'awaiting-code' || status.stage === 'awaiting-approval';
    const { result, isCancelled } = desk;
    if (kind === undefined || !isWaiting || result !== undefined || isCancelled) {
      return { refusal: 'not-waiting' };
    }
    return decide?.(kind, tries, Date.now());
  }

  function refuse(refused: Refused, words?: string): never {
    record.refused(refused.refusal);
    throw refusal(refused, words);
  }

  async function submit(passCode: PassCode, decide: Decide | undefined): Promise<void> {
    const factor = pending(decide);
    const answer = await explained(() => factors.activateFactor({ ...factor, passCode }));
    if ('factorId' in answer) {
      const { factorId, activatedStatus } = answer;
      delete status.lastRefusal;
      desk.result = {
        ...{ outcome: 'activated', at: new Date().toISOString() },
        ...{ factorId, activatedStatus },
      };
      return;
    }
    if ('refused' in answer) {
      desk.result = toUnactivated(answer.refused);
      refuse({ refusal: 'not-waiting' });
    }
    const { codeRefused, errorCode } = answer;
    if (codeRefused === 'too-many-attempts') record.blocked(Date.now() + windowMs);
    else if (errorCode !== undefined) record.tried();
    if (tries.attempts.length >= mostAttempts) desk.result = toUnactivated('too-many-codes');
    refuse(withAttempts(codeRefused, errorCode));
  }

  async function resend(decide: Decide | undefined): Promise<void> {
    const factor = pending(decide);
    const answer = await explained(() => factors.resendFactorCode(factor));
    if ('sent' in answer) {
      record.resent();
      return;
    }
    if ('refused' in answer) {
      desk.result = toUnactivated(answer.refused);
      refuse({ refusal: 'not-waiting' });
    }
    const { tooSoon: errorCode } = answer;
    refuse({ refusal: 'too-soon', errorCode });
  }

  /**
   * @param decide undefined where the validator has just decided. In a replay, what follows refused updates may be told an
   * earlier time than it was: the time must not decide twice.
   */
  function pending(decide: Decide | undefined): PendingFactorReference {
    const refused = whyNot(decide);
    if (refused) refuse(refused);
    return reference() ?? refuse({ refusal: 'not-waiting' });
  }

  function withAttempts(codeRefused: FactorRefusal, errorCode: string | undefined): Refused {
    const now = Date.now();
    const left = attemptsLeft(tries, now);
    const renewedAt = left === 0 ? attemptsRenewedAt(tries, now) : undefined;
    return {
      ...{ refusal: codeRefused, attemptsLeft: left },
      ...(errorCode !== undefined && { errorCode }),
      ...(renewedAt !== undefined && { againAt: new Date(renewedAt).toISOString() }),
    };
  }

  /** Where only a person can repair what is wrong, whoever asks is told so, and the run goes on waiting. */
  async function explained<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      const reason = attentionReasonOf(error);
      if (reason === undefined) throw error;
      const { explanation, whoCanFix } = attentionTo(reason);
      return refuse(
        { refusal: 'needs-attention' },
        `${explanation} Ask ${whoCanFix}, and send it again when it is repaired.`,
      );
    }
  }

  function cancel(given: unknown): void {
    const read = readRequest(given);
    if ('refused' in read) refuse({ refusal: read.refused });
    if (desk.isCancelled || status.stage === 'ended') return;
    log.info('The enrollment of a factor is cancelled');
    status.cancelledBy = read.request;
    desk.isCancelled = true;
    interrupt();
  }

  setHandler(
    submitPassCodeUpdate,
    async ({ passCode }) => {
      const read = readPassCode(passCode) ?? refuse({ refusal: 'code-malformed' });
      await inTurn((hasWaited) => submit(read, hasWaited ? decideAttempt : undefined));
      // The answer to the right code is the result.
      await condition(() => status.stage === 'ended');
      return status;
    },
    {
      // What is refused here is not written into the history.
      validator: (given) => {
        const { passCode } = (given as Partial<typeof given> | null | undefined) ?? {};
        if (readPassCode(passCode) === undefined) throw refusal({ refusal: 'code-malformed' });
        const refused = whyNot(decideAttempt);
        if (refused) throw refusal(refused);
      },
    },
  );

  setHandler(
    resendCodeUpdate,
    async () => {
      await inTurn((hasWaited) => resend(hasWaited ? decideResend : undefined));
      return status;
    },
    {
      validator: () => {
        const refused = whyNot(decideResend);
        if (refused) throw refusal(refused);
      },
    },
  );
  setHandler(resendCodeSignal, () => silently(() => inTurn(() => resend(decideResend))));

  setHandler(
    cancelFactorUpdate,
    async (given) => {
      cancel(given);
      await condition(() => status.stage === 'ended');
      return status;
    },
    {
      validator: (given) => {
        const read = readRequest(given);
        if ('refused' in read) throw refusal({ refusal: read.refused });
      },
      unfinishedPolicy: HandlerUnfinishedPolicy.ABANDON,
    },
  );
  setHandler(cancelFactorSignal, (given) =>
    silently(() => {
      cancel(given);
    }),
  );

  /** For those who wait for no answer: a refusal is in the status. */
  async function silently(act: () => Promise<void> | void): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof ApplicationFailure) || error.type !== failureType.refused) throw error;
      log.warn('A code, or another wish, is refused');
    }
  }

  const desk: FactorDesk = {
    result: undefined,
    isCancelled: false,
    tryCode: (passCode) => silently(() => inTurn(() => submit(passCode, decideAttempt))),
    async settle() {
      await queue;
    },
  };
  return desk;
}

function refusal(refused: Refused, words?: string): ApplicationFailure {
  const { refusal: code, ...details } = refused;
  const { errorCode, attemptsLeft: left, againAt } = details;
  return ApplicationFailure.create({
    type: failureType.refused,
    message: [
      words ?? factorRefusals[code],
      errorCode !== undefined && `(${errorCode})`,
      left !== undefined && `${left} of five attempts are left.`,
      againAt !== undefined && `Possible again at ${againAt}.`,
    ]
      .filter(Boolean)
      .join(' '),
    nonRetryable: true,
    details: [code, details],
  });
}
