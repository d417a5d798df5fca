import { createWebhookChat, type Chat } from '../chat/chat.js';
import { createEgress, type Egress } from '../egress/egress.js';
import { createTicketSystem } from '../tickets/create-ticket-system.js';
import type { TicketSystem } from '../tickets/ticket-system.js';
import type { ReactionsOfWorker } from '../configuration/to-reactions.js';

/** What the activities call. */
export function createReactionPorts(
  { tickets, chatUrl, allowHosts }: Pick<ReactionsOfWorker, 'tickets' | 'chatUrl' | 'allowHosts'>,
  egress: Egress = createEgress({ allowHosts }),
): { tickets: TicketSystem | undefined; chat: Chat | undefined } {
  return {
    tickets: tickets && createTicketSystem(egress, tickets),
    chat: chatUrl === undefined ? undefined : createWebhookChat(egress, chatUrl),
  };
}
