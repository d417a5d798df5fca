import { attentionReasonOf } from '../contract/failures.js';
import type { ActivityTrace } from '../contract/activity-trace.js';
import type { CompletionEvidence, CompletionRule } from '../contract/pre-enroll-user.js';
import { isPhoneVerification } from '../contract/okta-event.js';
import type { WaitPlan } from '../contract/waiting.js';
import { parseOktaEvent } from '../dispatch/parse-okta-event.js';
import { logIsKeptForMs } from '../okta/log-retention.js';
import { OktaApiError } from '../okta/okta-errors.js';
import type { OktaClient, OktaUser } from '../okta/okta-client.js';
import type { EncryptionKeys } from '../payload-codec/encryption-keys.js';
import type { Population } from './enrollment-settings.js';
import { findPhone } from './find-phone.js';
import { isAccepted, type HireReference } from './hire-reference.js';
import { needsAttention } from './needs-attention.js';
import { planWaiting } from './plan-waiting.js';
import type { PopulationOf } from './populations.js';
import { isSmsFactor } from './sms-factor.js';

type PhoneVerification = NonNullable<CompletionEvidence['phoneVerification']>;

/** Okta's own state, as far as a completion rule asks for it. */
export interface ActivationFacts {
  rule: CompletionRule;
  /** Okta's user status, or DELETED. */
  userStatus: string;
  factorIsActive: boolean;
  /** Of our factor: Okta's word, or GONE. */
  factorStatus?: string;
  phoneVerification?: PhoneVerification;
  /** Present if the run must be held for a person. */
  hold?: 'factor-lost' | 'phone-changed';
  /** Added by the worker. */
  trace?: ActivityTrace;
}

/** What is known once Okta has sent its mail. */
export interface Activated {
  plan: WaitPlan;
  completionRule: CompletionRule;
}

export interface ActivationCheck extends HireReference {
  /** The factor that preenroll enrolled. */
  factorId: string;
  /** Verifications before this time (ISO 8601) do not count. */
  since: string;
  /** True if nothing speaks for a change of the phone: while the user is not ACTIVE it is not looked at then, which saves a call. */
  skipsPhone?: boolean;
  /** One that a hook has brought; the System Log is searched if there is none. */
  phoneVerification?: PhoneVerification;
}

export function createActivationActivities(
  okta: OktaClient,
  populationOf: PopulationOf,
  encryptionKeys: EncryptionKeys | undefined,
) {
  /**
   * Lets Okta send its activation mail, to a STAGED user only: a deactivated one would be revived by the same call. Repeatable:
   * Okta refuses a second activation (403 `E0000016`, `E0000038`), so no second mail goes out, and an activated user counts as done.
   *
   * @param wasActivated for the audit: Okta had sent its mail before the run began
   * @param plansFrom the waiting is planned too, from now on, or from this time (ISO 8601) if it is later
   * @returns the plan, if wanted, and the rule by which the activation will be believed
   */
  async function activateUser(
    input: HireReference & { wasActivated?: boolean; plansFrom?: string },
  ): Promise<Activated | undefined> {
    const { userId, plansFrom } = input;
    const user = await okta.getUser(userId);
    if (user?.status === 'STAGED') await activateOnce(userId);
    if (plansFrom === undefined) return undefined;
    const { waiting, completionRule } = populationOf(input.population);
    const from = new Date(Math.max(Date.parse(plansFrom), Date.now()));
    const plan = planWaiting({ settings: waiting, profile: user?.profile ?? {}, from });
    return { plan, completionRule };
  }

  async function activateOnce(userId: string): Promise<void> {
    try {
      await okta.activateUser(userId);
    } catch (error) {
      if (!isRefusedByStatus(error)) throw error;
      const user = await okta.getUser(userId);
      if (user?.status === 'STAGED') throw needsAttention('okta-refused', error);
    }
  }

  /** Reads what the completion rule asks for, and whether the enrolled phone is still the right one; changes nothing. */
  async function checkActivation(input: ActivationCheck): Promise<ActivationFacts> {
    const { userId, factorId } = input;
    const population = populationOf(input.population);
    const rule = population.completionRule;
    const user = await okta.getUser(userId);
    const userStatus = user?.status ?? 'DELETED';
    if (user === undefined || !['PROVISIONED', 'ACTIVE'].includes(userStatus)) {
      return { rule, userStatus, factorIsActive: false };
    }
    if (userStatus === 'PROVISIONED' && input.skipsPhone === true) {
      return { rule, userStatus, factorIsActive: false };
    }

    const factor = (await okta.listFactors(userId)).find(
      (each) => each.id === factorId && isSmsFactor(each),
    );
    const factorStatus = factor?.status ?? 'GONE';
    const factorIsActive = factorStatus === 'ACTIVE';
    const facts = { rule, userStatus, factorIsActive, factorStatus };
    if (!factorIsActive) return { ...facts, hold: 'factor-lost' };
    if (isChanged(user, factor?.phoneNumber, population, input)) {
      return { ...facts, hold: 'phone-changed' };
    }
    if (userStatus !== 'ACTIVE') return facts;
    const phoneVerification =
      input.phoneVerification ??
      (rule === 'mfa-verified' ? await findVerification(input) : undefined);
    return { ...facts, ...(phoneVerification && { phoneVerification }) };
  }

  /** A number that was only taken away, or has become unusable, is no other number. */
  function isChanged(
    user: OktaUser,
    enrolled: string | undefined,
    population: Population,
    hire: HireReference,
  ): boolean {
    if (!population.holdsChangedPhones || isAccepted(hire, 'phone-changed')) return false;
    if (enrolled === undefined) return false;
    try {
      return findPhone(user, hire, population, encryptionKeys).e164 !== enrolled;
    } catch (error) {
      if (attentionReasonOf(error) === undefined) throw error;
      return false;
    }
  }

  async function findVerification({
    userId,
    since,
  }: {
    userId: string;
    since: string;
  }): Promise<PhoneVerification | undefined> {
    const events = await okta.listLogEvents({
      // Okta refuses to look further back than it keeps its log.
      since: new Date(Math.max(new Date(since).getTime(), Date.now() - logIsKeptForMs)),
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
