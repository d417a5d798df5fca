import assert from 'node:assert/strict';
import { request } from 'node:https';
import { NativeConnection } from '@temporalio/worker';
import { sql } from 'kysely';
import { openAuditDatabase } from '../../src/audit/open-database.js';
import { createWebhookChat } from '../../src/chat/chat.js';
import type { Evidence } from '../../src/doctor/evidence.js';
import { hookReader } from '../../src/doctor/readers/hook-reader.js';
import { createEgress } from '../../src/egress/egress.js';
import { createSmtpMailer } from '../../src/mail/smtp-mailer.js';
import { verifyMailServer } from '../../src/mail/verify-mail-server.js';
import { createSdk } from '../../src/okta/create-sdk.js';
import { createClient } from '../../src/temporal/client.js';
import { createWebhookTickets } from '../../src/tickets/webhook-tickets.js';
import { healthyEvidence, readersOf } from '../support/healthy-evidence.js';
import { createRead } from '../../src/doctor/readings.js';
import { startHttpProxy } from '../support/http-proxy.js';
import { ssws } from '../support/ssws.js';
import {
  startUnverifiableServer,
  type Prelude,
  type UnverifiableServer,
} from '../support/unverifiable-server.js';
import { ecKey } from '../unit/okta/authorization/keys.js';

const secret = 'whsec_c2VjcmV0LXRoYXQtbm9ib2R5LW1heS1zZWUtMDA=';
const mail = {
  ...{ to: 'new.hire@example.com', subject: 'x', text: 'x', html: 'x' },
  messageId: 'x',
};
const egress = () => createEgress({ allowHosts: ['127.0.0.1'], timeoutMs: 3_000 });
const ofCertificate = /self.signed|certificate/i;

const serviceApp = {
  ...{ mode: 'PrivateKey' as const, clientId: '0oa0000000000000wrkr', scopes: ['okta.users.read'] },
  ...{ privateKey: { value: ecKey('key-1').jwkText }, isDpopUsed: true },
};

const askOkta = (options: Partial<Parameters<typeof createSdk>[0]> & { orgUrl: string }) =>
  createSdk({ credential: ssws('00token'), requestTimeoutMs: 3_000, ...options }).userApi.getUser({
    userId: '00u0000000000000hire',
  });

async function query(port: number, sslmode: string): Promise<unknown> {
  const database = openAuditDatabase(
    `postgresql://preenroll:word@127.0.0.1:${port}/preenroll?sslmode=${sslmode}`,
  );
  try {
    return await sql`select 1`.execute(database);
  } finally {
    await database.destroy();
  }
}

describe('a certificate that nobody vouches for', function () {
  this.timeout('20s');
  let server: UnverifiableServer;
  afterEach(() => server.close());

  for (const [what, prelude, call, expected] of [
    ['Okta', 'none', (port) => askOkta({ orgUrl: `https://127.0.0.1:${port}` }), ofCertificate],
    [
      "Okta's token endpoint",
      'none',
      (port) => askOkta({ orgUrl: `https://127.0.0.1:${port}`, credential: serviceApp }),
      /OktaUnavailable|certificate|answer/i,
    ],
    ['Okta behind a proxy', 'none', askByProxy, ofCertificate],
    [
      'the mail server with TLS from the start',
      'none',
      (port) => mailer(`smtps://it:word@127.0.0.1:${port}`).send(mail),
      /ESOCKET|ETLS/,
    ],
    [
      'the mail server with STARTTLS',
      'smtp',
      (port) => mailer(`smtp://it:word@127.0.0.1:${port}/?requireTLS=true`).send(mail),
      /ESOCKET|ETLS/,
    ],
    [
      'the mail server whom the doctor looks at',
      'smtp',
      (port) => verifyMailServer(`smtp://it:word@127.0.0.1:${port}`, { requireTls: true }),
      /ESOCKET|ETLS/,
    ],
    [
      'the ticket webhook',
      'none',
      (port) =>
        createWebhookTickets(egress(), { url: `https://127.0.0.1:${port}/`, secret }).put({
          ...{ externalId: 'x', title: 'x', lines: ['x'] },
        }),
      ofCertificate,
    ],
    [
      'the chat',
      'none',
      (port) => createWebhookChat(egress(), `https://127.0.0.1:${port}/x`).post('x'),
      ofCertificate,
    ],
    [
      'PostgreSQL with verify-full',
      'postgresql',
      (port) => query(port, 'verify-full'),
      ofCertificate,
    ],
    ['PostgreSQL with require', 'postgresql', (port) => query(port, 'require'), ofCertificate],
    [
      'Temporal for the client',
      'none',
      async (port) => {
        const client = createClient(temporalAt(port));
        try {
          await client.withDeadline(Date.now() + 1_500, () =>
            client.workflowService.getSystemInfo({}),
          );
        } finally {
          await client.connection.close();
        }
      },
      /DEADLINE|UNAVAILABLE|certificate/i,
    ],
    [
      'Temporal for the worker',
      'none',
      (port) => NativeConnection.connect(temporalAt(port).connectionOptions),
      ofCertificate,
    ],
    [
      'the event hook that the doctor calls',
      'none',
      (port) =>
        hookReader(secret)(
          createRead(
            readersOf({
              ...healthyEvidence(),
              eventHook: hookAt(`https://127.0.0.1:${port}/okta/event-hook`),
            }),
            3_000,
          ),
        ),
      /does not answer/,
    ],
  ] as [string, Prelude, (port: number) => Promise<unknown>, RegExp][]) {
    it(`is refused, and nothing is said to whoever shows it: ${what}`, async () => {
      server = await startUnverifiableServer(prelude);

      await assert.rejects(call(server.port), (error) => {
        assert.match(causesOf(error), expected);
        return true;
      });

      // TLS was begun, and the connection is over.
      while (server.handshakes() === 0) await new Promise(setImmediate);
      assert.equal(server.within(), '');
      assert.doesNotMatch(server.plain(), /AUTH|MAIL FROM|preenroll/);
    });
  }

  it('would be noticed to be believed', async () => {
    server = await startUnverifiableServer('none');
    const outgoing = request({ port: server.port, host: '127.0.0.1', rejectUnauthorized: false });
    outgoing.on('error', () => undefined).end();
    while (!server.within().startsWith('GET /')) await new Promise(setImmediate);
    outgoing.destroy();
  });
});

const mailer = (url: string) => createSmtpMailer({ url, from: 'it@example.com', timeoutMs: 5_000 });

function hookAt(url: string): Evidence['eventHook'] {
  const { eventHook } = healthyEvidence();
  assert(eventHook !== undefined && !(eventHook instanceof Error));
  return { ...eventHook, url };
}

function temporalAt(port: number) {
  return {
    namespace: 'default',
    connectionOptions: { address: `127.0.0.1:${port}`, tls: { serverNameOverride: 'localhost' } },
  };
}

async function askByProxy(port: number): Promise<unknown> {
  const proxy = await startHttpProxy();
  try {
    return await askOkta({
      orgUrl: `https://okta.test:${port}`,
      proxy: { httpsProxy: proxy.url },
    });
  } finally {
    await proxy.close();
  }
}

/** The names, codes and messages of an error and of what is behind it. */
function causesOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const { code } = error as NodeJS.ErrnoException;
  return `${error.name} ${String(code)} ${error.message} ${causesOf(error.cause)}`;
}
