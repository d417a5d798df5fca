import { z } from 'zod';
import { httpUrl } from './values.js';

const anyTickets = {
  url: httpUrl.describe(
    'Of the Jira site, of the ServiceNow instance, or the address of the webhook.',
  ),
};

const ticketSystem = 'Which of the three.';

/** Where tickets are made. Secrets come from the environment. */
export const ticketsSchema = z.discriminatedUnion('system', [
  z.strictObject({
    system: z.literal('jira').describe(ticketSystem),
    ...anyTickets,
    email: z
      .email('must be a mail address')
      .describe('Of the account that `JIRA_API_TOKEN` belongs to.'),
    project: z
      .string()
      .regex(/^[A-Z][A-Z0-9_]+$/, 'must be the key of a project')
      .describe("The project's key."),
    issueType: z.string().min(1).default('Task').describe('What is made.'),
    labels: z
      .array(z.string().regex(/^\S+$/, 'must be a label without spaces'))
      .default([])
      .describe('Labels besides our own.'),
  }),
  z.strictObject({
    system: z.literal('servicenow').describe(ticketSystem),
    ...anyTickets,
    user: z.string().min(1).describe('Whom `SERVICENOW_PASSWORD` belongs to.'),
    table: z
      .string()
      .regex(/^[a-z][a-z0-9_]*$/, 'must be the name of a table')
      .default('incident')
      .describe('Where records are made.'),
    fields: z
      .record(z.string(), z.string())
      .default({})
      .describe('Further fields of each record, with their values.'),
  }),
  z.strictObject({ system: z.literal('webhook').describe(ticketSystem), ...anyTickets }),
]);
