import type { Egress } from '../egress/egress.js';
import { createJiraTickets, type JiraOptions } from './jira-tickets.js';
import { createServiceNowTickets, type ServiceNowOptions } from './servicenow-tickets.js';
import type { TicketSystem } from './ticket-system.js';
import { createWebhookTickets, type WebhookTicketOptions } from './webhook-tickets.js';

/** Which ticket system there is, and what it must be told. */
export type TicketSystemOptions =
  | ({ system: 'jira' } & JiraOptions)
  | ({ system: 'servicenow' } & ServiceNowOptions)
  | ({ system: 'webhook' } & WebhookTicketOptions);

export function createTicketSystem(egress: Egress, options: TicketSystemOptions): TicketSystem {
  switch (options.system) {
    case 'jira':
      return createJiraTickets(egress, options);
    case 'servicenow':
      return createServiceNowTickets(egress, options);
    case 'webhook':
      return createWebhookTickets(egress, options);
  }
}
