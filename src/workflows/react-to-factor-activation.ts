import { condition, log, setHandler, workflowInfo } from '@temporalio/workflow';
import {
  factorActivatedSignal,
  reactionStatusQuery,
  type Assessment,
  type ReactToFactorActivationInput,
  type ReactToFactorActivationResult,
} from '../contract/reaction.js';
import { reactions } from './activities.js';
import { assessActivation, confirmActivation } from './reaction/confirm-activation.js';
import { ReactionRecord } from './reaction/reaction-record.js';
import { recordAlone, takeIn } from './reaction/take-in.js';

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
  const { event, ...routing } = input;
  const { userId } = event;
  const record = new ReactionRecord();
  const { status } = record;
  setHandler(reactionStatusQuery, () => status);
  setHandler(factorActivatedSignal, (told) => {
    record.hear(told);
  });
  record.hear(event);
  record.next();

  const first = await confirmActivation(record, routing, event);
  if (!first.found) {
    log.warn('The System Log does not have the event: nothing is done in its name', {
      eventUuid: event.uuid,
    });
    await recordAlone(record, 'unconfirmed', event);
    return record.end('unconfirmed');
  }
  if ('userGone' in first) {
    await recordAlone(record, 'user-gone', event);
    return record.end('user-gone');
  }
  if (first.enrollments.every(({ actorKind }) => actorKind === 'preenroll')) {
    return record.end('own');
  }
  const { ownerId } = first;
  if (ownerId !== workflowInfo().workflowId) {
    const { joined } = await reactions.joinReaction({ event, ownerId, ...routing });
    if (joined) return record.end('joined');
  }

  const over = endOfAct(first, routing.windowMs);
  status.collectsUntil = new Date(over).toISOString();
  await takeIn(record, userId, first);
  await collect(record, input, over);
  return record.end(status.classification?.decision === 'alert' ? 'alerted' : 'recorded');
}

/** Takes in what else is told of the act until it is over, and then what nobody has told. */
async function collect(
  record: ReactionRecord,
  { event, ...routing }: ReactToFactorActivationInput,
  over: number,
): Promise<void> {
  const { userId } = event;
  let hasWaited = false;
  for (;;) {
    const told = record.next();
    if (told !== undefined) {
      const more = await confirmActivation(record, routing, told);
      if (!more.found) await recordAlone(record, 'unconfirmed', told);
      else if ('ownerId' in more) await takeIn(record, userId, more);
      continue;
    }
    const left = over - Date.now();
    if (left <= 0) break;
    hasWaited = true;
    await condition(() => record.isTold, left);
  }
  if (!hasWaited) return;
  const last = await assessActivation(record, routing, event);
  if (last.found && 'ownerId' in last) await takeIn(record, userId, last);
}

/** The first event's time decides, but no clock that is wrong makes the run wait for longer than an act takes. */
function endOfAct(
  { enrollments }: Extract<Assessment, { ownerId: string }>,
  windowMs: number,
): number {
  const began = new Date(enrollments[0]?.published ?? 0).getTime();
  return Math.min(began, Date.now()) + windowMs + Math.min(windowMs, longestSettlingMs);
}
