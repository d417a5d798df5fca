import { z } from 'zod';
import { groupId, oktaIds, regularExpression } from './values.js';

/** Which of Okta's events concern us. */
export const eventsSchema = z.strictObject({
  ignoreTypes: z.array(z.string()).default([]).describe('Event types that are passed over.'),
  ignoreActors: oktaIds
    .default([])
    .describe('Okta ids of those whose acts are passed over, whatever they do.'),
  ownActors: oktaIds
    .default([])
    .describe('The id of our service app or API token: what we do ourselves is no hint.'),
  loginPattern: regularExpression
    .optional()
    .describe(
      'Only users whose login fits this regular expression, without regard to case. Absent: all.',
    ),
  signInHints: z
    .enum(['hook', 'log'])
    .default('hook')
    .describe(
      '`log`: sign-ins are taken from the System Log alone, so that the hook need not be subscribed to `auth_via_mfa` and `session.start`.',
    ),
});

/** A workflow of anyone's to be started for each event card that fits. */
export const eventCardSchema = z.strictObject({
  workflowType: z.string().min(1).describe('The workflow that is started with the card.'),
  taskQueue: z.string().min(1).describe('Where its workers poll.'),
  methods: z
    .array(z.string().toUpperCase())
    .min(1)
    .optional()
    .describe(
      'As Okta names them: `SMS`, `PASSWORD`, … Absent: every method that is no password or the like.',
    ),
  actors: oktaIds.min(1).optional().describe('Who acted. Absent: whoever.'),
  groups: z
    .array(groupId)
    .min(1)
    .optional()
    .describe('The user is in one of these groups. Absent: every user.'),
  payload: z
    .enum(['encrypted', 'plain text with personal data'])
    .default('encrypted')
    .describe('How the card goes into Temporal: it holds names and addresses.'),
});
