import { userMfaEventType, type OktaEvent } from '../contract/okta-event.js';
import { isKnowledge } from '../dispatch/authentication-method.js';

/** What is started for each event card that fits: a workflow of anyone's, with the card as its input. */
export interface EventCardTrigger {
  workflowType: string;
  taskQueue: string;
  /** As {@link OktaEvent.method} names them. Absent: every method that is named and no mere knowledge, such as a password. */
  methods?: readonly string[] | undefined;
  /** Ids of actors. Absent: all. */
  actors?: readonly string[] | undefined;
  /** Ids of groups; the user must be in one of them. Absent: everybody. */
  groups?: readonly string[] | undefined;
  payload: 'encrypted' | 'plain text with personal data';
}

/** True if the event is a successful verification that fits the trigger, as far as the event itself tells: not by the groups. */
export function fitsTrigger(
  { eventType, outcome, method, actor }: OktaEvent,
  { methods, actors }: EventCardTrigger,
): boolean {
  if (eventType !== userMfaEventType || outcome !== 'SUCCESS' || method === undefined) return false;
  if (actors !== undefined && !(actor && actors.includes(actor.id))) return false;
  return methods === undefined ? !isKnowledge(method) : methods.includes(method);
}
