import { ApplicationFailure } from '@temporalio/common';
import { failureType } from '../contract/failures.js';
import type { OktaClient, OktaFactor } from '../okta/okta-client.js';
import type { EnrollmentSettings } from './enrollment-settings.js';
import { needsAttention } from './needs-attention.js';
import { readPhoneNumber } from './phone-number.js';

/** The factor that preenroll enrolls. */
export function isSmsFactor({ factorType, provider }: OktaFactor): boolean {
  return factorType === 'sms' && provider === 'OKTA';
}

export function createSmsFactorActivities(okta: OktaClient, settings: EnrollmentSettings) {
  /**
   * True once the enrollment policy that applies to the user allows SMS. Okta evaluates the policy with the groups as it knows them,
   * which takes a moment after a change; it refuses the enrollment until then.
   */
  async function isSmsAllowed({ userId }: { userId: string }): Promise<boolean> {
    return (await okta.listAllowedFactors(userId)).includes('sms:OKTA');
  }

  /**
   * Enrolls the number of the profile, ACTIVE at once, and reads the factor back. Repeatable: it looks first, and an ACTIVE
   * factor with the same number is taken as done. The number stays inside this activity.
   */
  async function enrollSms({ userId }: { userId: string }): Promise<{ factorId: string }> {
    const user = await okta.getUser(userId);
    const phone = readPhoneNumber(user?.profile ?? {}, settings);
    if ('unusable' in phone) throw needsAttention(phone.unusable);

    const present = (await okta.listFactors(userId)).find(
      (factor) => isSmsFactor(factor) && factor.status === 'ACTIVE',
    );
    if (present !== undefined) {
      if (present.phoneNumber !== phone.e164) throw needsAttention('other-phone-enrolled');
      return { factorId: present.id };
    }

    const { id: factorId } = await okta.enrollSmsFactor(userId, phone.e164);
    const factor = await okta.getFactor(userId, factorId);
    if (factor?.status !== 'ACTIVE') {
      throw ApplicationFailure.retryable(
        'Okta does not show the enrolled factor as ACTIVE yet',
        failureType.oktaUnavailable,
      );
    }
    return { factorId };
  }

  return { isSmsAllowed, enrollSms };
}
