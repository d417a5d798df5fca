/**
 * Between which bounds this process's clock is ahead of Okta's, in milliseconds. Okta names whole seconds only; many answers together tell
 * it to a few milliseconds.
 */
export interface ServerClock {
  earliest: number;
  latest: number;
  /** When it was known last, by our clock. */
  at: number;
}

/** Two clocks drift apart by less than this, so that bounds must grow again while they get old. */
const drift = 1e-4;

/** A `Date` may have been written a moment before it was sent; more than this is a clock that was set. */
const toleranceMs = 50;

/**
 * What an answer adds to it. The `Date` was written between sending and answering, and stands for a time within the second that it names. An
 * answer that contradicts all others begins anew: a clock was set.
 *
 * @param answer the first two by our clock, `date` by Okta's; milliseconds
 */
export function noteDate(
  clock: ServerClock | undefined,
  answer: { sentAt: number; answeredAt: number; date: number },
): ServerClock {
  const at = answer.answeredAt;
  const alone = { earliest: answer.sentAt - answer.date - 1_000, latest: at - answer.date, at };
  if (clock === undefined) return alone;
  const aged = (at - clock.at) * drift;
  const earliest = Math.max(clock.earliest - aged, alone.earliest);
  const latest = Math.min(clock.latest + aged, alone.latest);
  if (earliest > latest + toleranceMs) return alone;
  return { earliest: Math.min(earliest, latest), latest, at };
}
