import type { CompletionEvidence, CompletionRule } from '../contract/pre-enroll-user.js';
import { isPhoneVerification } from '../contract/okta-event.js';
import { parseOktaEvent } from '../dispatch/parse-okta-event.js';
import { OktaApiError } from '../okta/okta-errors.js';
import type { OktaClient } from '../okta/okta-client.js';
import type { EnrollmentSettings } from './enrollment-settings.js';
import { needsAttention } from './needs-attention.js';
import { isSmsFactor } from './sms-factor.js';

type PhoneVerification = NonNullable<CompletionEvidence['phoneVerification']>;

/** Okta's own state, as far as a completion rule asks for it. */
export interface ActivationFacts {
  rule: CompletionRule;
  /** Okta's user status, or DELETED. */
  userStatus: string;
  factorIsActive: boolean;
  phoneVerification?: PhoneVerification;
}

export function createActivationActivities(okta: OktaClient, settings: EnrollmentSettings) {
  /**
   * Lets Okta send its activation mail, to a STAGED user only: a deactivated one would be revived by the same call. Repeatable:
   * Okta refuses a second activation (403 `E0000016`, `E0000038`), so no second mail goes out, and an activated user counts as done.
   */
  async function activateUser({ userId }: { userId: string }): Promise<void> {
    if ((await readStatus(userId)) !== 'STAGED') return;
    try {
      await okta.activateUser(userId);
    } catch (error) {
      if (!isRefusedByStatus(error)) throw error;
      if ((await readStatus(userId)) === 'STAGED') throw needsAttention('okta-refused', error);
    }
  }

  /**
   * Reads what the completion rule asks for; changes nothing.
   *
   * @param factorId the factor that preenroll enrolled
   * @param since verifications before this time (ISO 8601) do not count
   * @param phoneVerification one that a hook has brought; the System Log is searched if there is none
   */
  async function checkActivation(input: {
    userId: string;
    factorId: string;
    since: string;
    phoneVerification?: PhoneVerification;
  }): Promise<ActivationFacts> {
    const { userId, factorId } = input;
    const rule = settings.completionRule;
    const userStatus = await readStatus(userId);
    if (userStatus !== 'ACTIVE') return { rule, userStatus, factorIsActive: false };

    const factor = (await okta.listFactors(userId)).find(({ id }) => id === factorId);
    const factorIsActive =
      factor !== undefined && isSmsFactor(factor) && factor.status === 'ACTIVE';
    const phoneVerification =
      input.phoneVerification ??
      (rule === 'mfa-verified' ? await findVerification(input) : undefined);
    return { rule, userStatus, factorIsActive, ...(phoneVerification && { phoneVerification }) };
  }

  async function readStatus(userId: string): Promise<string> {
    return (await okta.getUser(userId))?.status ?? 'DELETED';
  }

  async function findVerification({
    userId,
    since,
  }: {
    userId: string;
    since: string;
  }): Promise<PhoneVerification | undefined> {
    const events = await okta.listLogEvents({
      since: new Date(since),
      filter: `eventType eq "user.authentication.auth_via_mfa" and target.id eq "${userId}"`,
    });
    for (const raw of events) {
      const parsed = parseOktaEvent(raw);
      if (!('event' in parsed) || !isPhoneVerification(parsed.event)) continue;
      const { uuid, published } = parsed.event;
      // The log is searched by the time at which Okta wrote an event down, which may be later than its own.
      if (published >= since) return { eventId: uuid, published, seenIn: 'system-log' };
    }
    return undefined;
  }

  return { activateUser, checkActivation };
}

function isRefusedByStatus(error: unknown): error is OktaApiError {
  return error instanceof OktaApiError && ['E0000016', 'E0000038'].includes(error.errorCode);
}
