import {
  healthLimits,
  judgeLiveness,
  judgeReadiness,
  type Health,
  type HealthFacts,
  type HealthLimits,
  type Readiness,
} from './judge-health.js';

/** What a worker notes of itself, and what follows from it. */
export interface WorkerHealth {
  /** From now on it has to be heard. */
  polls: () => void;
  temporalAnswered: () => void;
  heard: () => void;
  auditAnswered: () => void;
  hasNoAudit: () => void;
  /** A call to Okta is over; without a status there was no answer. */
  oktaAnswered: (status: number | undefined) => void;
  liveness: () => Health;
  readiness: () => Readiness;
}

export function createWorkerHealth(
  limits: HealthLimits = healthLimits,
  now: () => number = () => performance.now(),
): WorkerHealth {
  const facts: Omit<HealthFacts, 'now'> = {};
  return {
    polls() {
      facts.pollsSince = now();
    },
    temporalAnswered() {
      facts.temporalAnsweredAt = now();
    },
    heard() {
      facts.heardAt = now();
    },
    auditAnswered() {
      facts.auditAnsweredAt = now();
    },
    hasNoAudit() {
      facts.auditAnsweredAt = 'none';
    },
    oktaAnswered(status) {
      if (status === undefined) facts.okta = 'no-answer';
      else facts.okta = status === 401 ? 'rejected' : 'answered';
    },
    liveness: () => judgeLiveness({ ...facts, now: now() }, limits),
    readiness: () => judgeReadiness({ ...facts, now: now() }, limits),
  };
}
