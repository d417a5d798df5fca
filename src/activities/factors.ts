import { activityInfo } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type {
  FactorRefusal,
  PassCode,
  Unactivated,
} from '../contract/enroll-and-activate-factor.js';
import { factorKindOf, type FactorKind } from '../contract/factor-kinds.js';
import { failureType } from '../contract/failures.js';
import type { PhoneCorrection } from '../contract/operator.js';
import type {
  FactorEnrollment,
  OktaClient,
  OktaFactor,
  OktaUser,
  PendingFactor,
} from '../okta/okta-client.js';
import { OktaApiError } from '../okta/okta-errors.js';
import { decryptText, encryptText, UnreadableTextError } from '../payload-codec/encrypt-text.js';
import type { EncryptionKeys } from '../payload-codec/encryption-keys.js';
import {
  decideCodeRefusal,
  decideEnrollmentRefusal,
  isLimitOfFactor,
  messageSettlesInMs,
} from './decide-factor-refusal.js';
import type { EnrollmentSettings, Population } from './enrollment-settings.js';
import { findPhone } from './find-phone.js';
import { needsAttention } from './needs-attention.js';
import { isExpectedCountry } from './phone-number.js';
import { choosePopulation } from './read-hire.js';

/** What every activity is told of the factor that it is about. No personal data. */
export interface FactorReference {
  userId: string;
  factorType: string;
  provider: string;
  /** From when on a pending factor can only be ours: the answer to an earlier attempt may have been lost. ISO 8601, by Okta's clock. */
  since: string;
  /** Of the user, once it is known. */
  population?: string;
  /** Who wants it, and why, where a person has said so. */
  operator?: string;
  reason?: string;
}

export interface FactorToEnroll extends FactorReference {
  phone?: PhoneCorrection;
  /** The person has a code already: a factor that is pending is kept, whoever enrolled it, because the code is for that one. */
  hasCode: boolean;
}

export interface PendingFactorReference extends FactorReference {
  factorId: string;
}

export type EnrolledFactor =
  | {
      factorId: string;
      population?: string;
      /** What the person needs to set up the app, for whoever has the key. */
      activation?: { encrypted: string };
    }
  | { refused: Unactivated };

export type ActivatedFactor =
  { factorId: string; activatedStatus: string } | { refused: Unactivated };

/** Or Okta's code for that another one is not sent yet. */
export type SentCode = { sent: true } | { tooSoon: string } | { refused: Unactivated };

export type CheckedCode = ActivatedFactor | { codeRefused: FactorRefusal; errorCode?: string };

/** Factors that the person activates, by a code or in an app. */
export function createFactorActivities(
  okta: OktaClient,
  settings: EnrollmentSettings,
  encryptionKeys: EncryptionKeys | undefined,
) {
  /**
   * Enrolls a factor, which is pending then. Repeatable: it looks first, and a pending factor that an earlier attempt has enrolled is kept,
   * so that no second message goes out. What brings a secret is enrolled again instead, because Okta tells the secret only once;
   * nobody is sent anything by that. The number, the address and the secret stay inside this activity, or leave it encrypted.
   */
  async function enrollFactor(input: FactorToEnroll): Promise<EnrolledFactor> {
    const { userId, factorType, provider } = input;
    const kind = factorKindOf(factorType, provider);
    if (kind === undefined) return { refused: 'unsupported-factor' };
    if (kind.bringsSecret && encryptionKeys === undefined) {
      return { refused: 'encryption-key-missing' };
    }
    try {
      const user = await okta.getUser(userId);
      if (user === undefined || user.status === 'DEPROVISIONED') return { refused: 'user-missing' };
      const population = await populationOf(user);
      const target = findTarget(kind, user, population, input);
      if ('refused' in target) return target;
      const known = { population: population.name };

      const factors = (await okta.listFactors(userId)).filter(isOfKind(input));
      const active = factors.find(({ status }) => status === 'ACTIVE');
      if (active !== undefined) {
        const isOther =
          target.phoneNumber !== undefined && active.phoneNumber !== target.phoneNumber;
        return { refused: isOther ? 'existing-phone' : 'already-enrolled' };
      }
      const pending = factors.find(
        (factor) =>
          isPending(factor) &&
          (target.phoneNumber === undefined || factor.phoneNumber === target.phoneNumber) &&
          (input.hasCode || (!kind.bringsSecret && isSince(input)(factor))),
      );
      if (pending !== undefined) return { factorId: pending.id, ...known };

      const enrolled = await okta.enrollFactor(userId, { factorType, provider, ...target });
      return { factorId: enrolled.id, ...known, ...hide(enrolled, userId) };
    } catch (error) {
      const refused = decideEnrollmentRefusal(error);
      if (refused !== undefined) return { refused };
      throw afterMessage(error);
    }
  }

  /**
   * Has Okta check a code. Repeatable: it looks first, and an ACTIVE factor of the kind is what an attempt has activated whose answer was lost, because there
   * was none when the factor was enrolled.
   */
  async function activateFactor(
    input: PendingFactorReference & { passCode: PassCode },
  ): Promise<CheckedCode> {
    const { userId, factorId } = input;
    const passCode = readCode(input.passCode, userId);
    if (passCode === undefined) return { codeRefused: 'code-unreadable' };
    const factor = await okta.getFactor(userId, factorId);
    if (factor?.status === 'ACTIVE') return toActivated(factor);
    if (factor === undefined || !isPending(factor)) return findActivated(input);
    try {
      return toActivated(await okta.activateFactor(userId, factorId, passCode));
    } catch (error) {
      const refusal = decideCodeRefusal(error);
      if (refusal) return { codeRefused: refusal.refused, errorCode: refusal.errorCode };
      if (isGone(error)) return findActivated(input);
      throw error;
    }
  }

  /**
   * Has Okta send another code. Where an attempt's answer was lost, the next one is refused by Okta within 30 seconds, and counts as sent then; later the person
   * may get two codes, of which the second is good.
   */
  async function resendFactorCode(input: PendingFactorReference): Promise<SentCode> {
    const { userId, factorId } = input;
    const pending = await okta.getFactor(userId, factorId);
    if (pending === undefined || !isPending(pending)) return { refused: 'factor-gone' };
    try {
      await okta.resendFactorCode(userId, pending);
      return { sent: true };
    } catch (error) {
      if (isGone(error)) return { refused: 'factor-gone' };
      if (!(error instanceof OktaApiError)) throw error;
      const isJustSent = messageSettlesInMs(error) !== undefined;
      if (isJustSent && activityInfo().attempt > 1) return { sent: true };
      if (isJustSent || isLimitOfFactor(error)) return { tooSoon: error.errorCode };
      throw error;
    }
  }

  /**
   * Asks whether the person has accepted in the app, and is tried again by Temporal until it is decided, which costs no history and no slot. It is recorded
   * like an effect, because its answer is the only news that the factor is active.
   */
  async function awaitPush(input: PendingFactorReference): Promise<ActivatedFactor> {
    const { userId, factorId } = input;
    try {
      const answer = await okta.pollPushActivation(userId, factorId);
      if ('factor' in answer) return toActivated(answer.factor);
      const { factorResult } = answer;
      if (['REJECTED', 'CANCELLED'].includes(factorResult)) return { refused: 'rejected' };
      if (['TIMEOUT', 'EXPIRED'].includes(factorResult)) return { refused: 'timed-out' };
    } catch (error) {
      if (isGone(error)) return findActivated(input);
      throw error;
    }
    throw ApplicationFailure.create({
      type: failureType.pushUnanswered,
      message: 'The person has not accepted it in the app yet. Okta is asked again.',
      nextRetryDelay: Math.min(activityInfo().attempt, 4) * 1_000,
      // Expected: no warning in the log, no failure in the metrics.
      category: ApplicationFailureCategory.BENIGN,
    });
  }

  /**
   * Unenrolls what is still pending of the factor: that of the id, and any that can only be ours, because the answer to its enrollment was lost. Repeatable:
   * what is gone counts as unenrolled. With a push factor Okta would unenroll every other factor of Okta Verify too: where the user has
   * an active one, the pending one is left, and ends by itself.
   */
  async function unenrollPendingFactor(
    input: FactorReference & { factorId?: string },
  ): Promise<{ unenrolled: number; left: number }> {
    const { userId, factorType, factorId } = input;
    try {
      const factors = await okta.listFactors(userId);
      const pending = factors.filter(
        (factor) =>
          isPending(factor) &&
          isOfKind(input)(factor) &&
          (factor.id === factorId || isSince(input)(factor)),
      );
      if (factorType === 'push' && factors.some(isActiveOktaVerify)) {
        return { unenrolled: 0, left: pending.length };
      }
      for (const { id } of pending) await okta.unenrollFactor(userId, id);
      return { unenrolled: pending.length, left: 0 };
    } catch (error) {
      if (isGone(error)) return { unenrolled: 0, left: 0 };
      // Nothing can be unenrolled from a user who is deactivated.
      if (error instanceof OktaApiError && error.errorCode === 'E0000038') {
        return { unenrolled: 0, left: 1 };
      }
      throw error;
    }
  }

  async function populationOf(user: OktaUser): Promise<Population> {
    const { populations } = settings;
    const groupIds = populations.length > 1 ? await okta.listUserGroupIds(user.id) : [];
    return choosePopulation(populations, user, groupIds).population;
  }

  /** Where the codes go. */
  function findTarget(
    kind: FactorKind,
    user: OktaUser,
    population: Population,
    { userId, factorType, phone }: FactorToEnroll,
  ): Pick<FactorEnrollment, 'phoneNumber' | 'email'> | { refused: Unactivated } {
    if (kind.sentTo === 'mail') {
      const { email } = user.profile;
      return typeof email === 'string' && email !== ''
        ? { email }
        : { refused: 'mail-address-missing' };
    }
    if (kind.sentTo !== 'phone') return {};
    const found = findPhone(
      user,
      { userId, ...(phone && { phone }) },
      population,
      encryptionKeys,
      factorType === 'call' ? 'calls' : 'texts',
    );
    if (!isExpectedCountry(found, population)) throw needsAttention('phone-country-unexpected');
    return { phoneNumber: found.e164 };
  }

  /** What was activated without our knowing, or that there is nothing to activate any more. */
  async function findActivated(input: FactorReference): Promise<ActivatedFactor> {
    const factors = (await okta.listFactors(input.userId)).filter(isOfKind(input));
    const active = factors.find(({ status }) => status === 'ACTIVE');
    return active === undefined ? { refused: 'factor-gone' } : toActivated(active);
  }

  function readCode(passCode: PassCode, userId: string): string | undefined {
    if (typeof passCode === 'string') return passCode;
    if (encryptionKeys === undefined) return undefined;
    try {
      return decryptText(encryptionKeys, passCode.encrypted, userId);
    } catch (error) {
      if (error instanceof UnreadableTextError) return undefined;
      throw error;
    }
  }

  function hide({ activation }: PendingFactor, userId: string) {
    if (activation === undefined || encryptionKeys === undefined) return {};
    return {
      activation: { encrypted: encryptText(encryptionKeys[0], JSON.stringify(activation), userId) },
    };
  }

  return {
    ...{ enrollFactor, activateFactor, resendFactorCode },
    ...{ awaitPush, unenrollPendingFactor },
  };
}

export type FactorActivities = ReturnType<typeof createFactorActivities>;

/** Okta has just sent the person a message: the enrollment is tried again when another may go out. */
function afterMessage(error: unknown): unknown {
  const nextRetryDelay = messageSettlesInMs(error);
  if (nextRetryDelay === undefined) return error;
  return ApplicationFailure.create({
    type: failureType.oktaRateLimited,
    message: (error as Error).message,
    nextRetryDelay,
  });
}

function toActivated({ id, status }: OktaFactor): ActivatedFactor {
  if (status !== 'ACTIVE') {
    throw ApplicationFailure.retryable(
      'Okta has not made the factor ACTIVE yet',
      failureType.oktaUnavailable,
    );
  }
  return { factorId: id, activatedStatus: status };
}

function isGone(error: unknown): boolean {
  if (!(error instanceof OktaApiError)) return false;
  return error.status === 404 || error.causes.some((cause) => /already set ?up/i.test(cause));
}

function isOfKind({ factorType, provider }: FactorReference): (factor: OktaFactor) => boolean {
  return (factor) => factor.factorType === factorType && factor.provider === provider;
}

function isPending({ status }: OktaFactor): boolean {
  return status === 'PENDING_ACTIVATION';
}

function isSince({ since }: FactorReference): (factor: OktaFactor) => boolean {
  return ({ created }) => created !== undefined && new Date(created) >= new Date(since);
}

function isActiveOktaVerify({ factorType, provider, status }: OktaFactor): boolean {
  if (status !== 'ACTIVE' || provider !== 'OKTA') return false;
  return ['push', 'signed_nonce', 'token:software:totp'].includes(factorType);
}
