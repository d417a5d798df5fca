import { createRequire } from 'node:module';
import type * as PhoneNumbers from 'libphonenumber-js/max';
import type { CountryCode } from 'libphonenumber-js/max';
import { IANAZone } from 'luxon';
import { z } from 'zod';
import { weakFamilies } from './contract/factor-family.js';
import { parseDuration } from './parse-duration.js';

export const groupId = z
  .string()
  .regex(/^00g[0-9A-Za-z]{17}$/, 'must be the id of an Okta group: 00g…, 20 characters');

const countryCode = z
  .string()
  .refine((code): code is CountryCode => isCountry(code), 'must be an ISO 3166 country code');

/** The rules of all the world's numbers are loaded by those who name a country: a gateway needs none. */
function isCountry(code: string): boolean {
  const load = createRequire(import.meta.url);
  const { isSupportedCountry } = load('libphonenumber-js/max') as typeof PhoneNumbers;
  return isSupportedCountry(code);
}

const oktaIds = z.array(z.string().regex(/^[0-9A-Za-z]{16,64}$/, 'must be an id of Okta'));

const regularExpression = z.string().transform((source, context) => {
  try {
    return new RegExp(source, 'i');
  } catch {
    context.addIssue('must be a regular expression');
    return z.NEVER;
  }
});

/** Which of Okta's events concern us. */
const eventsSchema = z.strictObject({
  ignoreTypes: z.array(z.string()).default([]),
  ignoreActors: oktaIds.default([]),
  /** Of our service app or API token. */
  ownActors: oktaIds.default([]),
  loginPattern: regularExpression.optional(),
  signInHints: z.enum(['hook', 'log']).default('hook'),
});

/** Which of the created users belong to the population. Empty: all. */
const hiresSchema = z.strictObject({
  userTypes: oktaIds.default([]),
  groups: z.array(groupId).default([]),
});

/** `3 days`, `36 hours`; becomes milliseconds. */
const duration = z.string().transform((text, context) => {
  const milliseconds = parseDuration(text);
  if (milliseconds !== undefined && milliseconds > 0) return milliseconds;
  context.addIssue('must be a time such as "3 days" or "36 hours"');
  return z.NEVER;
});

const timeZone = z
  .string()
  .refine((name) => IANAZone.isValidZone(name), 'must be an IANA time zone such as Europe/Berlin');

/** `09:00`; becomes minutes after midnight. */
const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time of the day such as 09:00')
  .transform((text) => {
    const [hours = 0, minutes = 0] = text.split(':').map(Number);
    return hours * 60 + minutes;
  });

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

const workingHoursSchema = z
  .strictObject({
    from: timeOfDay.prefault('09:00'),
    to: timeOfDay.prefault('17:00'),
    days: z
      .array(z.enum(weekdays).transform((day) => weekdays.indexOf(day) + 1))
      .min(1)
      .prefault(['Mon', 'Tue', 'Wed', 'Thu', 'Fri']),
    /** The profile attribute with the hire's own time zone. */
    timeZoneAttribute: z.string().min(1).default('timezone'),
    timeZone: timeZone.default('UTC'),
  })
  .refine(({ from, to }) => from < to, 'from must be before to');

/** What is done while a hire is waited for; times count from the activation mail. */
const waitingSchema = z.strictObject({
  reminders: z.array(duration).prefault(['1 day', '3 days', '6 days']),
  workingHours: workingHoursSchema.prefault({}),
  /** How long the org's activation links live. */
  linkLifetime: duration.prefault('7 days'),
  escalation: z
    .strictObject({
      managerAfter: duration.optional(),
      managerAttribute: z.string().min(1).default('managerId'),
      operatorsAfter: duration.optional(),
      operatorsAddress: z.email('must be a mail address').optional(),
    })
    .refine(
      ({ operatorsAfter, operatorsAddress }) =>
        (operatorsAfter === undefined) === (operatorsAddress === undefined),
      'operatorsAfter and operatorsAddress go together',
    )
    .prefault({}),
  expiry: z
    .strictObject({
      after: duration.optional(),
      groupA: z.enum(['keep', 'remove']).default('keep'),
      smsFactor: z.enum(['keep', 'unenroll']).default('keep'),
    })
    .prefault({}),
});

/** How the hires of a population are treated. */
const treatment = {
  groups: z
    .strictObject({
      a: groupId,
      b: groupId,
      /** HR creates its hires in Group A: whoever is in it counts as put there by us. */
      trustA: z.boolean(),
    })
    .partial()
    .prefault({}),
  phone: z
    .strictObject({
      attributes: z
        .array(z.string().regex(/^\w+$/))
        .min(1)
        .default(['mobileNumber', 'mobilePhone']),
      defaultCountry: countryCode.optional(),
      /** Where numbers are expected from. Absent: from anywhere. */
      countries: z.array(countryCode).min(1).optional(),
      /** Rules that hold a hire for a person. */
      holdShared: z.boolean().default(true),
      holdChanged: z.boolean().default(true),
    })
    .prefault({}),
  completion: z.enum(['mfa-verified', 'active']).default('mfa-verified'),
  checkPolicies: z.boolean().default(true),
  hires: hiresSchema.prefault({}),
  batchAttribute: z.string().min(1).optional(),
  startDateAttribute: z.string().min(1).optional(),
  waiting: waitingSchema.prefault({}),
  /** From how many days on somebody in Group A is on the daily list. */
  sittingDays: z.number().positive().default(14),
};

/** The name goes into every run of the population: never rename one. */
const populationName = z.string().regex(/^[\w-]{1,40}$/, 'must be a plain word');

const reconciliationSchema = z.strictObject({
  intervalSeconds: z.int().min(5).max(3600).default(60),
  /** From when on hires count, at the first start. Absent: from ten minutes before. */
  startAt: z.iso.datetime({ offset: true }).optional(),
  /** How much of the rate limit of Okta's System Log may be used. */
  shareOfLimit: z.number().gt(0).max(1).default(0.5),
  /** Our event hook's id; absent: the failures of every hook are reported. */
  eventHookId: z.string().optional(),
});

/** A workflow of anyone's to be started for each event card that fits. */
const eventCardSchema = z.strictObject({
  workflowType: z.string().min(1),
  taskQueue: z.string().min(1),
  /** As Okta names them, in upper case: SMS, PASSWORD, … Absent: every method that is no password. */
  methods: z.array(z.string().toUpperCase()).min(1).optional(),
  actors: oktaIds.min(1).optional(),
  groups: z.array(groupId).min(1).optional(),
  payload: z.enum(['encrypted', 'plain text with personal data']).default('encrypted'),
});

/** When everything is frozen by itself. Absent limits are not watched. */
const surgeSchema = z.strictObject({
  windowMinutes: z.number().positive().default(60),
  hires: z.int().positive().optional(),
  holds: z.int().positive().optional(),
  holdShare: z.number().gt(0).max(1).optional(),
  failures: z.int().positive().optional(),
});

/** The daily check of everything that `preenroll doctor` looks at. */
const driftSchema = z.strictObject({
  /** UTC. */
  hour: z.int().min(0).max(23).default(4),
  /** Where the alert goes. Absent: to the operators of the populations' escalations. */
  operatorsAddress: z.email('must be a mail address').optional(),
});

/** How many hires of a backfill may be in progress at once. */
const backfillSchema = z.strictObject({ inProgress: z.int().positive().default(40) });

/** What all workers together may ask of Okta. */
const oktaSchema = z.strictObject({
  /** How much may be used of what Okta's headers allow our credential. */
  share: z.number().gt(0).max(1).default(0.95),
  /** Calls at the same time; the smallest org-wide limit that Okta has published is 35. */
  concurrency: z.int().min(1).max(1_000).default(30),
});

/** Our own mails. */
const mailsSchema = z.strictObject({
  /** A folder with templates that take the place of ours. */
  templates: z.string().min(1).optional(),
  /** For whom the profile names none that there are templates in. */
  language: z
    .string()
    .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$/)
    .default('en'),
});

/** A host name or address; with a port it would never be met. */
const hostName = z.string().regex(/^[\w.:-]+$/, 'must be a host name or an address');

const httpUrl = z.url({ protocol: /^https?$/, error: 'must be a URL with https://' });

/** As the classifier names them. */
const factorFamilies = z.array(
  z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be a word such as phone'),
);

const anyTickets = { url: httpUrl };

/** Where tickets are made. Secrets come from the environment. */
const ticketsSchema = z.discriminatedUnion('system', [
  z.strictObject({
    system: z.literal('jira'),
    ...anyTickets,
    /** Of the account that the API token belongs to. */
    email: z.email('must be a mail address'),
    project: z.string().regex(/^[A-Z][A-Z0-9_]+$/, 'must be the key of a project'),
    issueType: z.string().min(1).default('Task'),
    labels: z.array(z.string().regex(/^\S+$/, 'must be a label without spaces')).default([]),
  }),
  z.strictObject({
    system: z.literal('servicenow'),
    ...anyTickets,
    user: z.string().min(1),
    table: z
      .string()
      .regex(/^[a-z][a-z0-9_]*$/, 'must be the name of a table')
      .default('incident'),
    fields: z.record(z.string(), z.string()).default({}),
  }),
  z.strictObject({ system: z.literal('webhook'), ...anyTickets }),
]);

/** What is done when somebody activates a factor. */
const reactionsSchema = z.strictObject({
  /** For how long what the same person does with the same kind of factor is one act. */
  window: duration.prefault('10 minutes'),
  /** How long an event is waited for that the System Log does not show yet. */
  patience: duration.prefault('30 minutes'),
  privileged: z
    .strictObject({
      groups: z.array(groupId).default([]),
      adminRoles: z.union([z.literal('any'), z.array(z.string().min(1)).min(1)]).optional(),
      attributes: z
        .array(z.strictObject({ name: z.string().min(1), values: z.array(z.string()).min(1) }))
        .default([]),
    })
    .prefault({}),
  highRisk: z
    .strictObject({
      newCountry: z
        .strictObject({
          lookBack: duration.prefault('30 days'),
          settled: duration.prefault('1 day'),
        })
        .optional(),
      adminEnrolled: z.boolean().default(true),
      weakFactors: factorFamilies.default([...weakFamilies]),
      outsideHours: workingHoursSchema.optional(),
    })
    .prefault({}),
  noise: z
    .array(
      z.strictObject({
        factors: factorFamilies.min(1).optional(),
        actors: z
          .array(z.enum(['self', 'admin', 'service', 'delegated']))
          .min(1)
          .optional(),
        populations: z.array(populationName).min(1).optional(),
        /** Whether it silences privileged users too. */
        privileged: z.boolean().default(false),
      }),
    )
    .default([]),
  storm: z
    .strictObject({
      more: z.int().min(1).default(20),
      within: duration.prefault('1 hour'),
    })
    .prefault({}),
  tickets: ticketsSchema.optional(),
  notify: z
    .strictObject({
      person: z.boolean().default(true),
      securityAddress: z.email('must be a mail address').optional(),
    })
    .prefault({}),
  /** Hosts of the ticket system and the chat that may be private, and may be called without TLS. */
  allowHosts: z.array(hostName).default([]),
});

/** What is more than one value comes from the file that `PREENROLL_CONFIG` names. */
export const configFileSchema = z.strictObject({
  ...treatment,
  /** In order; what one does not say is as it is said above: see {@link completePopulations}. Absent: all hires are treated alike. */
  populations: z
    .array(z.strictObject({ name: populationName, ...treatment }))
    .min(1)
    .refine(
      (all) => new Set(all.map(({ name }) => name)).size === all.length,
      'must have names of their own',
    )
    .optional(),
  events: eventsSchema.prefault({}),
  okta: oktaSchema.prefault({}),
  reconciliation: reconciliationSchema.prefault({}),
  groupASweep: z.strictObject({ hour: z.int().min(0).max(23).default(3) }).prefault({}),
  drift: driftSchema.prefault({}),
  surge: surgeSchema.optional(),
  backfill: backfillSchema.prefault({}),
  mails: mailsSchema.prefault({}),
  eventCards: z.array(eventCardSchema).default([]),
  /** Absent: factors that are activated are no concern of ours. */
  reactions: reactionsSchema.optional(),
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
