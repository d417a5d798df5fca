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
