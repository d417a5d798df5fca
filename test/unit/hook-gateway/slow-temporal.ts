import type { Admission } from '../../../src/hook-gateway/admission.js';

interface Load {
  /** Each sends its next delivery when the last one was answered, and waits a little after a refusal. */
  connections: number;
  /** What Temporal takes, one after the other, also what nobody waits for any more. */
  perSecond: number;
  withinMs: number;
  seconds: number;
  /** Counted from then on only. */
  afterSeconds: number;
}

const afterRefusalMs = 100;

/**
 * Plays the load in a time of its own.
 *
 * @returns how many of the deliveries that were let in were taken before their deadline, and how many were not
 */
export function pushAtSlowTemporal(
  { connections, perSecond, withinMs, seconds, afterSeconds }: Load,
  createAdmission: (clock: () => number) => Admission,
): { inTime: number; late: number } {
  let now = 0;
  const admission = createAdmission(() => now);
  const due: { at: number; act: () => void }[] = [];
  const schedule = (at: number, act: () => void) => {
    const behind = due.findIndex((other) => other.at > at);
    due.splice(behind === -1 ? due.length : behind, 0, { at, act });
  };

  let temporalIsFreeAt = 0;
  const answered = { inTime: 0, late: 0 };
  const push = () => {
    const leave = admission.enter();
    if (leave === undefined) {
      schedule(now + afterRefusalMs, push);
      return;
    }
    temporalIsFreeAt = Math.max(now, temporalIsFreeAt) + 1_000 / perSecond;
    const deadline = now + withinMs;
    const isInTime = temporalIsFreeAt < deadline;
    schedule(isInTime ? temporalIsFreeAt : deadline, () => {
      leave(isInTime);
      if (now >= afterSeconds * 1_000) answered[isInTime ? 'inTime' : 'late'] += 1;
      push();
    });
  };

  for (let connection = 0; connection < connections; connection += 1) schedule(0, push);
  for (let next = due.shift(); next && next.at <= seconds * 1_000; next = due.shift()) {
    now = next.at;
    next.act();
  }
  return answered;
}
