import { condition, log, setHandler } from '@temporalio/workflow';
import type { OktaEvent } from '../contract/okta-event.js';
import {
  factorActivatedSignal,
  reactionStatusQuery,
  type Assessment,
  type ReactToFactorActivationInput,
  type ReactToFactorActivationResult,
} from '../contract/reaction.js';
import { windowBegin } from '../contract/workflow-ids.js';
import { assessments, reactions } from './activities.js';
import { patiently } from './reaction/patiently.js';
import { ReactionRecord } from './reaction/reaction-record.js';
import { recordAlone, takeIn, type Act } from './reaction/take-in.js';
import { UnconfirmedEvents } from './reaction/unconfirmed-events.js';

/** The System Log may still be a little behind when the act is over. */
const longestSettlingMs = 15_000;

/**
 * Reacts to one human act: a factor that was activated, with all the events that Okta writes of it. Nothing is done in the name of an event that the System Log does
 * not confirm. Whoever is privileged, or of high risk, leads to a ticket and notices, everybody else to a record. Until the act is over, further events of it are taken in; they lead to
 * no second ticket.
 *
 * A run does not fail: what a person must repair it says, and tries again.
 */
export async function reactToFactorActivation(
  input: ReactToFactorActivationInput,
): Promise<ReactToFactorActivationResult> {
  const { event, reactionId, windowMs, patienceMs } = input;
  const record = new ReactionRecord(reactionId);
  const { status } = record;
  setHandler(reactionStatusQuery, () => status);
  setHandler(factorActivatedSignal, (told) => {
    record.hear(told);
  });
  record.hear(event);

  const waiting = new UnconfirmedEvents(patienceMs);
  let over = endOf(new Date(windowBegin(event.published, windowMs)).getTime(), windowMs);
  let hasWaited = false;
  for (;;) {
    for (const told of record.takeTold()) waiting.add(told, Date.now());
    for (const due of waiting.due(Date.now())) {
      const began = await look(record, input, waiting, due);
      if (began !== undefined) over = Math.max(over, endOf(began, windowMs));
    }
    status.collectsUntil = new Date(over).toISOString();
    if (record.isTold) continue;
    const now = Date.now();
    if (waiting.next === undefined && now >= over) break;
    hasWaited = true;
    await condition(() => record.isTold, Math.max((waiting.next ?? over) - now, 1));
  }
  if (hasWaited || status.outcome === 'joined') await lookOnceMore(record, input);
  return record.end();
}

/**
 * Looks at one event, and does what it is a reason for.
 *
 * @returns when the act began, where that is known now
 */
async function look(
  record: ReactionRecord,
  input: ReactToFactorActivationInput,
  waiting: UnconfirmedEvents,
  event: OktaEvent,
): Promise<number | undefined> {
  if (record.assessed.includes(event.uuid)) {
    waiting.remove(event);
    return undefined;
  }
  const assessment = await assess(record, input, event);
  if (!assessment.found) {
    if (waiting.putOff(event, Date.now())) return undefined;
    log.warn('The System Log does not have the event: nothing is done in its name', {
      eventUuid: event.uuid,
    });
    await recordAlone(record, 'unconfirmed', event);
  } else if ('userGone' in assessment) {
    await recordAlone(record, 'user-gone', event);
  } else {
    await takeIn(record, event.userId, assessment);
    if (!record.assessed.includes(event.uuid)) await handOver(record, input, event, assessment);
  }
  waiting.remove(event);
  return 'ownerId' in assessment ? beginningOf(assessment) : undefined;
}

/** The event belongs to the act of another run. Where that one has ended without it, it is this one's after all. */
async function handOver(
  record: ReactionRecord,
  input: ReactToFactorActivationInput,
  event: OktaEvent,
  { ownerId }: Act,
): Promise<void> {
  const { windowMs, patienceMs } = input;
  const { joined } = await reactions.joinReaction({ event, ownerId, windowMs, patienceMs });
  if (joined) {
    record.assess(event.uuid);
    record.note('joined');
    return;
  }
  const left = await assess(record, { ...input, reactionId: ownerId }, event);
  if ('ownerId' in left) await takeIn(record, event.userId, left);
}

/** What of the act nobody has told. What we did ourselves is no reason to ask. */
async function lookOnceMore(
  record: ReactionRecord,
  input: ReactToFactorActivationInput,
): Promise<void> {
  const { outcome = 'unconfirmed' } = record.status;
  if (outcome === 'own' || outcome === 'unconfirmed' || outcome === 'user-gone') return;
  const last = await assess(record, input, input.event);
  if ('ownerId' in last) await takeIn(record, input.event.userId, last);
}

function assess(
  record: ReactionRecord,
  { reactionId, windowMs }: ReactToFactorActivationInput,
  event: OktaEvent,
): Promise<Assessment> {
  const { userId } = event;
  const seen = record.assessed;
  return patiently(record, () =>
    assessments.assessActivation({ userId, event, reactionId, windowMs, seen }),
  );
}

function beginningOf({ enrollments }: Act): number | undefined {
  const [first] = enrollments;
  return first && new Date(first.published).getTime();
}

/** No clock that is wrong makes the run wait for longer than an act takes. */
function endOf(began: number, windowMs: number): number {
  return Math.min(began, Date.now()) + windowMs + Math.min(windowMs, longestSettlingMs);
}
