import type { IncomingHttpHeaders } from 'node:http';
import type { CounterMeter, HistogramMeter } from '../contract/metrics.js';
import type { Delivery, DeliveredEvent } from '../dispatch/dispatch-delivery.js';
import type { Concerns } from '../dispatch/event-filter.js';

/** A delivery, and beside it the request that brought it, for those who need more than may enter Temporal: personal data. */
export interface HookDelivery extends Delivery {
  /** The events as Okta sent them, those that do not concern us among them. */
  values: readonly unknown[];
  /** The body around them. */
  envelope: unknown;
  headers: IncomingHttpHeaders;
}

export interface HookGatewayOptions {
  /**
   * The secrets that are valid in Okta's `Authorization` header, the current one first. During a rotation the previous one is
   * the second.
   */
  secrets: readonly [current: string, previous?: string];
  /** From where the hook may be called, in CIDR notation; absent: from everywhere. */
  networks?: readonly string[] | undefined;
  /** Makes a delivery durable before the deadline, or rejects. Called with at least one event. Must settle. */
  dispatch: (delivery: HookDelivery, deadline: Date) => Promise<DeliveredEvent[]>;
  /** Which events concern us; all unless given. The others are counted as ignored. */
  concerns?: Concerns;
  /** True if a delivery could be made durable now. A rejection counts as no. Must settle. */
  isReady: (deadline: Date) => Promise<boolean>;
  logger: HookLogger;
  meter: HookMeter;
  limits?: Partial<HookGatewayLimits>;
}

export interface HookGatewayLimits {
  /** Largest body. Okta does not document its own; an event takes one to three kilobytes. */
  bodyBytes: number;
  eventsPerDelivery: number;
  /** How deep the JSON may nest. Okta's own goes to eight. */
  jsonDepth: number;
  /** Deliveries being made durable at the same time, at most: fewer while Temporal is slow. More are refused with 503, at once. */
  deliveriesInFlight: number;
  /** From the arrival of a delivery to the 503, where Temporal has not answered. Okta hangs up after three seconds. */
  answerWithinMs: number;
  /** How long a client may take for the headers, and for the whole request. */
  headersTimeoutMs: number;
  requestTimeoutMs: number;
  /** Open at the same time, at most: each may hold a head of 16 kB. More are closed before a byte of them is read. */
  connections: number;
  /** After so many a connection is closed, so that a load balancer can spread anew. */
  requestsPerConnection: number;
  /** How long a closing gateway says that it is not ready and still serves, so that a load balancer can turn away. */
  drainNoticeMs: number;
}

export const defaultLimits: HookGatewayLimits = {
  bodyBytes: 1024 * 1024,
  eventsPerDelivery: 5_000,
  jsonDepth: 32,
  deliveriesInFlight: 100,
  answerWithinMs: 2_000,
  headersTimeoutMs: 1_500,
  requestTimeoutMs: 2_500,
  connections: 2_000,
  requestsPerConnection: 10_000,
  drainNoticeMs: 1_000,
};

/** What of pino is used here. */
export interface HookLogger {
  info: LogMethod;
  warn: LogMethod;
  error: LogMethod;
}

type LogMethod = (fields: Record<string, unknown>, message: string) => void;

/** What of Temporal's `MetricMeter` is used here. */
export type HookMeter = CounterMeter & HistogramMeter;
