/** What each mail is made from: its variables, by their names in the templates. */
export interface MailData {
  /** To the hire, before Okta's activation mail: the phone is enrolled. */
  'mfa-enrolled': {
    firstName?: string | undefined;
    /** All of the number that a mail may show. */
    lastTwoDigits: string;
  };
  /** To the hire, who has not finished. */
  'activation-reminder': {
    firstName?: string | undefined;
    /** A fresh activation link. Absent: the user is ACTIVE already, and only has to sign in with the phone. */
    link?: string | undefined;
    /** How many days the link lives. Absent: the mail does not say it. */
    linkDays?: number | undefined;
    signInUrl: string;
  };
  /** To the hire's manager. */
  'escalation-to-manager': {
    hireName?: string | undefined;
    /** Since the activation mail. */
    days: number;
  };
  /** To the operators of preenroll. */
  'escalation-to-operators': {
    userId: string;
    /** Since the activation mail. */
    days: number;
    population: string;
  };
  /** To the person: "was this you?" */
  'factor-activated': {
    firstName?: string | undefined;
    /** What people call the factor, such as `SMS`. */
    factor: string;
    /** Date, time and zone. */
    at: string;
    /** Whom to tell if it was somebody else. */
    contact?: string | undefined;
  };
  /** To those who look after the org's security. */
  'factor-activated-security': {
    userId: string;
    factor: string;
    at: string;
    /** The explanation of the decision, in English. */
    why: string;
    eventUuid: string;
    runId: string;
  };
  /** To the same: there are so many that each is no longer told. */
  'factor-storm': {
    since: string;
    more: number;
  };
  /** To the operators: the daily check found something worse than before. */
  drift: {
    /** How many checks. */
    worse: number;
    at: string;
    /** What has changed, on lines of its own, in English. */
    list: string;
  };
}

export type MailName = keyof MailData;

/** The files that make up a mail. */
export const mailParts = ['subject', 'txt', 'html'] as const;

export type MailPart = (typeof mailParts)[number];

interface MailDescription<Data> {
  /** Every variable of the mail, with a value to try the templates with. */
  sample: Required<Data>;
  /** Those that may be absent. */
  optional: readonly (string & keyof Data)[];
}

export const mails: { [Name in MailName]: MailDescription<MailData[Name]> } = {
  'mfa-enrolled': {
    sample: { firstName: 'Ann', lastTwoDigits: '67' },
    optional: ['firstName'],
  },
  'activation-reminder': {
    sample: {
      firstName: 'Ann',
      link: 'https://example.okta.com/tokens/sample/verify',
      linkDays: 14,
      signInUrl: 'https://example.okta.com/app/UserHome',
    },
    optional: ['firstName', 'link', 'linkDays'],
  },
  'escalation-to-manager': {
    sample: { hireName: 'Ann Example', days: 23 },
    optional: ['hireName'],
  },
  'escalation-to-operators': {
    sample: { userId: '00u00000000000000001', days: 23, population: 'default' },
    optional: [],
  },
  'factor-activated': {
    sample: {
      firstName: 'Ann',
      factor: 'SMS',
      at: '2026-12-01 09:00 UTC',
      contact: 'security@example.com',
    },
    optional: ['firstName', 'contact'],
  },
  'factor-activated-security': {
    sample: {
      ...{ userId: '00u00000000000000001', factor: 'SMS', at: '2026-12-01 09:00 UTC' },
      why: 'high risk: enrolled for the user by somebody else',
      ...{ eventUuid: 'c2b9cfbb-6641-11f0-b8ab-e7cc1dd1a43e', runId: 'reaction:…' },
    },
    optional: [],
  },
  'factor-storm': {
    sample: { since: '2026-12-01 09:00 UTC', more: 20 },
    optional: [],
  },
  drift: {
    sample: {
      ...{ worse: 1, at: '2026-12-01 04:00 UTC' },
      list: 'event-hook-active: ok → failure\n  INACTIVE',
    },
    optional: [],
  },
};

export const mailNames = Object.keys(mails) as MailName[];

/** What the mail's templates are given: all of its variables and nothing else; those without a value are there and empty. */
export function variablesOf<Name extends MailName>(
  name: Name,
  data: MailData[Name],
): Record<string, unknown> {
  const { sample } = mails[name];
  return Object.fromEntries(
    (Object.keys(sample) as (keyof typeof sample)[]).map((variable) => [variable, data[variable]]),
  );
}

/** The sample data with every combination of the optional variables left out, so that every branch of a template is met. */
export function samplesOf(name: MailName): Record<string, unknown>[] {
  const { sample, optional } = mails[name];
  return optional.reduce<Record<string, unknown>[]>(
    (samples, variable) => samples.flatMap((data) => [data, { ...data, [variable]: undefined }]),
    [{ ...sample }],
  );
}
