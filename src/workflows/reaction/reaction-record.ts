import { upsertSearchAttributes } from '@temporalio/workflow';
import type { AttentionReason } from '../../contract/attention.js';
import type { OktaEvent } from '../../contract/okta-event.js';
import type {
  ReactionOutcome,
  ReactionStatus,
  ReactToFactorActivationResult,
} from '../../contract/reaction.js';
import { attentionReason } from '../../contract/search-attributes.js';

/** More than that is not remembered: the System Log has them all. */
const mostEvents = 200;

/** What a run has heard, has looked at, and tells. */
export class ReactionRecord {
  readonly status: ReactionStatus = { stage: 'confirming', eventUuids: [], pending: [] };
  readonly #told: OktaEvent[] = [];
  readonly #assessed = new Set<string>();

  /** An event that came to the run. Once is enough. */
  hear(event: OktaEvent): void {
    if (this.#knows(event.uuid) || this.status.eventUuids.length >= mostEvents) return;
    this.status.eventUuids.push(event.uuid);
    this.#told.push(event);
  }

  /** An event that was looked at, whether it was told or found. */
  assess(uuid: string): void {
    this.#assessed.add(uuid);
    if (!this.#knows(uuid)) this.status.eventUuids.push(uuid);
  }

  get assessed(): string[] {
    return [...this.#assessed];
  }

  /** The next event that was told and not looked at; the looks at others may have covered it. */
  next(): OktaEvent | undefined {
    for (;;) {
      const event = this.#told.shift();
      if (event === undefined || !this.#assessed.has(event.uuid)) return event;
    }
  }

  get isTold(): boolean {
    return this.#told.length > 0;
  }

  park(reason: AttentionReason): () => void {
    this.status.attention = reason;
    upsertSearchAttributes([{ key: attentionReason, value: reason }]);
    return () => {
      delete this.status.attention;
      upsertSearchAttributes([{ key: attentionReason, value: null }]);
    };
  }

  /** Shows what is tried as long as it is tried. */
  async pending<T>(what: string, work: () => Promise<T>): Promise<T> {
    this.status.pending.push(what);
    const result = await work();
    this.status.pending.splice(this.status.pending.indexOf(what), 1);
    return result;
  }

  end(outcome: ReactionOutcome): ReactToFactorActivationResult {
    this.status.stage = 'ended';
    const { eventUuids, classification, ticket, notices } = this.status;
    return {
      ...{ outcome, eventUuids },
      ...(classification && { classification }),
      ...(ticket && { ticket }),
      ...(notices && { notices }),
    };
  }

  #knows(uuid: string): boolean {
    return this.status.eventUuids.includes(uuid);
  }
}
