import * as z from 'zod';

import { armingSchema } from '../faults/armed-faults.js';

/**
 * What the mail server does instead of accepting a message.
 * `refuse` answers with a 4xx (try again) or 5xx (never) code, at a recipient or after the message.
 * `hang` takes the message, keeps nothing of it and never answers.
 * `answer-late` keeps the message and says so after `ms`; without `ms` it never says so. The sender cannot tell these two from `hang`.
 * `cut` keeps the message and closes the connection in place of saying so.
 */
export const smtpFaultSchema = z.discriminatedUnion('kind', [
  armingSchema.extend({
    kind: z.literal('refuse'),
    at: z.enum(['rcpt', 'data']),
    code: z.int().min(400).max(599),
  }),
  armingSchema.extend({ kind: z.literal('hang') }),
  armingSchema.extend({ kind: z.literal('answer-late'), ms: z.int().positive().optional() }),
  armingSchema.extend({ kind: z.literal('cut') }),
]);

export type SmtpFault = z.infer<typeof smtpFaultSchema>;

/** Where in the dialogue a fault strikes. */
export type SmtpStage = 'rcpt' | 'data';

export function strikesAt(fault: SmtpFault, stage: SmtpStage): boolean {
  return stage === (fault.kind === 'refuse' ? fault.at : 'data');
}
