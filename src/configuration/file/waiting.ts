import { z } from 'zod';
import { duration } from './values.js';
import { workingHoursSchema } from './working-hours.js';

/** What is done while a hire is waited for; times count from the activation mail. */
export const waitingSchema = z.strictObject({
  reminders: z
    .array(duration)
    .prefault(['1 day', '3 days', '6 days'])
    .describe('When the person is reminded, each time with a new link.'),
  workingHours: workingHoursSchema
    .prefault({})
    .describe('When reminders and escalations may go out.'),
  linkLifetime: duration
    .prefault('7 days')
    .describe(
      "How long the org's activation links live (Security › General): a mail with a new link goes out before the last one ends.",
    ),
  escalation: z
    .strictObject({
      managerAfter: duration
        .optional()
        .describe("After how long the person's manager is told, once. Absent: never."),
      managerAttribute: z
        .string()
        .min(1)
        .default('managerId')
        .describe("The profile attribute with the manager's Okta id, login or mail address."),
      operatorsAfter: duration
        .optional()
        .describe('After how long the operators are told, once. Absent: never.'),
      operatorsAddress: z
        .email('must be a mail address')
        .optional()
        .describe('Where to; goes together with `operatorsAfter`.'),
    })
    .refine(
      ({ operatorsAfter, operatorsAddress }) =>
        (operatorsAfter === undefined) === (operatorsAddress === undefined),
      'operatorsAfter and operatorsAddress go together',
    )
    .prefault({})
    .describe('Who else is told.'),
  expiry: z
    .strictObject({
      after: duration
        .optional()
        .describe(
          'After how long the run ends as `expired`. Absent: it waits as long as it takes.',
        ),
      groupA: z
        .enum(['keep', 'remove'])
        .default('keep')
        .describe('Whether the person is taken out of Group A then.'),
      smsFactor: z
        .enum(['keep', 'unenroll'])
        .default('keep')
        .describe('Whether the phone that we enrolled is unenrolled then.'),
    })
    .prefault({})
    .describe('When nobody is waited for any more.'),
});
