import { isSupportedCountry, type CountryCode } from 'libphonenumber-js/max';
import { z } from 'zod';

export const groupId = z
  .string()
  .regex(/^00g[0-9A-Za-z]{17}$/, 'must be the id of an Okta group: 00g…, 20 characters');

const countryCode = z
  .string()
  .refine(
    (code): code is CountryCode => isSupportedCountry(code),
    'must be an ISO 3166 country code',
  );

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

/** Which of the created users are hires of ours. Empty: all. */
const hiresSchema = z.strictObject({
  userTypes: oktaIds.default([]),
  groups: z.array(groupId).default([]),
});

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

/** What is more than one value comes from the file that `PREENROLL_CONFIG` names. */
export const configFileSchema = z.strictObject({
  groups: z.strictObject({ a: groupId, b: groupId }).partial().prefault({}),
  phone: z
    .strictObject({
      attributes: z.array(z.string().min(1)).min(1).default(['mobileNumber', 'mobilePhone']),
      defaultCountry: countryCode.optional(),
    })
    .prefault({}),
  completion: z.enum(['mfa-verified', 'active']).default('mfa-verified'),
  events: eventsSchema.prefault({}),
  hires: hiresSchema.prefault({}),
  reconciliation: reconciliationSchema.prefault({}),
  eventCards: z.array(eventCardSchema).default([]),
});

export type ConfigFile = z.infer<typeof configFileSchema>;
