/** What `/_emulator` offers, for its index. */
export const endpoints: readonly Endpoint[] = [
  { path: '/_emulator/phone', methods: 'GET', what: 'The text messages, as a page or JSON' },
  { path: '/_emulator/mailbox', methods: 'GET', what: 'The mails, as a page or JSON' },
  { path: '/_emulator/faults', methods: 'GET, POST, DELETE', what: 'Faults on API requests' },
  {
    path: '/_emulator/held-requests',
    methods: 'GET',
    what: 'Requests that hang: POST to /{id}/release or /{id}/drop',
  },
  {
    path: '/_emulator/hook-faults',
    methods: 'GET, POST, DELETE',
    what: 'Faults on the delivery of events to hooks',
  },
  { path: '/_emulator/hook-deliveries', methods: 'GET', what: 'What was delivered to hooks' },
  {
    path: '/_emulator/mail-faults',
    methods: 'GET, POST, DELETE',
    what: 'Faults of the mail server',
  },
  {
    path: '/_emulator/mail-server',
    methods: 'POST',
    what: 'POST to /stop or /start: whether connections are taken',
  },
  { path: '/_emulator/limits', methods: 'GET, PUT', what: 'Rate limits and concurrency limit' },
  { path: '/_emulator/settings', methods: 'GET, PUT', what: 'Switches of the org' },
  { path: '/_emulator/journal', methods: 'GET', what: 'Every API request so far' },
  { path: '/_emulator/reset', methods: 'POST', what: 'Starts over with an org as it was at first' },
];

export interface Endpoint {
  path: string;
  methods: string;
  what: string;
}
