import { isWindow, type RateHeaders } from './rate-headers.js';
import type { ServerClock } from './server-clock.js';

/** Among how many workers the budget is divided, and which of them this one is, from 0. */
export interface Division {
  workers: number;
  rank: number;
}

/** What the decisions depend on besides the bucket. */
export interface PaceTerms {
  /** How much of Okta's limit all workers together may use, up to 1. */
  share: number;
  /** How much of Okta's limit stays untouched whoever uses the rest: calls of others that we have not seen yet. */
  guard: number;
  division: Division;
  /** Undefined before the first answer. */
  clock: ServerClock | undefined;
  /** How long answers take, in milliseconds. */
  latency: number;
}

/** One window of Okta's, as far as its answers have told. Counts are calls. */
export interface PacedWindow {
  /** When it ends, by Okta's clock: which window it is. */
  reset: number;
  limit: number;
  /** The least that an answer said is left, whoever used the others. */
  remaining: number;
  /** Calls since then of which no answer came: they may have been counted. */
  lost: number;
  /** Our own calls in it. */
  used: number;
  /** What this worker may use of it. */
  quota: number;
  /** When this worker saw it first, and what was left then for all workers. */
  firstSeen: number;
  firstPool: number;
  firstRemaining: number;
  /** When `remaining` was told. */
  toldAt: number;
  /** When the next call may go out, if there is one left. */
  next: number;
  /** By how much it ended later than it should have. */
  overtime: number;
}

/** All that is known of a bucket. Times are milliseconds by this process's own clock, unless said otherwise. */
export interface BucketPace {
  underWay: number;
  window?: PacedWindow;
  /** When the call went out whose answer will tell of a new window. */
  probedAt?: number;
  /** Nothing goes out before. */
  heldUntil?: number;
}

export const unknownPace: BucketPace = { underWay: 0 };

/** Okta's documentation tells of a minute. */
const usualWindowMs = 60_000;

/** If the answer to a probe takes longer, another one goes out. */
const probePatienceMs = 1_000;

/** How many calls may go out without a pause after some time without any, as a share of the quota. */
const burstShare = 0.05;

/** Who comes late in a window may be faster than an even pace by this factor at most. */
const catchUp = 4;

/** In a small window others take more by chance than their share of it. */
const smallestGuard = 3;

const roundingError = 1e-9;

/** What all workers together may use of a window. */
export function shareOf(limit: number, { share }: Pick<PaceTerms, 'share'>): number {
  return Math.max(Math.floor(limit * share + roundingError), 1);
}

/** What this worker may use of it. What cannot be divided goes to another worker in each window. */
function quotaOf(
  { limit, reset }: Pick<PacedWindow, 'limit' | 'reset'>,
  terms: Pick<PaceTerms, 'share' | 'division'>,
): number {
  return divide(shareOf(limit, terms), reset, terms.division);
}

function divide(calls: number, reset: number, { workers, rank }: Division): number {
  const turn = (rank + Math.round(reset / 1_000)) % workers;
  return Math.floor((calls + turn) / workers);
}

function reserveOf(limit: number, { share, guard }: PaceTerms): number {
  const wanted = Math.max(limit * guard, smallestGuard);
  return Math.ceil(Math.min(wanted, limit * (1 - share)) - roundingError);
}

/** From when on the window has ended for certain. */
export function endOf(window: PacedWindow, clock: ServerClock | undefined): number {
  return window.reset + (clock?.latest ?? 0) + window.overtime;
}

/** When the last call has to go out, so that it surely counts in this window. */
function lastCallOf(window: PacedWindow, { clock, latency }: PaceTerms): number {
  const end = window.reset + (clock?.earliest ?? 0);
  const margin = Math.min(50 + 2 * latency, 0.15 * (end - window.firstSeen));
  return end - Math.max(margin, 0);
}

/** How many calls this worker may still begin in the window. */
function available(
  pace: BucketPace & { window: PacedWindow },
  terms: PaceTerms,
  now: number,
): number {
  const { window, underWay } = pace;
  const { workers } = terms.division;
  const own = window.quota - window.used - underWay;
  const pool = poolOf(pace, terms, now);
  if (workers === 1) return Math.max(Math.min(own, pool), 0);
  // More has gone than all workers together would have used by now: others use the bucket, and what is left is divided.
  const lastCall = lastCallOf(window, terms);
  const planned = (window.firstPool * (lastCall - now)) / Math.max(lastCall - window.firstSeen, 1);
  const ours = pool < planned ? divide(Math.max(pool, 0), window.reset, terms.division) : pool;
  return Math.max(Math.min(own, ours), 0);
}

/** What is left for all workers together, as far as this one knows. */
function poolOf(pace: BucketPace & { window: PacedWindow }, terms: PaceTerms, now: number): number {
  const { window, underWay } = pace;
  const told = window.remaining - window.lost - underWay - reserveOf(window.limit, terms);
  return Math.floor(told - unseenCalls(window, terms, now));
}

/**
 * What others will have used since the last answer. The other workers go on evenly, up to their quotas; whatever they cannot have used was another
 * client, which goes on as it did.
 */
function unseenCalls(window: PacedWindow, terms: PaceTerms, now: number): number {
  const { firstSeen, toldAt, quota } = window;
  const length = Math.max(lastCallOf(window, terms) - firstSeen, 1);
  const others = Math.max(window.firstRemaining - window.remaining - (window.used - 1), 0);
  const ofWorkers = quota * (terms.division.workers - 1);
  const byWorkers = Math.min(others, (ofWorkers * (toldAt - firstSeen)) / length);
  const sinceThen = now - toldAt;
  // What came within the first moments tells no rate.
  const foreign = ((others - byWorkers) * sinceThen) / Math.max(toldAt - firstSeen, length / 10);
  return foreign + Math.min((ofWorkers * sinceThen) / length, ofWorkers - byWorkers);
}

function hasWindow(
  pace: BucketPace,
  terms: PaceTerms,
  now: number,
): pace is BucketPace & { window: PacedWindow } {
  return pace.window !== undefined && now < endOf(pace.window, terms.clock);
}

/**
 * When the next call may go out: `now` or before if at once. What is known of a window is spread over what is left of it. Where nothing
 * is known, at first and after a window's end, one call goes out, and the others wait for what its answer tells.
 */
export function nextTurn(pace: BucketPace, terms: PaceTerms, now: number): number {
  if (pace.heldUntil !== undefined && pace.heldUntil > now) return pace.heldUntil;
  if (hasWindow(pace, terms, now)) {
    const end = endOf(pace.window, terms.clock);
    return available(pace, terms, now) < 1 ? end : Math.min(pace.window.next, end);
  }
  if (pace.probedAt === undefined) return now;
  return pace.probedAt + probePatienceMs + 4 * terms.latency;
}

/** When the call with `ahead` others before it may go out, as it looks now. It is a guess where the next window has to be guessed. */
export function turnBehind(pace: BucketPace, ahead: number, terms: PaceTerms, now: number): number {
  const next = Math.max(nextTurn(pace, terms, now), now);
  const { window } = pace;
  if (window === undefined) return next;
  const inWindow = hasWindow(pace, terms, now) && next < endOf(window, terms.clock);
  const left = inWindow ? available(pace, terms, now) : 0;
  if (ahead < left) return next + ahead * intervalOf(window, left, terms, now);
  const nextWindow = Math.max(endOf(window, terms.clock), inWindow ? now : next);
  const quota = Math.max(quotaOf(window, terms), 1 / terms.division.workers);
  const length = Math.min(
    Math.max(endOf(window, terms.clock) - window.firstSeen, 1),
    usualWindowMs,
  );
  return nextWindow + ((ahead - left) * length) / quota;
}

function intervalOf(window: PacedWindow, left: number, terms: PaceTerms, now: number): number {
  const lastCall = lastCallOf(window, terms);
  const fastest = (lastCall - window.firstSeen) / Math.max(window.quota, 1) / catchUp;
  return Math.max((lastCall - now) / left, fastest, 0);
}

/** After a call has gone out. `isProbe`: its answer will tell of a new window. */
export function afterSending(
  pace: BucketPace,
  terms: PaceTerms,
  now: number,
): { pace: BucketPace; isProbe: boolean } {
  const underWay = pace.underWay + 1;
  if (!hasWindow(pace, terms, now)) {
    return { pace: { ...pace, underWay, probedAt: now }, isProbe: true };
  }
  const { window } = pace;
  const interval = intervalOf(window, Math.max(available(pace, terms, now), 1), terms, now);
  const burst = Math.min(Math.max(Math.floor(window.quota * burstShare), 1), 10);
  const next = Math.max(window.next, now - burst * interval) + interval;
  return { pace: { ...pace, underWay, window: { ...window, next } }, isProbe: false };
}

/** What became of a call: when it went out, and what the answer told; nothing if there was none, or if it told nothing. */
export interface EndedCall {
  isProbe: boolean;
  told?: RateHeaders | undefined;
}

/** After a call has ended. One of which nothing is known is taken for counted. */
export function afterEnding(
  pace: BucketPace,
  terms: PaceTerms,
  { isProbe, told }: EndedCall,
  now: number,
): BucketPace {
  const { probedAt, ...rest } = pace;
  const ended = {
    ...rest,
    ...(probedAt !== undefined && !isProbe && { probedAt }),
    underWay: pace.underWay - 1,
  };
  const { window } = ended;
  if (told === undefined || !isWindow(told)) {
    if (window === undefined) return ended;
    return { ...ended, window: { ...window, used: window.used + 1, lost: window.lost + 1 } };
  }
  if (window === undefined || told.reset > window.reset) {
    return { ...ended, window: newWindow(ended, terms, told, now) };
  }
  // Of a window that has ended; what it said is of no use any more.
  if (told.reset < window.reset) return ended;
  const overtime = isProbe && now >= endOf(window, terms.clock) ? window.overtime + 250 : undefined;
  return {
    ...ended,
    window: {
      ...window,
      ...(told.limit !== window.limit && { limit: told.limit, quota: quotaOf(told, terms) }),
      ...(overtime !== undefined && { overtime }),
      used: window.used + 1,
      ...(told.remaining <= window.remaining && {
        ...{ remaining: told.remaining, toldAt: now, lost: 0 },
      }),
    },
  };
}

function newWindow(
  pace: BucketPace,
  terms: PaceTerms,
  { reset, limit, remaining }: RateHeaders,
  now: number,
): PacedWindow {
  const seen = { reset, limit, remaining, lost: 0, used: 1, next: now };
  const full = quotaOf(seen, terms);
  const window = {
    ...{ ...seen, quota: full, firstPool: 0, overtime: 0 },
    ...{ firstSeen: now, toldAt: now, firstRemaining: remaining },
  };
  const firstPool = Math.max(poolOf({ ...pace, window }, terms, now), 0);
  if (pace.window !== undefined) return { ...window, firstPool };
  // Who has just started finds the others in the middle of a window. Whatever was used of it may have been theirs: it gets a part of what they have left.
  const left = Math.min(firstPool, shareOf(limit, terms) - (limit - remaining) - pace.underWay);
  const part = divide(Math.max(left, 0), reset, terms.division);
  return { ...window, quota: Math.min(full, 1 + pace.underWay + part), firstPool };
}

/**
 * After Okta has refused a call because the bucket is used up: everybody waits until it says that there are new ones, and the window has
 * ended then, whatever was told of it before.
 */
export function afterRefusal(
  pace: BucketPace,
  heldUntil: number,
  { clock }: Pick<PaceTerms, 'clock'>,
): BucketPace {
  const { window } = pace;
  const until = Math.max(heldUntil, pace.heldUntil ?? 0);
  if (window === undefined) return { ...pace, heldUntil: until };
  const reset = window.reset - Math.max(endOf(window, clock) - until, 0);
  return { ...pace, heldUntil: until, window: { ...window, remaining: 0, reset } };
}

/** After a worker came or went: what this one had left is divided anew, so that all together never have more than before. */
export function afterDivision(
  pace: BucketPace,
  from: Division,
  terms: Pick<PaceTerms, 'share' | 'division'>,
): BucketPace {
  const { window, underWay } = pace;
  if (window === undefined) return pace;
  const begun = window.used + underWay;
  const left = Math.max(window.quota - begun, 0);
  const quota = begun + Math.floor((left * from.workers) / terms.division.workers);
  return {
    ...pace,
    window: { ...window, quota: Math.min(quota, shareOf(window.limit, terms)) },
  };
}
