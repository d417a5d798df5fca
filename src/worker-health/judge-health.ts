/** What is known of a worker. Times are in milliseconds of one clock that never goes back. */
export interface HealthFacts {
  now: number;
  /** Since when it polls; absent while it starts. */
  pollsSince?: number | undefined;
  /** When Temporal answered a question of ours last. */
  temporalAnsweredAt?: number | undefined;
  /** When Temporal was last seen to have heard a poll of this worker. */
  heardAt?: number | undefined;
  /** When the audit store answered last; `none`: there is none. */
  auditAnsweredAt?: number | 'none' | undefined;
  /** How the last call to Okta ended; absent before the first. */
  okta?: 'answered' | 'no-answer' | 'rejected' | undefined;
}

export interface HealthLimits {
  /** A poll that brings nothing lasts a minute: one that was not heard for two and a half will not be. */
  unheardMs: number;
  /** An answer that is older says nothing of now. */
  staleMs: number;
  /** A new process finds another address, and has no connection that only looks open. */
  awayMs: number;
}

export const healthLimits: HealthLimits = {
  unheardMs: 150_000,
  staleMs: 30_000,
  awayMs: 10 * 60_000,
};

export type Health =
  | { isWell: true; status: 'starting' | 'polls' | 'temporal-away' }
  | { isWell: false; status: 'not-heard' | 'temporal-away' };

/** Whether the process is worth keeping. While Temporal is away a restart is of no use, so it is well for a while. */
export function judgeLiveness(facts: HealthFacts, limits = healthLimits): Health {
  const { now, pollsSince, temporalAnsweredAt, heardAt } = facts;
  if (pollsSince === undefined) return { isWell: true, status: 'starting' };
  const silentMs = now - Math.max(temporalAnsweredAt ?? pollsSince, pollsSince);
  if (silentMs > limits.staleMs) {
    return { isWell: silentMs <= limits.awayMs, status: 'temporal-away' };
  }
  const unheardMs = now - Math.max(heardAt ?? pollsSince, pollsSince);
  return unheardMs > limits.unheardMs
    ? { isWell: false, status: 'not-heard' }
    : { isWell: true, status: 'polls' };
}

export interface Readiness {
  isReady: boolean;
  temporal: 'answers' | 'no-answer';
  polling: 'starting' | 'heard' | 'not-heard';
  audit: 'answers' | 'no-answer' | 'none';
  okta: 'answered' | 'no-answer' | 'rejected' | 'not-asked';
}

/** Whether it can do its work at the moment, and if not, for want of what. Of Okta it only knows what the last call has shown. */
export function judgeReadiness(facts: HealthFacts, limits = healthLimits): Readiness {
  const { now, pollsSince, temporalAnsweredAt, heardAt, auditAnsweredAt, okta } = facts;
  const isFresh = (at: number | undefined, ms: number) => at !== undefined && now - at <= ms;
  const answered = (at: number | undefined) =>
    isFresh(at, limits.staleMs) ? 'answers' : 'no-answer';
  const readiness = {
    temporal: answered(temporalAnsweredAt),
    polling:
      pollsSince === undefined
        ? 'starting'
        : isFresh(heardAt, limits.unheardMs)
          ? 'heard'
          : 'not-heard',
    audit: auditAnsweredAt === 'none' ? 'none' : answered(auditAnsweredAt),
    okta: okta ?? 'not-asked',
  } as const;
  const isReady =
    readiness.temporal === 'answers' &&
    readiness.polling === 'heard' &&
    readiness.audit !== 'no-answer' &&
    ['answered', 'not-asked'].includes(readiness.okta);
  return { isReady, ...readiness };
}
