import { setCurrentDetails, setHandler, upsertSearchAttributes } from '@temporalio/workflow';
import type { AttentionReason } from '../contract/attention.js';
import { attentionTo } from '../contract/attention.js';
import {
  factorActivationQuery,
  factorStatusQuery,
  unactivated,
  type EnrollAndActivateFactorResult,
  type FactorRefusal,
  type FactorStage,
  type FactorStatus,
  type Unactivated,
} from '../contract/enroll-and-activate-factor.js';
import type { FactorInput } from '../contract/factor-input.js';
import type { FactorKind } from '../contract/factor-kinds.js';
import { attentionReason, oktaUserId } from '../contract/search-attributes.js';
import {
  attemptsLeft,
  attemptsRenewedAt,
  codeExpiry,
  resendPossibleAt,
  type FactorTries,
} from './decide-factor-attempt.js';
import { describeFactor } from './describe-factor.js';

/** Where a factor's run stands, told in three places at once: the queries, the search attributes, and the Temporal UI. */
export interface FactorRecord {
  readonly status: FactorStatus;
  readonly tries: Readonly<FactorTries>;
  /** @param waitingFor in plain words, without personal data */
  enter(stage: FactorStage, waitingFor: string): void;
  /** Notes the pending factor, and that its code has gone out, where codes are sent. */
  enrolled(factor: { factorId: string; activation?: { encrypted: string } }): void;
  /** Another code has gone out. */
  resent(): void;
  /** Okta has looked at a code. */
  tried(): void;
  /** Okta itself says that it takes no code for the time of the window. */
  blocked(until: number): void;
  refused(refusal: FactorRefusal): void;
  /** Parks under a reason. Returns what ends it, and goes back to the stage before. */
  park(reason: AttentionReason): () => void;
  /** The end, which is told to all who ask from now on. */
  end(result: EnrollAndActivateFactorResult): EnrollAndActivateFactorResult;
}

export function openFactorRecord(input: FactorInput, kind: FactorKind | undefined): FactorRecord {
  const { userId, factorType, provider, expiresAfterMs } = input;
  const tries: FactorTries & { attempts: number[]; resends: number[] } = {
    ...{ attempts: [], resends: [] },
  };
  let activation: { encrypted: string } | undefined;
  const status: FactorStatus = {
    ...{ userId, factor: `${factorType}:${provider}`, stage: 'enrolling', since: now() },
    waitingFor: 'Okta to enroll the factor',
    expiresAt: toIso(Date.now() + expiresAfterMs),
  };
  setHandler(factorStatusQuery, () => status);
  setHandler(factorActivationQuery, () => (status.stage === 'ended' ? null : (activation ?? null)));
  upsertSearchAttributes([{ key: oktaUserId, value: userId }]);
  setCurrentDetails(describeFactor(status));

  function change(to: Pick<FactorStatus, 'stage' | 'waitingFor' | 'attention'>): void {
    delete status.attention;
    Object.assign(status, { since: now() }, to);
    setCurrentDetails(describeFactor(status));
  }

  /** What follows from what was asked of Okta so far. */
  function count(): void {
    if (kind?.activatedBy !== 'code') return;
    const at = Date.now();
    status.attemptsLeft = attemptsLeft(tries, at);
    delete status.attemptsRenewedAt;
    Object.assign(
      status,
      told('attemptsRenewedAt', attemptsRenewedAt(tries, at)),
      told('codeSentAt', tries.sentAt),
      told('codeExpiresAt', codeExpiry(kind, tries)),
      told('resendPossibleAt', resendPossibleAt(kind, tries)),
    );
    setCurrentDetails(describeFactor(status));
  }

  return {
    status,
    tries,
    enter(stage, waitingFor) {
      change({ stage, waitingFor });
    },
    enrolled(factor) {
      status.factorId = factor.factorId;
      ({ activation } = factor);
      if (kind?.sentTo !== undefined) tries.sentAt = Date.now();
      count();
    },
    resent() {
      tries.sentAt = Date.now();
      tries.resends.push(tries.sentAt);
      count();
    },
    tried() {
      tries.attempts.push(Date.now());
      delete status.lastRefusal;
      count();
    },
    blocked(until) {
      tries.blockedUntil = until;
      count();
    },
    refused(refusal) {
      status.lastRefusal = { refusal, at: now() };
      setCurrentDetails(describeFactor(status));
    },
    park(reason) {
      const { stage, waitingFor } = status;
      const { explanation, whoCanFix } = attentionTo(reason);
      change({
        stage: 'needs-attention',
        waitingFor: `${whoCanFix} to repair what is wrong`,
        attention: { reason, explanation, whoCanFix },
      });
      upsertSearchAttributes([{ key: attentionReason, value: reason }]);
      return () => {
        change({ stage, waitingFor });
        upsertSearchAttributes([{ key: attentionReason, value: null }]);
      };
    },
    end(result) {
      status.result = result;
      if (result.outcome === 'activated') status.factorId = result.factorId;
      change({ stage: 'ended', waitingFor: `nothing: ${result.outcome}` });
      return result;
    },
  };
}

/** How a run ends without an active factor. */
export function toUnactivated(
  outcome: Unactivated,
  more: { leftPending?: true } = {},
): EnrollAndActivateFactorResult {
  return { outcome, at: now(), explanation: unactivated[outcome], ...more };
}

/** A time of the status, where there is one. */
function told(name: keyof FactorStatus, time: number | undefined): Partial<FactorStatus> {
  return time === undefined ? {} : { [name]: toIso(time) };
}

function now(): string {
  return new Date().toISOString();
}

function toIso(time: number): string {
  return new Date(time).toISOString();
}
