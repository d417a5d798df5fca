/** Why a request is refused. A closed set: it is a metric's label. */
export type RefusalReason =
  | 'head'
  | 'path'
  | 'method'
  | 'address'
  | 'unauthorized'
  | 'challenge'
  | 'content-type'
  | 'content-encoding'
  | 'body'
  | 'body-too-large'
  | 'too-many-events'
  | 'schema'
  | 'overloaded'
  | 'not-durable'
  | 'internal';

/** Ends a request with a status and no body. Okta never repeats a delivery that was answered with 4xx, and repeats a 5xx once. */
export class Refusal extends Error {
  readonly status: number;
  readonly reason: RefusalReason;
  readonly headers: Record<string, string>;

  constructor(
    status: number,
    reason: RefusalReason,
    options: { headers?: Record<string, string>; cause?: unknown } = {},
  ) {
    super(reason, { cause: options.cause });
    this.name = 'Refusal';
    this.status = status;
    this.reason = reason;
    this.headers = options.headers ?? {};
  }
}

/** A refusal whose reason lies with us: Okta shall try again. */
export function tryAgain(reason: RefusalReason, cause?: unknown): Refusal {
  return new Refusal(503, reason, { headers: { 'Retry-After': '5' }, cause });
}
