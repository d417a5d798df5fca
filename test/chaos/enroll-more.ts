import { setTimeout as sleep } from 'node:timers/promises';
import type { Hire, OktaOrg } from '../end-to-end/support/okta-org.js';

/** Of Okta's event for a phone there are two, one for texts and one for calls: they are one act. */
const app = { factorType: 'token:software:totp', provider: 'GOOGLE' };
const phoneCall = { factorType: 'call', provider: 'OKTA' };

/**
 * The person sets up further factors, as soon as Okta lets him, which is when he is in Group B alone.
 *
 * @param wantsCalls whether the phone is to be called, too
 * @returns how many acts that were
 */
export async function enrollMore(
  okta: OktaOrg,
  { login }: Hire,
  { wantsCalls, signal }: { wantsCalls: boolean; signal: AbortSignal },
): Promise<number> {
  const enroll = (factor: object) =>
    okta.control('POST', '/self-enrollments', { login, ...factor });
  for (;;) {
    try {
      await enroll(app);
      break;
    } catch (error) {
      if (!/ 400 .*Multifactor policy/s.test((error as Error).message)) throw error;
    }
    await sleep(250, undefined, { signal });
  }
  if (!wantsCalls) return 1;
  await enroll(phoneCall);
  return 2;
}
