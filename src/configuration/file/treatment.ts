import { z } from 'zod';
import { countryCode, groupId, oktaIds } from './values.js';
import { waitingSchema } from './waiting.js';

/** Which of the created users belong to the population. Empty: all. */
const hiresSchema = z.strictObject({
  userTypes: oktaIds.default([]).describe('Ids `oty…` of the user types. Empty: all.'),
  groups: z
    .array(groupId)
    .default([])
    .describe('Ids `00g…`: the hire must be in one of these groups. Empty: all.'),
});

/** How the hires of a population are treated. */
export const treatment = {
  groups: z
    .strictObject({
      a: groupId.describe('Group A: hires on their way. `OKTA_GROUP_A` overrides it.'),
      b: groupId.describe('Group B: those who are done. `OKTA_GROUP_B` overrides it.'),
      trustA: z
        .boolean()
        .describe(
          'HR creates its hires in Group A: whoever is in it counts as put there by us. Absent: no.',
        ),
    })
    .partial()
    .prefault({})
    .describe('The two groups.'),
  phone: z
    .strictObject({
      attributes: z
        .array(z.string().regex(/^\w+$/))
        .min(1)
        .default(['mobileNumber', 'mobilePhone'])
        .describe('The profile attributes with the number; the first that is filled counts.'),
      defaultCountry: countryCode
        .optional()
        .describe(
          'Of numbers that are written without `+`. Absent: such a number holds the hire as `phone-unusable`.',
        ),
      countries: z
        .array(countryCode)
        .min(1)
        .optional()
        .describe('A number of another country holds the hire. Absent: all are fine.'),
      holdShared: z
        .boolean()
        .default(true)
        .describe('A number that another user of the org has too holds the hire.'),
      holdChanged: z
        .boolean()
        .default(true)
        .describe('A number that changes after the enrollment holds the hire.'),
    })
    .prefault({})
    .describe('Where the number is, and what holds a hire.'),
  completion: z
    .enum(['mfa-verified', 'active'])
    .default('mfa-verified')
    .describe(
      'When a hire is moved to Group B: after a sign-in with the phone, or `active`: as soon as the user is ACTIVE.',
    ),
  checkPolicies: z
    .boolean()
    .default(true)
    .describe(
      "Whether Okta's policies are looked at before anybody is touched or moved; a population that they would lock out is held.",
    ),
  hires: hiresSchema
    .prefault({})
    .describe('Who is meant. Whoever else is created ends as `skipped`, and nothing is done.'),
  batchAttribute: z
    .string()
    .min(1)
    .optional()
    .describe('The profile attribute that lists show as the batch.'),
  startDateAttribute: z
    .string()
    .min(1)
    .optional()
    .describe(
      'The profile attribute with the first working day, for `readiness` and for backfills.',
    ),
  waiting: waitingSchema
    .prefault({})
    .describe('What is done while the person is waited for; times count from the activation mail.'),
  sittingDays: z
    .number()
    .positive()
    .default(14)
    .describe('From how many days on somebody in Group A is on the daily list.'),
};
