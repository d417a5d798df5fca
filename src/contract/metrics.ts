import type { MetricMeter } from '@temporalio/common';

interface Metric {
  kind: 'counter' | 'gauge' | 'histogram';
  unit: string;
  meaning: string;
  /** Ours; Temporal adds its own. Each has a closed set of values: never an id, a name or an address. */
  labels: readonly string[];
  /** Of a histogram: the upper bounds, in the unit. */
  buckets?: readonly number[];
}

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** Every metric of ours. docs/metrics.md has the same, a test sees to it. A name, once used, is stable for ever: rules and dashboards have it. */
export const metrics = {
  preenroll_hires: {
    kind: 'gauge',
    unit: 'hires',
    meaning:
      'Running hires by stage, that have been in it for the time in `for_at_least` or longer',
    labels: ['stage', 'for_at_least'],
  },
  preenroll_hires_parked: {
    kind: 'gauge',
    unit: 'hires',
    meaning: 'Running hires that a person must help, by reason',
    labels: ['reason'],
  },
  preenroll_hires_counted_at: {
    kind: 'gauge',
    unit: 'seconds',
    meaning: 'When hires were counted last, in seconds since 1970',
    labels: [],
  },
  preenroll_frozen: {
    kind: 'gauge',
    unit: 'freezes',
    meaning: '1 while everything is frozen',
    labels: [],
  },
  preenroll_stage_entries: {
    kind: 'counter',
    unit: 'hires',
    meaning: 'Hires that entered a stage',
    labels: ['stage'],
  },
  preenroll_holds: {
    kind: 'counter',
    unit: 'hires',
    meaning:
      'Hires that were parked, by reason; one that is still so after a look is not counted anew',
    labels: ['reason'],
  },
  preenroll_time_to_ready: {
    kind: 'histogram',
    unit: 'seconds',
    meaning:
      "From the user's creation in Okta until the phone was enrolled and Okta had sent its activation mail; of hires that an event of Okta's began",
    labels: [],
    buckets: [
      5,
      10,
      20,
      30,
      minute,
      2 * minute,
      5 * minute,
      15 * minute,
      hour,
      6 * hour,
      day,
      7 * day,
    ],
  },
  preenroll_switch_window: {
    kind: 'histogram',
    unit: 'seconds',
    meaning: 'How long a person was in both groups',
    labels: [],
    buckets: [1, 2, 5, 10, 30, minute, 5 * minute, 10 * minute, hour],
  },
  preenroll_hook_deliveries: {
    kind: 'counter',
    unit: 'requests',
    meaning: 'Requests to the event hook, by how they ended',
    labels: ['outcome', 'secret', 'caller'],
  },
  preenroll_hook_answer_time: {
    kind: 'histogram',
    unit: 'seconds',
    meaning:
      'From the arrival of a request to the event hook until its answer was out; Okta hangs up after three',
    labels: ['outcome'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 2.5, 3],
  },
  preenroll_hook_dropped_connections: {
    kind: 'counter',
    unit: 'connections',
    meaning: 'Connections that were closed at once, because too many were open',
    labels: [],
  },
  preenroll_hook_events: {
    kind: 'counter',
    unit: 'events',
    meaning: 'Events in authenticated deliveries, by what became of them',
    labels: ['event_type', 'outcome'],
  },
  preenroll_reconciled_events: {
    kind: 'counter',
    unit: 'events',
    meaning:
      "Events read from Okta's System Log, by what became of them; started: no hook had brought it",
    labels: ['event_type', 'outcome'],
  },
  preenroll_event_hook_alerts: {
    kind: 'counter',
    unit: 'events',
    meaning: 'Failed deliveries, deactivations and deletions of event hooks, from the System Log',
    labels: ['kind'],
  },
  preenroll_event_hook_budget_used: {
    kind: 'gauge',
    unit: 'events',
    meaning:
      'Events of the last 24 hours that count against the daily limit of event hooks, as far as the System Log shows it',
    labels: [],
  },
  preenroll_sweep_started: {
    kind: 'counter',
    unit: 'hires',
    meaning: 'People in Group A without a run, whom the daily sweep has started',
    labels: [],
  },
  preenroll_reactions: {
    kind: 'counter',
    unit: 'reactions',
    meaning: 'Activations of factors, by what was done',
    labels: ['outcome', 'actor'],
  },
  preenroll_mails: {
    kind: 'counter',
    unit: 'mails',
    meaning: 'Attempts to hand a mail to the mail server; which mail, `activityType` tells',
    labels: ['outcome'],
  },
  preenroll_checks: {
    kind: 'gauge',
    unit: 'checks',
    meaning: 'Checks of the last daily run, by how they came out',
    labels: ['status'],
  },
  preenroll_checks_worsened: {
    kind: 'counter',
    unit: 'checks',
    meaning: 'Checks that came out worse than the day before, by how they came out',
    labels: ['status'],
  },
  preenroll_codec_failures: {
    kind: 'counter',
    unit: 'payloads',
    meaning: 'Payloads that could not be decrypted: whatever waits for them stands still',
    labels: ['reason'],
  },
  preenroll_okta_calls: {
    kind: 'counter',
    unit: 'calls',
    meaning: 'Calls to Okta',
    labels: ['bucket'],
  },
  preenroll_okta_answers: {
    kind: 'counter',
    unit: 'calls',
    meaning: 'Calls to Okta that are over, by what Okta answered',
    labels: ['bucket', 'outcome'],
  },
  preenroll_okta_refusals: {
    kind: 'counter',
    unit: 'answers',
    meaning:
      'Answers 429 of Okta, by the limit that was reached: of the window, or of calls at once',
    labels: ['bucket', 'by'],
  },
  preenroll_okta_paced_back: {
    kind: 'counter',
    unit: 'calls',
    meaning: 'Calls that were not made because their turn was too far away; they come again',
    labels: ['bucket'],
  },
  preenroll_okta_limit: {
    kind: 'gauge',
    unit: 'calls',
    meaning: "Okta's rate limit for our credential, per window",
    labels: ['bucket'],
  },
  preenroll_okta_remaining: {
    kind: 'gauge',
    unit: 'calls',
    meaning: 'What was left of it after the last answer',
    labels: ['bucket'],
  },
  preenroll_okta_share: {
    kind: 'gauge',
    unit: 'calls',
    meaning: 'What all workers together may use of it',
    labels: ['bucket'],
  },
  preenroll_okta_used: {
    kind: 'gauge',
    unit: 'calls',
    meaning: 'What this worker has used in the current window',
    labels: ['bucket'],
  },
  preenroll_okta_waiting: {
    kind: 'gauge',
    unit: 'calls',
    meaning: 'Calls that wait in this worker for their turn',
    labels: ['bucket'],
  },
  preenroll_okta_workers: {
    kind: 'gauge',
    unit: 'workers',
    meaning: 'Among how many workers the shares are divided',
    labels: [],
  },
  preenroll_okta_calls_under_way: {
    kind: 'gauge',
    unit: 'calls',
    meaning: 'Calls to Okta of this worker at the moment',
    labels: [],
  },
} as const satisfies Record<string, Metric>;

type Metrics = typeof metrics;
type MetricName = keyof Metrics;
type NameOf<Kind extends Metric['kind']> = {
  [Name in MetricName]: Metrics[Name]['kind'] extends Kind ? Name : never;
}[MetricName];
type Labels<Name extends MetricName> = Readonly<Record<Metrics[Name]['labels'][number], string>>;

/** Records a value, with all labels of the metric. */
type RecordValue<Name extends MetricName> = (value: number, labels: Labels<Name>) => void;

/** What of Temporal's `MetricMeter` counting needs. */
export interface CounterMeter {
  createCounter: (
    name: string,
    unit?: string,
    description?: string,
  ) => { add: (value: number, labels?: Record<string, string>) => void };
}

/** What of it measuring needs. */
export interface HistogramMeter {
  createHistogram: (
    name: string,
    valueType: 'float',
    unit?: string,
    description?: string,
  ) => { record: (value: number, labels?: Record<string, string>) => void };
}

/** The only way to make a counter. */
export function counter<Name extends NameOf<'counter'>>(
  meter: CounterMeter,
  name: Name,
): RecordValue<Name> {
  const { unit, meaning } = metrics[name];
  const made = meter.createCounter(name, unit, meaning);
  return (value, labels) => {
    made.add(value, labels);
  };
}

/** The only way to make a gauge. */
export function gauge<Name extends NameOf<'gauge'>>(
  meter: Pick<MetricMeter, 'createGauge'>,
  name: Name,
): RecordValue<Name> {
  const { unit, meaning } = metrics[name];
  const made = meter.createGauge(name, 'int', unit, meaning);
  return (value, labels) => {
    made.set(value, labels);
  };
}

/** The only way to make a histogram. */
export function histogram<Name extends NameOf<'histogram'>>(
  meter: HistogramMeter,
  name: Name,
): RecordValue<Name> {
  const { unit, meaning } = metrics[name];
  const made = meter.createHistogram(name, 'float', unit, meaning);
  return (value, labels) => {
    made.record(value, labels);
  };
}
