import { z } from 'zod';

export const reconciliationSchema = z.strictObject({
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

/** When everything is frozen by itself. Absent limits are not watched. */
export const surgeSchema = z.strictObject({
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
export const driftSchema = z.strictObject({
  hour: z.int().min(0).max(23).default(4).describe('At which hour of the day, UTC.'),
  operatorsAddress: z
    .email('must be a mail address')
    .optional()
    .describe(
      'Where the alert goes. Absent: to the `operatorsAddress` of the escalations, if there is one.',
    ),
});
