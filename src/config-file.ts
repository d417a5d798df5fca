import { createRequire } from 'node:module';
import type * as PhoneNumbers from 'libphonenumber-js/max';
import type { CountryCode } from 'libphonenumber-js/max';
import { IANAZone } from 'luxon';
import { z } from 'zod';
import { weakFamilies } from './contract/factor-family.js';
import { parseDuration } from './parse-duration.js';

export const groupId = z
  .string()
  .meta({ title: 'group id' })
  .regex(/^00g[0-9A-Za-z]{17}$/, 'must be the id of an Okta group: 00g…, 20 characters');

const countryCode = z
  .string()
  .meta({ title: 'country code' })
  .refine((code): code is CountryCode => isCountry(code), 'must be an ISO 3166 country code');

/** The rules of all the world's numbers are loaded by those who name a country: a gateway needs none. */
function isCountry(code: string): boolean {
  const load = createRequire(import.meta.url);
  const { isSupportedCountry } = load('libphonenumber-js/max') as typeof PhoneNumbers;
  return isSupportedCountry(code);
}

const oktaIds = z.array(
  z
    .string()
    .meta({ title: 'Okta id' })
    .regex(/^[0-9A-Za-z]{16,64}$/, 'must be an id of Okta'),
);

const regularExpression = z
  .string()
  .meta({ title: 'regular expression' })
  .transform((source, context) => {
    try {
      return new RegExp(source, 'i');
    } catch {
      context.addIssue('must be a regular expression');
      return z.NEVER;
    }
  });

/** Which of Okta's events concern us. */
const eventsSchema = z.strictObject({
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

/** Which of the created users belong to the population. Empty: all. */
const hiresSchema = z.strictObject({
  userTypes: oktaIds.default([]).describe('Ids `oty…` of the user types. Empty: all.'),
  groups: z
    .array(groupId)
    .default([])
    .describe('Ids `00g…`: the hire must be in one of these groups. Empty: all.'),
});

/** `3 days`, `36 hours`; becomes milliseconds. */
const duration = z
  .string()
  .meta({ title: 'time' })
  .transform((text, context) => {
    const milliseconds = parseDuration(text);
    if (milliseconds !== undefined && milliseconds > 0) return milliseconds;
    context.addIssue('must be a time such as "3 days" or "36 hours"');
    return z.NEVER;
  });

const timeZone = z
  .string()
  .meta({ title: 'IANA time zone' })
  .refine((name) => IANAZone.isValidZone(name), 'must be an IANA time zone such as Europe/Berlin');

/** `09:00`; becomes minutes after midnight. */
const timeOfDay = z
  .string()
  .meta({ title: 'time of day' })
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time of the day such as 09:00')
  .transform((text) => {
    const [hours = 0, minutes = 0] = text.split(':').map(Number);
    return hours * 60 + minutes;
  });

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

const workingHoursSchema = z
  .strictObject({
    from: timeOfDay.prefault('09:00').describe('When they begin.'),
    to: timeOfDay.prefault('17:00').describe('When they end; later than `from`.'),
    days: z
      .array(z.enum(weekdays).transform((day) => weekdays.indexOf(day) + 1))
      .min(1)
      .prefault(['Mon', 'Tue', 'Wed', 'Thu', 'Fri'])
      .describe('On which days.'),
    timeZoneAttribute: z
      .string()
      .min(1)
      .default('timezone')
      .describe("The profile attribute with the person's own time zone."),
    timeZone: timeZone.default('UTC').describe('Of those whose profile names none.'),
  })
  .refine(({ from, to }) => from < to, 'from must be before to');

/** What is done while a hire is waited for; times count from the activation mail. */
const waitingSchema = z.strictObject({
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

/** How the hires of a population are treated. */
const treatment = {
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

/** The name goes into every run of the population: never rename one. */
const populationName = z.string().regex(/^[\w-]{1,40}$/, 'must be a plain word');

const reconciliationSchema = z.strictObject({
  intervalSeconds: z.int().min(5).max(3600).default(60).describe('How often the log is read.'),
  startAt: z.iso
    .datetime({ offset: true })
    .optional()
    .describe(
      'From when on it is read, at the first start: `2026-11-01T00:00:00Z`. Absent: from ten minutes before it.',
    ),
  shareOfLimit: z
    .number()
    .gt(0)
    .max(1)
    .default(0.5)
    .describe('How much of the rate limit of the System Log may be used.'),
  eventHookId: z
    .string()
    .optional()
    .describe('Our event hook (`who…`). Absent: the failures of every hook are reported.'),
});

/** A workflow of anyone's to be started for each event card that fits. */
const eventCardSchema = z.strictObject({
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

/** When everything is frozen by itself. Absent limits are not watched. */
const surgeSchema = z.strictObject({
  windowMinutes: z.number().positive().default(60).describe('Within how many minutes.'),
  hires: z.int().positive().optional().describe('At so many new hires.'),
  holds: z.int().positive().optional().describe('At so many hires that are parked.'),
  holdShare: z
    .number()
    .gt(0)
    .max(1)
    .optional()
    .describe('When such a part of at least 20 new hires is parked.'),
  failures: z
    .int()
    .positive()
    .optional()
    .describe('At so many runs that failed, timed out or were terminated.'),
});

/** The daily check of everything that `preenroll doctor` looks at. */
const driftSchema = z.strictObject({
  hour: z.int().min(0).max(23).default(4).describe('At which hour of the day, UTC.'),
  operatorsAddress: z
    .email('must be a mail address')
    .optional()
    .describe(
      'Where the alert goes. Absent: to the `operatorsAddress` of the escalations, if there is one.',
    ),
});

/** How many hires of a backfill may be in progress at once. */
const backfillSchema = z.strictObject({
  inProgress: z
    .int()
    .positive()
    .default(40)
    .describe('How many people of a backfill Okta is asked for at a time.'),
});

/** What all workers together may ask of Okta. */
const oktaSchema = z.strictObject({
  share: z
    .number()
    .gt(0)
    .max(1)
    .default(0.95)
    .describe(
      'How much may be used of what Okta allows our credential in each window; the rest stays free for others.',
    ),
  // The smallest org-wide limit that Okta has published is 35.
  concurrency: z
    .int()
    .min(1)
    .max(1_000)
    .default(30)
    .describe('Calls under way at a time, over all workers; the smallest orgs have 35.'),
});

/** Our own mails. */
const mailsSchema = z.strictObject({
  templates: z
    .string()
    .min(1)
    .optional()
    .describe('A folder with templates that take the place of ours: [mails](mails.md).'),
  language: z
    .string()
    .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$/)
    .default('en')
    .describe('For whom the profile names no language that there are templates in.'),
});

/** A host name or address; with a port it would never be met. */
const hostName = z.string().regex(/^[\w.:-]+$/, 'must be a host name or an address');

const httpUrl = z.url({ protocol: /^https?$/, error: 'must be a URL with https://' });

/** As the classifier names them. */
const factorFamilies = z.array(
  z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be a word such as phone'),
);

const anyTickets = {
  url: httpUrl.describe(
    'Of the Jira site, of the ServiceNow instance, or the address of the webhook.',
  ),
};

const ticketSystem = 'Which of the three.';

/** Where tickets are made. Secrets come from the environment. */
const ticketsSchema = z.discriminatedUnion('system', [
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

/** What is done when somebody activates a factor. */
const reactionsSchema = z.strictObject({
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

/** What is more than one value comes from the file that `PREENROLL_CONFIG` names. */
export const configFileSchema = z.strictObject({
  ...treatment,
  /** What one does not say: {@link completePopulations}. */
  populations: z
    .array(
      z.strictObject({
        name: populationName.describe(
          'A plain word. It goes into every run of the population: never rename one.',
        ),
        ...treatment,
      }),
    )
    .min(1)
    .refine(
      (all) => new Set(all.map(({ name }) => name)).size === all.length,
      'must have names of their own',
    )
    .optional()
    .describe(
      'In order: the first that takes a hire. What one does not say is as it is said for all. Absent: all hires are treated alike.',
    ),
  events: eventsSchema.prefault({}).describe("Which of Okta's events concern us."),
  okta: oktaSchema.prefault({}).describe('What all workers together may ask of Okta.'),
  reconciliation: reconciliationSchema
    .prefault({})
    .describe("How Okta's System Log is read for what no hook has brought."),
  groupASweep: z
    .strictObject({
      hour: z.int().min(0).max(23).default(3).describe('At which hour of the day, UTC.'),
    })
    .prefault({})
    .describe('The daily look at who is in Group A.'),
  drift: driftSchema
    .prefault({})
    .describe('The daily check of the setup, and who hears of drift: [doctor](doctor.md).'),
  surge: surgeSchema
    .optional()
    .describe(
      'When everything is frozen by itself; a limit that is absent is not watched. Absent: never.',
    ),
  backfill: backfillSchema
    .prefault({})
    .describe('People who exist already: [backfills](backfill.md).'),
  mails: mailsSchema.prefault({}).describe('Our own mails.'),
  eventCards: z
    .array(eventCardSchema)
    .default([])
    .describe('Workflows of yours that are started with the User MFA event card.'),
  reactions: reactionsSchema
    .optional()
    .describe(
      'Tickets and notices when a factor is activated: [reactions](reactions.md). Absent: such events are no concern of ours.',
    ),
});

export type ConfigFile = z.infer<typeof configFileSchema>;

export type ReactionsConfig = z.infer<typeof reactionsSchema>;

/** Nothing is privileged or of high risk: for runs that began before the configuration lost its `reactions`. */
export const noReactions: ReactionsConfig = reactionsSchema.parse({
  highRisk: { adminEnrolled: false, weakFactors: [] },
});

type Content = Record<string, unknown>;

/** The file's content, with what a population does not say for itself taken from what is said for all. */
export function completePopulations(content: unknown): unknown {
  if (!isMapping(content) || !Array.isArray(content['populations'])) return content;
  const forAll = Object.fromEntries(
    Object.entries(content).filter(([key]) => Object.hasOwn(treatment, key)),
  );
  const populations = content['populations'].map((population: unknown) =>
    isMapping(population) ? overlay(forAll, population) : population,
  );
  return { ...content, populations };
}

function overlay(below: Content, above: Content): Content {
  const merged = Object.entries(above).map(([key, value]) => {
    const covered = below[key];
    return [key, isMapping(value) && isMapping(covered) ? overlay(covered, value) : value] as const;
  });
  return { ...below, ...Object.fromEntries(merged) };
}

function isMapping(value: unknown): value is Content {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
