import { z } from 'zod';
import { eventCardSchema, eventsSchema } from './events.js';
import { reactionsSchema } from './reactions.js';
import { treatment } from './treatment.js';
import { populationName } from './values.js';
import { driftSchema, reconciliationSchema, surgeSchema } from './watching.js';

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

/** What is more than one value comes from the file that `PREENROLL_CONFIG` names. */
export const configFileSchema = z.strictObject({
  ...treatment,
  /** What one does not say: `complete-populations.ts`. */
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
