import { createHash } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { Egress } from '../egress/egress.js';
import { ask } from './ask-json.js';
import type { TicketSystem } from './ticket-system.js';

export interface WebhookTicketOptions {
  url: string;
  /** `whsec_…` */
  secret: string;
}

/**
 * {@link TicketSystem} over a webhook that is signed as Standard Webhooks describes it. Nothing can be searched for: `webhook-id` is made of the external id, and of the text where it replaces another,
 * so the receiver knows a repeat by it.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function createWebhookTickets(
  egress: Egress,
  { url, secret }: WebhookTicketOptions,
): TicketSystem {
  const webhook = new Webhook(secret);
  return {
    async put({ externalId, title, lines }, { replaces = false } = {}) {
      const text = lines.join('\n');
      const version = createHash('sha256').update(text).digest('hex').slice(0, 16);
      const id = replaces ? `${externalId}:${version}` : externalId;
      const at = new Date();
      const body = JSON.stringify({
        type: replaces ? 'preenroll.ticket.replaced' : 'preenroll.ticket',
        timestamp: at.toISOString(),
        data: { externalId, title, text },
      });
      await ask(egress, {
        ...{ method: 'POST', url: new URL(url), body },
        headers: {
          'content-type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
          'webhook-signature': webhook.sign(id, at, body),
        },
      });
      return { ticket: undefined };
    },
  };
}
