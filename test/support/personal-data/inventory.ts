/** What is looked for, in the words of docs/privacy.md. */
export const kinds = [
  ...['name', 'phone', 'primary address', 'secondary address', 'address of the manager'],
  ...['activation link', 'code', 'secret of an app'],
  ...[
    'secret of the hook',
    'API token',
    'private key',
    'signed token',
    'password of the mail server',
  ],
  ...['secret of the ticket system', 'address of the chat', 'encryption key', 'hash key'],
] as const;

export type Kind = (typeof kinds)[number];

/**
 * Where something is written, kept or sent by preenroll, and what of the kinds can be read there: no more and no less. docs/privacy.md has the same table, with
 * the reasons.
 */
export const inventory = {
  'Temporal: histories': [],
  'Temporal: lists, status, pending activities, Schedules': [],
  'audit store': [],
  logs: [],
  metrics: [],
  traces: [],
  'answers of the gateway': [],
  'what commands print': [],
  'requests to Okta': [
    'address of the manager',
    'code',
    'phone',
    'primary address',
    'signed token',
  ],
  'our mails': [
    ...(['activation link', 'address of the manager', 'name'] as const),
    ...(['primary address', 'secondary address'] as const),
  ],
  tickets: ['primary address'],
  chat: [],
} as const satisfies Readonly<Record<string, readonly Kind[]>>;

export type Place = keyof typeof inventory;
