import type { OktaEvent } from '../../contract/okta-event.js';

/** Between looks for an event that the System Log does not show yet: ever longer, up to a minute. */
const firstPauseMs = 2_000;
const longestPauseMs = 60_000;

interface Waiting {
  event: OktaEvent;
  /** From when on it is waited for no longer. */
  until: number;
  pause: number;
  next: number;
}

/** Events that the System Log has not confirmed yet. None of them holds up another: a forged one least of all. Times in milliseconds. */
export class UnconfirmedEvents {
  #waiting: Waiting[] = [];
  readonly #patienceMs: number;

  constructor(patienceMs: number) {
    this.#patienceMs = patienceMs;
  }

  add(event: OktaEvent, now: number): void {
    this.#waiting.push({ event, until: now + this.#patienceMs, pause: firstPauseMs, next: now });
  }

  due(now: number): OktaEvent[] {
    return this.#waiting.filter(({ next }) => next <= now).map(({ event }) => event);
  }

  remove({ uuid }: OktaEvent): void {
    this.#waiting = this.#waiting.filter(({ event }) => event.uuid !== uuid);
  }

  /** Once more, later; false if there is no more patience. */
  putOff({ uuid }: OktaEvent, now: number): boolean {
    const waiting = this.#waiting.find(({ event }) => event.uuid === uuid);
    if (waiting === undefined || now >= waiting.until) return false;
    waiting.next = Math.min(now + waiting.pause, waiting.until);
    waiting.pause = Math.min(waiting.pause * 2, longestPauseMs);
    return true;
  }

  /** When the next one is due; undefined if none is waited for. */
  get next(): number | undefined {
    return this.#waiting.length === 0
      ? undefined
      : Math.min(...this.#waiting.map(({ next }) => next));
  }
}
