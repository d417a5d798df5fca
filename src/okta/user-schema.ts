import { z } from 'zod';

/** A user of Okta's, read into our words. */
export const userSchema = z
  .object({
    id: z.string(),
    status: z.string(),
    type: z.object({ id: z.string() }).nullish(),
    profile: z.looseObject({}),
  })
  .transform(({ type, ...user }) => ({ ...user, ...(type && { typeId: type.id }) }));
