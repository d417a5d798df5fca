import type { ActivationAlert } from '../../activities/reaction-alerts.js';
import type { NoticeOutcome, Notices, ReactionTicket } from '../../contract/reaction.js';
import { alerts, reactions } from '../activities.js';
import { attentionReasonOf } from '../until-repaired.js';
import { patiently } from './patiently.js';
import type { ReactionRecord } from './reaction-record.js';

/**
 * The ticket and the notices of a reaction. Each is tried without end, and none waits for another. Of a reaction that is on the list of a storm only the person is
 * told.
 */
export async function raiseAlert(
  record: ReactionRecord,
  alert: ActivationAlert,
): Promise<{ ticket: ReactionTicket; notices: Notices }> {
  const { reactionId, userId, factorType: factor, published, classification } = alert;
  const { actorKind } = classification;
  const { status } = record;
  const place = await record.pending('place', () =>
    reactions.joinStorm({ reactionId, userId, factor, published, actorKind }),
  );
  const notices: Partial<Notices> = (status.notices = {});

  async function tell(whom: keyof Notices, send: () => Promise<{ outcome: NoticeOutcome }>) {
    const { outcome } = await record.pending(`notice: ${whom}`, () => untilRefused(record, send));
    notices[whom] = outcome;
    return outcome;
  }
  async function openTicket(): Promise<ReactionTicket> {
    if (place === 'listed') return { kind: 'storm' };
    const opened = await record.pending('ticket', () =>
      patiently(record, () => alerts.openReactionTicket(alert)),
    );
    return opened === undefined
      ? { kind: 'not-configured' }
      : { kind: 'own', ...(opened.ticket !== undefined && { ticket: opened.ticket }) };
  }

  const listed = () => Promise.resolve({ outcome: 'not-configured' as const });
  const [ticket, person, security, chat] = await Promise.all([
    openTicket().then((opened) => (status.ticket = opened)),
    tell('person', () => alerts.askThePerson(alert)),
    tell('security', place === 'listed' ? listed : () => alerts.tellSecurity(alert)),
    tell('chat', place === 'listed' ? listed : () => alerts.postToChat(alert)),
  ]);
  return { ticket, notices: { person, security, chat } };
}

/** A mail that the server refuses for good is nothing that anybody should wait for: the ticket is there. */
async function untilRefused(
  record: ReactionRecord,
  send: () => Promise<{ outcome: NoticeOutcome }>,
): Promise<{ outcome: NoticeOutcome }> {
  return patiently(record, async () => {
    try {
      return await send();
    } catch (error) {
      if (attentionReasonOf(error) !== 'mail-refused') throw error;
      return { outcome: 'refused' };
    }
  });
}
