interface Started {
  url: string;
  apiToken: string;
  groupA: string;
  groupB: string;
  engine: string;
  /** Then there is neither Group A nor Group B. */
  empty: boolean;
  /** Undefined if the mails go elsewhere. */
  smtpUrl: string | undefined;
}

const hire = {
  profile: {
    login: 'new.hire@example.com',
    email: 'new.hire@example.com',
    secondEmail: 'new.hire@example.org',
    firstName: 'New',
    lastName: 'Hire',
    mobilePhone: '+12025550123',
  },
};

const hook = {
  name: 'preenroll',
  events: {
    type: 'EVENT_TYPE',
    items: [
      'user.lifecycle.create',
      'user.lifecycle.activate',
      'user.lifecycle.deactivate',
      'user.lifecycle.delete.initiated',
      'user.account.update_profile',
      'user.account.update_password',
      'user.authentication.auth_via_mfa',
      'user.session.start',
      'system.email.delivery',
    ],
  },
  channel: {
    type: 'HTTP',
    version: '1.0.0',
    config: {
      uri: 'http://127.0.0.1:3000/okta/event-hook',
      authScheme: { type: 'HEADER', key: 'Authorization', value: 'YOUR_HOOK_SECRET' },
    },
  },
};

/** What whoever started the emulator wants to know and to copy. */
export function startupMessage({
  url,
  apiToken,
  groupA,
  groupB,
  engine,
  empty,
  smtpUrl,
}: Started): string {
  const post = (path: string, body?: unknown): string =>
    [
      `curl -X POST '${url}/api/v1${path}'`,
      `-H 'Authorization: SSWS ${apiToken}'`,
      ...(body ? [`-H 'Content-Type: application/json' -d '${JSON.stringify(body)}'`] : []),
    ].join(' ');
  return `
Okta emulator (${engine}${empty ? ', empty' : ''})
  org        ${url}
  API token  ${apiToken}
${empty ? '' : `  Group A    ${groupA}\n  Group B    ${groupB}\n`}  sign in    ${url}/signin
  phone      ${url}/_emulator/phone
  mailbox    ${smtpUrl === undefined ? 'of the mail server in OKTA_EMULATOR_SMTP_URL' : `${url}/_emulator/mailbox  (SMTP: ${smtpUrl})`}
  faults     ${url}/_emulator

Create a hire:
${post('/users?activate=false', hire)}

Register the event hook, and verify it with the id from the answer:
${post('/eventHooks', hook)}
${post('/eventHooks/HOOK_ID/lifecycle/verify')}
`;
}
