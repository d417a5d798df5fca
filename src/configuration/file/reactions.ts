import { z } from 'zod';
import { weakFamilies } from '../../contract/factor-family.js';
import { ticketsSchema } from './tickets.js';
import { duration, groupId, hostName, populationName } from './values.js';
import { workingHoursSchema } from './working-hours.js';

/** As the classifier names them. */
const factorFamilies = z.array(
  z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be a word such as phone'),
);

/** What is done when somebody activates a factor. */
export const reactionsSchema = z.strictObject({
  window: duration
    .prefault('10 minutes')
    .describe('For how long what one person does with one kind of factor is one act.'),
  patience: duration
    .prefault('30 minutes')
    .describe('How long an event is waited for that the System Log does not show yet.'),
  privileged: z
    .strictObject({
      groups: z.array(groupId).default([]).describe('Members of one of these groups.'),
      adminRoles: z
        .union([z.literal('any'), z.array(z.string().min(1)).min(1)])
        .optional()
        .describe(
          'Who has one of these roles, as Okta names them (`SUPER_ADMIN`), or any. Absent: nobody is asked for roles.',
        ),
      attributes: z
        .array(
          z.strictObject({
            name: z.string().min(1).describe('A profile attribute.'),
            values: z.array(z.string()).min(1).describe('With one of these values.'),
          }),
        )
        .default([])
        .describe('Whose profile says so.'),
    })
    .prefault({})
    .describe('Who is privileged: whoever fits one of these.'),
  highRisk: z
    .strictObject({
      newCountry: z
        .strictObject({
          lookBack: duration.prefault('30 days').describe('Which sign-ins are compared.'),
          settled: duration
            .prefault('1 day')
            .describe('The last ones do not count: an intruder may have made one.'),
        })
        .optional()
        .describe(
          "The enrollment came from a country that none of the user's sign-ins came from. Absent: countries are not compared.",
        ),
      adminEnrolled: z
        .boolean()
        .default(true)
        .describe("By another user, or by a program with somebody's token."),
      weakFactors: factorFamilies
        .default([...weakFamilies])
        .describe('These families, on a privileged user.'),
      outsideHours: workingHoursSchema
        .optional()
        .describe('Outside these hours. Absent: no such rule.'),
    })
    .prefault({})
    .describe('What is of high risk.'),
  noise: z
    .array(
      z.strictObject({
        factors: factorFamilies.min(1).optional().describe('Of these families. Absent: all.'),
        actors: z
          .array(z.enum(['self', 'admin', 'service', 'delegated']))
          .min(1)
          .optional()
          .describe('Done by one of these. Absent: by whoever.'),
        populations: z
          .array(populationName)
          .min(1)
          .optional()
          .describe('Of users of these populations. Absent: of all.'),
        privileged: z
          .boolean()
          .default(false)
          .describe('Whether it silences privileged users too.'),
      }),
    )
    .default([])
    .describe('What makes no ticket although it is of high risk; the first that fits counts.'),
  storm: z
    .strictObject({
      more: z
        .int()
        .min(1)
        .default(20)
        .describe('So many have tickets of their own; those above are on the list of one.'),
      within: duration.prefault('1 hour').describe('Within how long.'),
    })
    .prefault({})
    .describe('Many at once.'),
  tickets: ticketsSchema.optional().describe('Where tickets are made. Absent: nowhere.'),
  notify: z
    .strictObject({
      person: z.boolean().default(true).describe('Whether the person is asked "was this you?".'),
      securityAddress: z
        .email('must be a mail address')
        .optional()
        .describe('Who else is told by mail. Absent: nobody.'),
    })
    .prefault({})
    .describe('Who is told.'),
  allowHosts: z
    .array(hostName)
    .default([])
    .describe(
      'Hosts of the ticket system and the chat that may have private addresses, and may be called without TLS.',
    ),
});

export type ReactionsConfig = z.infer<typeof reactionsSchema>;

/** Nothing is privileged or of high risk: for runs that began before the configuration lost its `reactions`. */
export const noReactions: ReactionsConfig = reactionsSchema.parse({
  highRisk: { adminEnrolled: false, weakFactors: [] },
});
