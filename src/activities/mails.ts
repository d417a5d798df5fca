import { noteEvidence } from '../audit/evidence.js';
import { attentionReasonOf } from '../contract/failures.js';
import type { MailOutcome } from '../contract/waiting.js';
import type { Mailer } from '../mail/mailer.js';
import type { MailData, MailName, MailRenderer } from '../mail/render-mail.js';
import { OktaApiError } from '../okta/okta-errors.js';
import type { OktaClient, OktaUser } from '../okta/okta-client.js';
import type { EncryptionKeys } from '../payload-codec/encryption-keys.js';
import type { HireReference } from './hire-reference.js';
import { needsAttention } from './needs-attention.js';
import type { PopulationOf } from './populations.js';
import { findPhone } from './find-phone.js';

export interface MailDependencies {
  okta: OktaClient;
  mailer: Mailer;
  mails: MailRenderer;
  /** Where people sign in. */
  orgUrl: string;
  populationOf: PopulationOf;
  encryptionKeys: EncryptionKeys | undefined;
}

interface MfaEnrolledMail extends HireReference {
  /** The how-manieth enrollment it tells of, where the phone was enrolled again. */
  enrollment?: number;
}

interface Reminder extends HireReference {
  /** Names the mail: a repeat of the same reminder has the same Message-ID. */
  reminder: string;
}

interface Escalation extends HireReference {
  to: 'manager' | 'operators';
  /** Since when the person is waited for. ISO 8601. */
  since: string;
}

export function createMailActivities({
  okta,
  mailer,
  mails,
  orgUrl,
  populationOf,
  encryptionKeys,
}: MailDependencies) {
  /**
   * Sends "MFA enrolled" to the secondary address, which the hire can read before the first day, or to the primary one. Of the number it
   * says the last two digits. Repeatable as far as SMTP is: if the mail server's answer is lost, a repeat carries the same Message-ID.
   */
  async function sendMfaEnrolledMail(input: MfaEnrolledMail): Promise<void> {
    const { userId, enrollment } = input;
    const user = await okta.getUser(userId);
    if (user === undefined) throw needsAttention('mail-address-missing');
    await send(user, {
      ...{ name: 'mfa-enrolled', messageId: ['mfa-enrolled', userId, enrollment] },
      data: { ...nameOf(user), lastTwoDigits: lastTwoDigits(user, input) },
    });
  }

  /**
   * Sends a reminder with a fresh link, which is fetched, sent and forgotten here: the links of earlier mails no longer work. An ACTIVE
   * user has no link, and is asked to sign in. Repeatable as far as SMTP is; a repeat carries another link under the same Message-ID.
   */
  async function sendReminder(input: Reminder): Promise<MailOutcome> {
    const { userId, population, reminder } = input;
    const user = await okta.getUser(userId);
    if (user === undefined || !['PROVISIONED', 'ACTIVE'].includes(user.status)) {
      return { sent: false, because: 'not-waiting' };
    }
    const { linkLifetime } = populationOf(population).waiting;
    const link = user.status === 'PROVISIONED' ? await renewLink(userId) : undefined;
    await send(user, {
      ...{ name: 'activation-reminder', messageId: [reminder, userId] },
      data: {
        ...{ ...nameOf(user), signInUrl: orgUrl },
        linkDays: Math.floor(linkLifetime / (24 * 60 * 60_000)),
        ...(link !== undefined && { link }),
      },
    });
    return { sent: true };
  }

  /**
   * Tells the manager, or the operators, that somebody has not activated for long. The manager is the user whom the profile's attribute names
   * by id, login or mail address. Repeatable as far as SMTP is.
   */
  async function sendEscalation(input: Escalation): Promise<MailOutcome> {
    const { userId, to, since } = input;
    const population = populationOf(input.population);
    const { managerAttribute, operatorsAddress } = population.waiting.escalation;
    const user = await okta.getUser(userId);
    if (user === undefined) return { sent: false, because: 'not-waiting' };
    const days = Math.floor((Date.now() - new Date(since).getTime()) / (24 * 60 * 60_000));
    const messageId = [`escalation-to-${to}`, userId];
    if (to === 'operators') {
      if (operatorsAddress === undefined) return { sent: false, because: 'not-waiting' };
      await deliver(operatorsAddress, undefined, {
        ...{ name: 'escalation-to-operators', messageId },
        data: { userId, days, population: population.name },
      });
      return { sent: true };
    }
    const manager = await findManager(user.profile[managerAttribute]);
    const address = filled(manager?.profile['email']);
    if (address === undefined) return { sent: false, because: 'no-manager' };
    await deliver(address, languageOf(manager), {
      ...{ name: 'escalation-to-manager', messageId },
      data: { days, ...fullNameOf(user) },
    });
    return { sent: true };
  }

  /** Of the number that was just enrolled; dots where somebody has taken it out of the profile meanwhile. */
  function lastTwoDigits(user: OktaUser, hire: HireReference): string {
    try {
      return findPhone(user, hire, populationOf(hire.population), encryptionKeys).e164.slice(-2);
    } catch (error) {
      if (attentionReasonOf(error) === undefined) throw error;
      return '··';
    }
  }

  async function renewLink(userId: string): Promise<string | undefined> {
    try {
      return (await okta.renewActivationLink(userId)).activationUrl;
    } catch (error) {
      // Activated since the look above.
      if (error instanceof OktaApiError && error.errorCode === 'E0000038') return undefined;
      throw error;
    }
  }

  async function findManager(reference: unknown): Promise<OktaUser | undefined> {
    const name = filled(reference);
    if (name === undefined) return undefined;
    const found = await okta.getUser(name);
    if (found !== undefined || !name.includes('@')) return found;
    const [id] = await okta.findUserIds(['email'], [name]);
    return id === undefined ? undefined : okta.getUser(id);
  }

  async function send<Name extends MailName>(
    user: OktaUser,
    mail: MailToSend<Name>,
  ): Promise<void> {
    const secondary = filled(user.profile['secondEmail']);
    const to = secondary ?? filled(user.profile['email']);
    if (to === undefined) throw needsAttention('mail-address-missing');
    noteEvidence({ address: secondary === undefined ? 'email' : 'secondEmail' });
    await deliver(to, languageOf(user), mail);
  }

  async function deliver<Name extends MailName>(
    to: string,
    language: string | undefined,
    { name, messageId, data }: MailToSend<Name>,
  ): Promise<void> {
    await mailer.send({
      to,
      messageId: messageId.filter((part) => part !== undefined).join('.'),
      ...mails.render(name, language, data),
    });
  }

  return { sendMfaEnrolledMail, sendReminder, sendEscalation };
}

interface MailToSend<Name extends MailName> {
  name: Name;
  /** The same for every attempt. */
  messageId: readonly (string | number | undefined)[];
  data: MailData[Name];
}

export function nameOf({ profile }: OktaUser): { firstName?: string } {
  const firstName = filled(profile['firstName']);
  return firstName === undefined ? {} : { firstName };
}

function fullNameOf({ profile }: OktaUser): { hireName?: string } {
  const name = [profile['firstName'], profile['lastName']].map(filled).filter(Boolean).join(' ');
  return name === '' ? {} : { hireName: name };
}

/** As Okta has it: `de`, `de-DE`, `de_DE`. */
export function languageOf(user: OktaUser | undefined): string | undefined {
  return filled(user?.profile['preferredLanguage']) ?? filled(user?.profile['locale']);
}

export function filled(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
