import type { MetricMeter } from '@temporalio/common';
import { counter, gauge } from '../contract/metrics.js';
import type { WorkerLimits } from '../contract/okta-limits.js';
import type { PacerObserver } from '../okta/pacing/create-pacer.js';

/** What is shown of Okta's rate limits. Every label has a closed set of values. */
export interface PacingMetrics {
  /** Counts what happens. */
  observer: PacerObserver;
  /** Shows how it stands. */
  show(limits: Omit<WorkerLimits, 'worker'>): void;
}

export function createPacingMetrics(meter: MetricMeter): PacingMetrics {
  const limit = gauge(meter, 'preenroll_okta_limit');
  const remaining = gauge(meter, 'preenroll_okta_remaining');
  const share = gauge(meter, 'preenroll_okta_share');
  const used = gauge(meter, 'preenroll_okta_used');
  const waiting = gauge(meter, 'preenroll_okta_waiting');
  const workers = gauge(meter, 'preenroll_okta_workers');
  const underWay = gauge(meter, 'preenroll_okta_calls_under_way');
  const calls = counter(meter, 'preenroll_okta_calls');
  const answers = counter(meter, 'preenroll_okta_answers');
  const refusals = counter(meter, 'preenroll_okta_refusals');
  const pacedBack = counter(meter, 'preenroll_okta_paced_back');
  return {
    observer: {
      called(bucket) {
        calls(1, { bucket });
      },
      ended(bucket, status) {
        answers(1, { bucket, outcome: outcomeOf(status) });
      },
      refused(bucket, by) {
        refusals(1, { bucket, by });
      },
      pacedBack(bucket) {
        pacedBack(1, { bucket });
      },
    },
    show(limits) {
      workers(limits.workers, {});
      underWay(limits.underWay, {});
      for (const status of limits.buckets) {
        const labels = { bucket: status.bucket };
        if (status.limit !== undefined) limit(status.limit, labels);
        if (status.remaining !== undefined) remaining(status.remaining, labels);
        if (status.share !== undefined) share(status.share, labels);
        used(status.used, labels);
        waiting(status.waiting, labels);
      }
    },
  };
}

/** The label of an answer by its status: a closed set. */
function outcomeOf(status: number | undefined): string {
  if (status === undefined) return 'no-answer';
  if (status === 401 || status === 403) return 'forbidden';
  if (status === 404) return 'not-found';
  if (status === 429) return 'rate-limited';
  if (status >= 500) return 'server-error';
  return status >= 400 ? 'refused' : 'success';
}
