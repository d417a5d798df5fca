import { createOktaAdmin, type OktaAdmin } from '../../../demo/okta-admin.js';
import type { ReceivedMail } from '../../../okta-emulator/mailbox/received-mail.js';
import { playHire } from '../../../okta-emulator/pages/play-hire.js';
import { executables } from './built-code.js';
import type { Command, RunningProcess } from './running-process.js';
import { until } from './until.js';

export interface Hire {
  userId: string;
  login: string;
  secondEmail: string;
}

/** How a hire stands, by Okta's own word and by the mails that have arrived. */
export interface Outcome {
  /** Group A and Group B only. */
  groups: string[];
  smsFactors: string[];
  /** At the primary and at the secondary address, in order of arrival. */
  primaryMails: string[];
  secondaryMails: string[];
}

/** How every hire has to end. */
export const enrolled: Outcome = {
  groups: ['B'],
  smsFactors: ['ACTIVE'],
  primaryMails: ['activation'],
  secondaryMails: ['MFA enrolled', 'activation'],
};

/** An emulated org in a process of its own, with its mailbox; everything by HTTP. */
export interface OktaOrg {
  /** What a worker is told of it. */
  environment: Record<string, string>;
  url: string;
  apiToken: string;
  groups: { A: string; B: string };
  admin: OktaAdmin;
  /** A request to `/_emulator`. Rejects unless it is answered with a 2xx. */
  control<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** Creates a STAGED user with a phone number and both addresses, unless told otherwise. */
  hire(profile?: Record<string, string>): Promise<Hire>;
  /** The person opens the activation mail, at the primary address unless told otherwise, sets a password and enters the code. */
  play(hire: Hire, email?: string): Promise<void>;
  /** The mails to an address, in order of arrival. */
  mailsTo(address: string): Promise<ReceivedMail[]>;
  outcomeOf(hire: Hire): Promise<Outcome>;
  /** The part of the outcome that Okta's own word is about. */
  enrollmentOf(hire: Hire): Promise<Pick<Outcome, 'groups' | 'smsFactors'>>;
  untilInGroupB(hire: Hire): Promise<void>;
}

const apiToken = 'an-api-token-that-no-log-may-show';

export async function startOktaOrg(
  start: (command: Command) => RunningProcess,
  environment: Record<string, string> = {},
): Promise<OktaOrg> {
  const process = start({
    name: 'okta-emulator',
    run: ['node', executables.oktaEmulator],
    environment: {
      ...{ PORT: '0', OKTA_EMULATOR_SMTP_PORT: '0', OKTA_EMULATOR_API_TOKEN: apiToken },
      // Whoever is not about them is not to wait for them.
      OKTA_EMULATOR_RATE_LIMITS: '1000000',
      ...environment,
    },
  });
  const told = async (pattern: RegExp) => (await process.saw(pattern))[1] ?? '';
  const url = await told(/org +(http\S+)/);
  const groups = { A: await told(/Group A +(\S+)/), B: await told(/Group B +(\S+)/) };
  const smtpUrl = await told(/SMTP: (smtps?:[^)\s]+)/);
  const admin = createOktaAdmin(url, apiToken);
  let hires = 0;

  async function control<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${url}/_emulator${path}`, {
      method,
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  async function mailsTo(address: string): Promise<ReceivedMail[]> {
    const mails = await control<ReceivedMail[]>(
      'GET',
      `/mailbox?to=${encodeURIComponent(address)}`,
    );
    return mails.reverse();
  }

  const enrollmentOf: OktaOrg['enrollmentOf'] = async ({ userId }) => {
    const groupIds = await admin.groupIdsOf(userId);
    const factors = await admin.factorsOf(userId);
    return {
      groups: (['A', 'B'] as const).filter((group) => groupIds.includes(groups[group])),
      smsFactors: factors
        .filter(({ factorType }) => factorType === 'sms')
        .map(({ status }) => status),
    };
  };

  async function outcomeOf(hire: Hire): Promise<Outcome> {
    return {
      ...(await enrollmentOf(hire)),
      primaryMails: (await mailsTo(hire.login)).map(kindOf),
      secondaryMails: (await mailsTo(hire.secondEmail)).map(kindOf),
    };
  }

  return {
    environment: {
      ...{ OKTA_CLIENT_ORGURL: url, OKTA_CLIENT_TOKEN: apiToken },
      ...{ OKTA_GROUP_A: groups.A, OKTA_GROUP_B: groups.B },
      ...{ SMTP_URL: smtpUrl, MAIL_FROM: 'IT onboarding <onboarding@example.com>' },
      // Whoever is about it names one.
      DATABASE_URL: 'none',
    },
    ...{ url, apiToken, groups, admin, control, mailsTo, outcomeOf, enrollmentOf },

    async hire(given = {}) {
      hires += 1;
      const profile = {
        ...{
          firstName: 'New',
          lastName: `Hire ${hires}`,
          mobilePhone: `+1415${2_000_000 + hires}`,
        },
        login: `hire.${hires}@example.com`,
        email: `hire.${hires}@example.com`,
        secondEmail: `hire.${hires}@home.example`,
        ...given,
      };
      const { login, secondEmail } = profile;
      return { userId: await admin.createUser(profile), login, secondEmail };
    },

    play: ({ login }, email = login) =>
      playHire({ url, login, email, signal: AbortSignal.timeout(120_000) }),

    async untilInGroupB(hire) {
      await until('the hire is in Group B only', async () => {
        const { groups } = await enrollmentOf(hire);
        return groups.join() === 'B';
      });
    },
  };
}

/** `MFA enrolled`, `activation`, or the subject of any other mail. */
export function kindOf({ subject, text }: ReceivedMail): string {
  if (subject.startsWith('MFA enrolled')) return 'MFA enrolled';
  return /https?:\S+\/(welcome|tokens)\//.test(text) ? 'activation' : subject;
}
