import { metrics } from '../contract/metrics.js';

/** The bounds of our histograms, for Temporal's runtime: it has milliseconds in mind where nobody says otherwise. */
export const metricBuckets: Record<string, number[]> = Object.fromEntries(
  Object.entries(metrics).flatMap(([name, metric]) =>
    'buckets' in metric ? [[name, [...metric.buckets]]] : [],
  ),
);
