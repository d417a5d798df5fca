import type { BucketStatus, WorkerLimits } from '../../contract/okta-limits.js';
import type { OktaBucket } from '../../contract/task-queues.js';
import { OktaPacedError } from '../okta-errors.js';
import {
  afterDivision,
  afterEnding,
  afterRefusal,
  afterSending,
  endOf,
  nextTurn,
  shareOf,
  turnBehind,
  unknownPace,
  type BucketPace,
  type Division,
  type PaceTerms,
} from './bucket-pace.js';
import { callRank, noteTurn } from './call-urgency.js';
import { afterAnswer, afterTooMany, concurrencyOf, type Concurrency } from './concurrency.js';
import {
  isConcurrencyLimit,
  readRateHeaders,
  resetDelay,
  type RateHeaders,
} from './rate-headers.js';
import { noteDate, type ServerClock } from './server-clock.js';

/** A call that has its turn. */
export interface Turn {
  /** Call it when the answer's head is there. */
  answered(answer: { status: number; headers: Headers }): void;
  /** Call it when the call is over, however it ended; more than once is as once. */
  end(): void;
}

/** Decides when each call to Okta goes out: one per process and org. */
export interface OktaPacer {
  /**
   * Waits until a call may go out. Among those that wait, the caller's urgency decides (`withUrgency`), then who came first.
   *
   * @throws OktaPacedError at once, or while it waits, if the turn is too far away to wait for
   */
  takeTurn(bucket: OktaBucket): Promise<Turn>;
  /** From now on the budget is divided so. */
  divide(division: Division): void;
  /** When the turn of one more call comes, in milliseconds from now, as it looks now; `ahead`: calls that are not here yet and come before it. */
  waitFor(bucket: OktaBucket, ahead?: number): number;
  status(): Omit<WorkerLimits, 'worker'>;
}

/** Counts what happens; see `WorkerLimits` for what is. */
export interface PacerObserver {
  called(bucket: OktaBucket): void;
  /** The call is over; without a status there was no answer. */
  ended(bucket: OktaBucket, status: number | undefined): void;
  refused(bucket: OktaBucket, by: 'window' | 'concurrency'): void;
  pacedBack(bucket: OktaBucket): void;
}

interface PacerClock {
  /** In milliseconds; never goes back. */
  now(): number;
  /** Returns what takes it back. */
  after(ms: number, then: () => void): () => void;
}

export interface PacerOptions {
  /** How much of what the headers allow may be used by all workers together. */
  share: number;
  /** How many calls all workers together may have under way. */
  concurrency: number;
  /** Absent: nothing goes out before `divide`. */
  division?: Division;
  /** What stays untouched of a limit whoever uses the rest, as a share of it. */
  guard?: number;
  /** Whoever has to wait for longer is sent back. */
  longestWaitMs?: number;
  observer?: PacerObserver;
  clock?: PacerClock;
  random?: () => number;
}

const defaultGuard = 0.03;
const defaultLongestWaitMs = 8_000;

/** Nobody is sent back for longer than a window can last. */
const longestBackMs = 120_000;

interface Waiter {
  rank: number;
  order: number;
  since: number;
  go: (turn: Turn) => void;
  sendBack: (delayMs: number) => void;
}

interface Bucket {
  pace: BucketPace;
  /** In the order in which they go. */
  waiters: Waiter[];
}

const realClock: PacerClock = {
  now: () => performance.now(),
  after(ms, then) {
    const timer = setTimeout(then, ms);
    return () => {
      clearTimeout(timer);
    };
  },
};

/** {@link OktaPacer} fed by the headers of Okta's answers. */
export function createPacer({
  share,
  concurrency: configured,
  division: given,
  guard = defaultGuard,
  longestWaitMs = defaultLongestWaitMs,
  observer,
  clock = realClock,
  random = Math.random,
}: PacerOptions): OktaPacer {
  const buckets = new Map<OktaBucket, Bucket>();
  let serverClock: ServerClock | undefined;
  let latency = 100;
  let division = given;
  let most = concurrencyOf(configured, division?.workers ?? 1);
  let concurrency: Concurrency = { allowed: most, heldUntil: 0 };
  let underWay = 0;
  let order = 0;
  let cancelTimer: (() => void) | undefined;

  function terms(): PaceTerms {
    return {
      ...{ share, guard, latency, clock: serverClock },
      division: division ?? { workers: 1, rank: 0 },
    };
  }

  function bucketNamed(name: OktaBucket): Bucket {
    const bucket = buckets.get(name) ?? { pace: unknownPace, waiters: [] };
    buckets.set(name, bucket);
    return bucket;
  }

  function mayBegin(now: number): boolean {
    return (
      division !== undefined &&
      underWay < Math.floor(concurrency.allowed) &&
      concurrency.heldUntil <= now
    );
  }

  /** Lets go whose turn it is, sends back who would wait too long, and comes again when the next one's turn is. */
  function proceed(): void {
    cancelTimer?.();
    cancelTimer = undefined;
    const now = clock.now();
    for (let name = nextToGo(now); name !== undefined; name = nextToGo(now)) begin(name, now);
    let wake = Infinity;
    for (const [name, bucket] of buckets) wake = Math.min(wake, sendBackFrom(name, bucket, now));
    if (wake < Infinity) {
      cancelTimer = clock.after(Math.max(wake - now, 1), proceed);
    }
  }

  function nextToGo(now: number): OktaBucket | undefined {
    if (!mayBegin(now)) return undefined;
    let next: { name: OktaBucket; waiter: Waiter } | undefined;
    for (const [name, { pace, waiters }] of buckets) {
      const [waiter] = waiters;
      if (waiter === undefined || nextTurn(pace, terms(), now) > now) continue;
      if (next === undefined || compare(waiter, next.waiter) < 0) next = { name, waiter };
    }
    return next?.name;
  }

  function begin(name: OktaBucket, now: number): void {
    const bucket = bucketNamed(name);
    const waiter = bucket.waiters.shift();
    if (waiter === undefined) return;
    const sent = afterSending(bucket.pace, terms(), now);
    bucket.pace = sent.pace;
    underWay += 1;
    observer?.called(name);
    waiter.go(createTurn(name, bucket, sent.isProbe, now));
  }

  function createTurn(name: OktaBucket, bucket: Bucket, isProbe: boolean, sentAt: number): Turn {
    let told: RateHeaders | undefined;
    let answer: number | undefined;
    let ended = false;
    return {
      answered({ status, headers }) {
        const answeredAt = clock.now();
        answer = status;
        told = readRateHeaders(headers);
        const { date } = told ?? { date: Date.parse(headers.get('date') ?? '') };
        if (!Number.isNaN(date)) serverClock = noteDate(serverClock, { sentAt, answeredAt, date });
        latency += (Math.min(answeredAt - sentAt, 1_000) - latency) / 8;
        if (status === 429) refuse(name, bucket, told, answeredAt);
        else concurrency = afterAnswer(concurrency, most);
      },
      end() {
        if (ended) return;
        ended = true;
        underWay -= 1;
        observer?.ended(name, answer);
        bucket.pace = afterEnding(bucket.pace, terms(), { isProbe, told }, clock.now());
        proceed();
      },
    };
  }

  function refuse(
    name: OktaBucket,
    bucket: Bucket,
    told: RateHeaders | undefined,
    now: number,
  ): void {
    if (told && isConcurrencyLimit(told)) {
      concurrency = afterTooMany(concurrency, now + 250 + 500 * random());
      observer?.refused(name, 'concurrency');
      return;
    }
    // Where Okta does not say for how long, a second; whoever comes then finds out.
    const delay = told ? resetDelay(told.reset - told.date) : 1_000;
    bucket.pace = afterRefusal(bucket.pace, now + delay + 500 * random(), terms());
    observer?.refused(name, 'window');
  }

  /** Returns when to look again. */
  function sendBackFrom(name: OktaBucket, bucket: Bucket, now: number): number {
    const { waiters } = bucket;
    if (waiters.length === 0) return Infinity;
    let wake = Math.max(nextTurn(bucket.pace, terms(), now), concurrency.heldUntil);
    // Waits for the end of a call, or for `divide`.
    if (wake <= now) wake = Infinity;
    bucket.waiters = waiters.filter((waiter, ahead) => {
      const turn = turnBehind(bucket.pace, ahead, terms(), now);
      const deadline = waiter.since + longestWaitMs;
      if (turn <= deadline && now < deadline) {
        wake = Math.min(wake, deadline);
        return true;
      }
      const delay = Math.min(Math.max(turn - now, 1_000), longestBackMs);
      observer?.pacedBack(name);
      // Spread, so that they do not come back all at once.
      waiter.sendBack(Math.round(delay * (1 + 0.2 * random())));
      return false;
    });
    return wake;
  }

  function status(name: OktaBucket, { pace, waiters }: Bucket): BucketStatus {
    const now = clock.now();
    const iso = (time: number) => new Date(Date.now() + time - now).toISOString();
    const { window, heldUntil = 0 } = pace;
    const isOver = window === undefined || endOf(window, serverClock) <= now;
    return {
      bucket: name,
      ...(window && {
        limit: window.limit,
        remaining: isOver ? window.limit : Math.max(window.remaining - window.lost, 0),
        resetsAt: iso(endOf(window, serverClock)),
        share: shareOf(window.limit, { share }),
      }),
      used: isOver ? 0 : window.used + pace.underWay,
      waiting: waiters.length,
      ...(heldUntil > now && { heldUntil: iso(heldUntil) }),
    };
  }

  return {
    takeTurn(name) {
      return new Promise((resolve, reject) => {
        const bucket = bucketNamed(name);
        order += 1;
        const waiter: Waiter = {
          ...{ rank: callRank(), order, since: clock.now() },
          go(turn) {
            resolve(turn);
          },
          sendBack(delayMs) {
            reject(new OktaPacedError(name, delayMs));
          },
        };
        const behind = bucket.waiters.findIndex((other) => compare(waiter, other) < 0);
        bucket.waiters.splice(behind < 0 ? bucket.waiters.length : behind, 0, waiter);
        // The call that begins belongs to the caller: see `withUrgency`.
        noteTurn();
        proceed();
      });
    },

    divide(next) {
      const before = division ?? next;
      division = next;
      for (const bucket of buckets.values()) {
        bucket.pace = afterDivision(bucket.pace, before, terms());
      }
      most = concurrencyOf(configured, next.workers);
      concurrency = {
        ...concurrency,
        allowed: before.workers === next.workers ? Math.min(concurrency.allowed, most) : most,
      };
      proceed();
    },

    waitFor(name, ahead = 0) {
      const now = clock.now();
      if (division === undefined) return Infinity;
      const { pace, waiters } = bucketNamed(name);
      const turn = turnBehind(pace, waiters.length + ahead, terms(), now);
      return Math.max(turn, concurrency.heldUntil, now) - now;
    },

    status: () => ({
      workers: division?.workers ?? 1,
      underWay,
      concurrency: most,
      buckets: [...buckets].map(([name, bucket]) => status(name, bucket)),
    }),
  };
}

function compare(one: Waiter, other: Waiter): number {
  return one.rank - other.rank || one.order - other.order;
}
