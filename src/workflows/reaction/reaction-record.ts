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

/** What a run has come to, where it has come to several things: the last of them. */
const weight: readonly ReactionOutcome[] = [
  ...(['unconfirmed', 'user-gone', 'joined', 'own', 'recorded', 'alerted'] as const),
];

/** What a run has heard, has looked at, and tells. */
export class ReactionRecord {
  readonly status: ReactionStatus = { stage: 'confirming', eventUuids: [], pending: [] };
  readonly reactionId: string;
  #told: OktaEvent[] = [];
  readonly #assessed = new Set<string>();

  constructor(reactionId: string) {
    this.reactionId = reactionId;
  }

  /** An event that came to the run. Once is enough. */
  hear(event: OktaEvent): void {
    if (this.#knows(event.uuid) || this.status.eventUuids.length >= mostEvents) return;
    this.status.eventUuids.push(event.uuid);
    this.#told.push(event);
  }

  /** What was told since the last time. */
  takeTold(): OktaEvent[] {
    const told = this.#told;
    this.#told = [];
    return told;
  }

  get isTold(): boolean {
    return this.#told.length > 0;
  }

  /** An event that was looked at, whether it was told or found. */
  assess(uuid: string): void {
    this.#assessed.add(uuid);
    if (!this.#knows(uuid)) this.status.eventUuids.push(uuid);
  }

  get assessed(): string[] {
    return [...this.#assessed];
  }

  note(outcome: ReactionOutcome): void {
    const { outcome: known = 'unconfirmed' } = this.status;
    if (weight.indexOf(outcome) >= weight.indexOf(known)) this.status.outcome = outcome;
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

  end(): ReactToFactorActivationResult {
    this.status.stage = 'ended';
    const { outcome = 'unconfirmed', eventUuids, classification, ticket, notices } = this.status;
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
