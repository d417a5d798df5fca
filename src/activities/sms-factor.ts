import { ApplicationFailure } from '@temporalio/common';
import { noteEvidence, notePhone } from '../audit/evidence.js';
import { failureType } from '../contract/failures.js';
import type { OktaClient, OktaFactor } from '../okta/okta-client.js';
import { OktaApiError } from '../okta/okta-errors.js';
import type { EncryptionKeys } from '../payload-codec/encryption-keys.js';
import type { Population } from './enrollment-settings.js';
import { findPhone } from './find-phone.js';
import { isAccepted, type HireReference } from './hire-reference.js';
import { needsAttention } from './needs-attention.js';
import { isExpectedCountry, type UsablePhone } from './phone-number.js';
import type { PopulationOf } from './populations.js';

/** The factor that preenroll enrolls. */
export function isSmsFactor({ factorType, provider }: OktaFactor): boolean {
  return factorType === 'sms' && provider === 'OKTA';
}

export interface SmsEnrollment extends HireReference {
  /** The factor that this run has enrolled before. */
  ours?: string;
  /** From when on an enrolled factor can only be ours: the answer to an earlier attempt may have been lost. ISO 8601, by Okta's clock. */
  oursSince?: string;
}

export interface EnrolledSms {
  factorId: string;
  /** `found`: it was enrolled before, with the same number, and not by us. */
  origin: 'enrolled' | 'found';
}

export function createSmsFactorActivities(
  okta: OktaClient,
  populationOf: PopulationOf,
  encryptionKeys: EncryptionKeys | undefined,
) {
  /**
   * True once the enrollment policy that applies to the user allows SMS. Okta evaluates the policy with the groups as it knows them,
   * which takes a moment after a change; it refuses the enrollment until then.
   */
  async function isSmsAllowed({ userId }: HireReference): Promise<boolean> {
    return (await okta.listAllowedFactors(userId)).includes('sms:OKTA');
  }

  /**
   * Enrolls the number of the profile, or where an operator has said it is, ACTIVE at once. Another number is
   * replaced only if it is ours, or if an operator has accepted it. Repeatable: it looks first, and an ACTIVE factor with the same number
   * is taken as done. The number stays inside this activity.
   */
  async function enrollSms(input: SmsEnrollment): Promise<EnrolledSms> {
    const { userId } = input;
    const population = populationOf(input.population);
    const user = await okta.getUser(userId);
    const phone = findPhone(user ?? { profile: {} }, input, population, encryptionKeys);
    notePhone(phone.e164);
    refuseUnexpectedCountry(phone, population, input);
    await refuseSharedNumber(phone, population, input);

    const present = (await okta.listFactors(userId)).find(
      (factor) => isSmsFactor(factor) && factor.status === 'ACTIVE',
    );
    if (present !== undefined) {
      const isOurs = isOurFactor(present, input);
      if (present.phoneNumber === phone.e164) {
        return { factorId: present.id, origin: isOurs ? 'enrolled' : 'found' };
      }
      if (!isOurs && !isAccepted(input, 'other-phone-enrolled')) {
        throw needsAttention('other-phone-enrolled');
      }
      noteEvidence({ replaced: present.id });
      await okta.unenrollFactor(userId, present.id);
    }

    const { id: factorId, status } = await okta.enrollSmsFactor(userId, phone.e164);
    if (status !== 'ACTIVE') {
      throw ApplicationFailure.retryable(
        'Okta has not made the enrolled factor ACTIVE yet',
        failureType.oktaUnavailable,
      );
    }
    return { factorId, origin: 'enrolled' };
  }

  /**
   * Unenrolls what preenroll has enrolled: the factor of the id, and any that can only be ours, because the answer to an enrollment was lost.
   * Repeatable: what is gone counts as unenrolled.
   */
  async function unenrollSms(
    input: HireReference & Pick<SmsEnrollment, 'ours' | 'oursSince'>,
  ): Promise<{ unenrolled: number }> {
    const { userId, ours } = input;
    const listed = (await okta.listFactors(userId)).filter(
      (factor) => isSmsFactor(factor) && isOurFactor(factor, input),
    );
    // Okta does not list what the policy forbids, and unenrolls it all the same.
    const ids = new Set([...(ours === undefined ? [] : [ours]), ...listed.map(({ id }) => id)]);
    for (const id of ids) await okta.unenrollFactor(userId, id);
    return { unenrolled: ids.size };
  }

  async function refuseSharedNumber(
    { e164, written }: UsablePhone,
    { holdsSharedPhones, phoneAttributes }: Population,
    hire: HireReference,
  ): Promise<void> {
    if (!holdsSharedPhones || isAccepted(hire, 'phone-shared')) return;
    const holders = await findHolders(phoneAttributes, [...new Set([e164, written])]);
    if (holders.some((id) => id !== hire.userId)) throw needsAttention('phone-shared');
  }

  /** An attribute that the org does not have makes Okta refuse the whole search: each is searched by itself then. */
  async function findHolders(
    attributes: readonly string[],
    numbers: readonly string[],
  ): Promise<string[]> {
    try {
      return await okta.findUserIds(attributes, numbers);
    } catch (error) {
      if (!(error instanceof OktaApiError) || error.errorCode !== 'E0000031') throw error;
      if (attributes.length < 2) return [];
      const found = await Promise.all(attributes.map((each) => findHolders([each], numbers)));
      return found.flat();
    }
  }

  return { isSmsAllowed, enrollSms, unenrollSms };
}

function refuseUnexpectedCountry(
  phone: UsablePhone,
  population: Population,
  hire: HireReference,
): void {
  if (isExpectedCountry(phone, population) || isAccepted(hire, 'phone-country-unexpected')) return;
  throw needsAttention('phone-country-unexpected');
}

function isOurFactor({ id, created }: OktaFactor, { ours, oursSince }: SmsEnrollment): boolean {
  if (id === ours) return true;
  return (
    created !== undefined && oursSince !== undefined && new Date(created) >= new Date(oursSince)
  );
}
