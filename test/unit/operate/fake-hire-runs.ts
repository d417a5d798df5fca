import { setImmediate } from 'node:timers/promises';
import type {
  PreEnrollUserResult,
  PreEnrollUserStatus,
} from '../../../src/contract/pre-enroll-user.js';
import type { ActOutcome, Hire, HireRun, HireRuns } from '../../../src/operate/hire-runs.js';
import type { OperatorAction } from '../../../src/operate/operator-action.js';

export interface AskedAct {
  userId: string;
  action: OperatorAction;
  bySignal: boolean;
}

/** {@link HireRuns} in memory: a list for every query, and runs that answer as they are told. */
export class FakeHireRuns implements HireRuns {
  readonly hires: Hire[] = [];
  readonly runs = new Map<string, HireRun>();
  readonly results = new Map<string, PreEnrollUserResult>();
  /** What each query answers, one after the other; the last one stays. None: no worker answers. */
  statuses: PreEnrollUserStatus[] = [];
  /** What a request brings; by default it is done. */
  outcomeOf: (userId: string) => ActOutcome = (userId) => ({
    outcome: 'done',
    status: statusOf(userId),
  });
  readonly queries: string[] = [];
  readonly acts: AskedAct[] = [];
  /** How many requests were on their way at once. */
  mostAtOnce = 0;
  #atOnce = 0;

  async *list(query: string) {
    this.queries.push(query);
    for (const hire of this.hires) yield await Promise.resolve(hire);
  }

  find(userId: string) {
    return Promise.resolve(this.runs.get(userId));
  }

  ask() {
    const status = this.statuses.length > 1 ? this.statuses.shift() : this.statuses[0];
    return Promise.resolve(status ? { status } : { unanswered: 'no worker answered' });
  }

  readResult(userId: string) {
    const result = this.results.get(userId);
    return result ? Promise.resolve(result) : Promise.reject(new Error('The run has not ended.'));
  }

  async act(userId: string, action: OperatorAction, how?: { bySignal: boolean }) {
    this.acts.push({ userId, action, bySignal: how?.bySignal ?? false });
    this.#atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#atOnce);
    await setImmediate();
    this.#atOnce -= 1;
    return this.outcomeOf(userId);
  }
}

export function userIdOf(at: number): string {
  return `00u${String(at).padStart(17, '0')}`;
}

export function hireOf(userId: string, hire: Partial<Hire> = {}): Hire {
  return {
    userId,
    workflowId: `pre-enroll:${userId}`,
    stage: 'awaiting-activation',
    since: new Date('2026-11-20T10:00:00Z'),
    ...hire,
  };
}

export function runOf(userId: string, run: Partial<HireRun> = {}): HireRun {
  return {
    ...hireOf(userId),
    runStatus: 'RUNNING',
    startedAt: new Date('2026-11-20T09:00:00Z'),
    pending: [],
    ...run,
  };
}

export function statusOf(
  userId: string,
  status: Partial<PreEnrollUserStatus> = {},
): PreEnrollUserStatus {
  return {
    userId,
    stage: 'awaiting-activation',
    since: '2026-11-20T10:00:00.000Z',
    waitingFor: 'the person to activate',
    steps: [],
    ...status,
  };
}

/** A status that is parked. */
export function parkedOf(
  userId: string,
  status: Partial<PreEnrollUserStatus> = {},
): PreEnrollUserStatus {
  return statusOf(userId, {
    stage: 'needs-attention',
    waitingFor: 'a person to repair what is wrong',
    attention: {
      reason: 'phone-shared',
      explanation: 'Another user of the org has the same phone number.',
      action: 'Find out whose number it is.',
      whoCanFix: 'HR',
    },
    ...status,
  });
}
