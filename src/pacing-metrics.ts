import type { MetricMeter } from '@temporalio/common';
import type { WorkerLimits } from './contract/okta-limits.js';
import type { PacerObserver } from './okta/pacing/create-pacer.js';

/** What is shown of Okta's rate limits. Every label has a closed set of values. */
export interface PacingMetrics {
  /** Counts what happens. */
  observer: PacerObserver;
  /** Shows how it stands. */
  show(limits: Omit<WorkerLimits, 'worker'>): void;
}

export function createPacingMetrics(meter: MetricMeter): PacingMetrics {
  const gauge = (name: string, unit: string, description: string) =>
    meter.createGauge(`preenroll_okta_${name}`, 'int', unit, description);
  const limit = gauge('limit', 'calls', "Okta's rate limit for our credential, per window");
  const remaining = gauge('remaining', 'calls', 'What was left of it after the last answer');
  const share = gauge('share', 'calls', 'What all workers together may use of it');
  const used = gauge('used', 'calls', 'What this worker has used in the current window');
  const waiting = gauge('waiting', 'calls', 'Calls that wait in this worker for their turn');
  const workers = gauge('workers', 'workers', 'Among how many workers the shares are divided');
  const underWay = gauge('calls_under_way', 'calls', 'Calls to Okta of this worker at the moment');
  const calls = meter.createCounter('preenroll_okta_calls', 'calls', 'Calls to Okta');
  const refusals = meter.createCounter(
    'preenroll_okta_refusals',
    'answers',
    'Answers 429 of Okta, by the limit that was reached: of the window, or of calls at once',
  );
  const pacedBack = meter.createCounter(
    'preenroll_okta_paced_back',
    'calls',
    'Calls that were not made because their turn was too far away; they come again',
  );
  return {
    observer: {
      called(bucket) {
        calls.add(1, { bucket });
      },
      refused(bucket, by) {
        refusals.add(1, { bucket, by });
      },
      pacedBack(bucket) {
        pacedBack.add(1, { bucket });
      },
    },
    show(limits) {
      workers.set(limits.workers);
      underWay.set(limits.underWay);
      for (const status of limits.buckets) {
        const labels = { bucket: status.bucket };
        if (status.limit !== undefined) limit.set(status.limit, labels);
        if (status.remaining !== undefined) remaining.set(status.remaining, labels);
        if (status.share !== undefined) share.set(status.share, labels);
        used.set(status.used, labels);
        waiting.set(status.waiting, labels);
      }
    },
  };
}
