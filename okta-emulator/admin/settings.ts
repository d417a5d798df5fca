import * as z from 'zod';

const perWindow = z.int().nonnegative().optional();

/** What `PUT /_emulator/settings` takes: the switches that are named are turned, the others stay. The engine can't be changed. */
export const settingsSchema = z.strictObject({
  secondaryEmailEnabled: z.boolean().optional(),
  passwordOptional: z.boolean().optional(),
  telephonyProviderActive: z.boolean().optional(),
  policyPropagationMs: z.int().nonnegative().optional(),
  activationLinkLifetimeMs: z.int().positive().optional(),
  mailEventsNameUser: z.boolean().optional(),
  factorEventsNameEnrollment: z.boolean().optional(),
  logDelayMs: z.int().nonnegative().optional(),
  pushActivationLifetimeMs: z.int().positive().optional(),
  groupSearchDelayMs: z.int().nonnegative().optional(),
  newPoliciesComeFirst: z.boolean().optional(),
  mostActiveHooks: z.int().nonnegative().optional(),
  passCode: z
    .string()
    .regex(/^\d{6}$/)
    .nullable()
    .optional(),
  sharedSecret: z
    .string()
    .regex(/^[A-Z2-7]{16,}$/)
    .nullable()
    .optional(),
  clockSkewMs: z.int().optional(),
  customAdminRolesAvailable: z.boolean().optional(),
  apiTokenExpiresAt: z.iso.datetime().nullable().optional(),
});

/** What `PUT /_emulator/limits` takes: the limits that are named are changed, from the next request on. */
export const limitsSchema = z.strictObject({
  perWindow: z
    .strictObject({
      logs: perWindow,
      getUser: perWindow,
      changeUser: perWindow,
      users: perWindow,
      group: perWindow,
      groups: perWindow,
      token: perWindow,
      other: perWindow,
    })
    .optional(),
  windowSeconds: z.int().positive().optional(),
  concurrency: z.int().nonnegative().optional(),
});
