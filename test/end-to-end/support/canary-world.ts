import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { embedAuditStore } from '../../../src/embedded-audit-store.js';
import { neededScopes } from '../../../src/configuration/needed-scopes.js';
import { freePort } from '../../../src/temporal-server/free-port.js';
import { startStubServer, type StubServer } from '../../support/stub-server.js';
import { startWebhookStub, type TicketStub } from '../../support/ticket-stubs.js';
import { oktaApi } from '../../unit/okta-emulator/okta-api.js';
import { canaryProfile, canarySecrets } from './canary-data.js';
import type { OktaOrg } from './okta-org.js';
import { startQuotingMailServer, type QuotingMailServer } from './quoting-mail-server.js';

/** What stands around gateway and worker, and listens to what they say. */
export interface CanaryWorld {
  mailServer: QuotingMailServer;
  tickets: TicketStub;
  chat: StubServer;
  databaseUrl: string;
  /** What a command is told of Temporal. */
  temporal: Record<string, string>;
  metricsUrls: string[];
  /** Groups: of those who are soon reminded, and of those whom nobody waits for. */
  groups: { awaited: string; leaving: string };
  close: () => Promise<void>;
}

/** Where their metrics are, before they start. */
export async function metricsAddresses(): Promise<{ worker: string; gateway: string }> {
  const [worker, gateway] = [await freePort(), await freePort()];
  return { worker: `127.0.0.1:${worker}`, gateway: `127.0.0.1:${gateway}` };
}

/** Starts it, and writes into `worker` what a worker has to be told of it. */
export async function buildCanaryWorld(
  okta: OktaOrg,
  temporal: Record<string, string>,
  worker: Record<string, string>,
  metrics: { worker: string; gateway: string },
): Promise<CanaryWorld> {
  const directory = await mkdtemp(path.join(tmpdir(), 'preenroll-canary-'));
  await mkdir(path.join(directory, 'cache'));
  const { mailPassword: password, ticketSecret, chatPath } = canarySecrets;
  const [audit, mailServer, tickets, chat] = await Promise.all([
    embedAuditStore(path.join(directory, 'audit'), path.join(directory, 'cache')),
    startQuotingMailServer({
      ...{ user: 'preenroll', password, refused: [canaryProfile(11).secondEmail] },
    }),
    startWebhookStub({ secret: ticketSecret }),
    startStubServer(() => ({ status: 200 })),
  ]);
  const groupOf = async (name: string) =>
    (await oktaApi(okta).expect(200, 'POST', '/groups', { profile: { name } })).id;
  const groups = { awaited: await groupOf('awaited'), leaving: await groupOf('leaving') };
  const scopes = neededScopes({
    populations: [{ checksPolicies: true }],
    reactions: { privileged: { groups: [], attributes: [] } },
  }).map(({ scope }) => scope);
  const app = await okta.control<{ id: string }>('POST', '/service-apps', {
    ...{ keys: [canarySecrets.publicKey], scopes, roles: ['SUPER_ADMIN'] },
  });
  const { passCode, sharedSecret } = canarySecrets;
  await okta.control('PUT', '/settings', { passCode, sharedSecret });

  const config = path.join(directory, 'preenroll.yaml');
  await writeFile(config, JSON.stringify(settingsFor(groups, tickets)));
  Object.assign(worker, {
    ...{ PREENROLL_CONFIG: config, METRICS_ADDRESS: metrics.worker },
    ...{ OKTA_CLIENT_TOKEN: '', OKTA_CLIENT_CLIENTID: app.id },
    OKTA_CLIENT_PRIVATEKEY: canarySecrets.privateKey,
    ...{ SMTP_URL: mailServer.url, DATABASE_URL: audit.databaseUrl },
    TICKET_WEBHOOK_SECRET: ticketSecret,
    CHAT_WEBHOOK_URL: `${chat.url}${chatPath}`,
    PAYLOAD_ENCRYPTION_KEY: canarySecrets.encryptionKey,
    AUDIT_HASH_KEY: canarySecrets.hashKey,
  });
  return {
    ...{ mailServer, tickets, chat, groups, temporal, databaseUrl: audit.databaseUrl },
    metricsUrls: Object.values(metrics).map((address) => `http://${address}/metrics`),
    async close() {
      await Promise.all([mailServer.close(), tickets.close(), chat.close(), audit.close()]);
      await rm(directory, { recursive: true });
    },
  };
}

/** JSON is YAML. Where nothing is expected of the person, no sign of progress is a reason to wait: `active`. */
function settingsFor({ awaited, leaving }: CanaryWorld['groups'], tickets: TicketStub) {
  const always = { from: '00:00', to: '24:00', days: weekdays };
  return {
    populations: [
      {
        ...{ name: 'awaited', hires: { groups: [awaited] }, completion: 'active' },
        waiting: {
          ...{ reminders: ['1 second'], workingHours: always },
          escalation: { managerAfter: '1 second' },
        },
      },
      {
        ...{ name: 'leaving', hires: { groups: [leaving] }, completion: 'active' },
        waiting: { expiry: { after: '1 second', groupA: 'remove', smsFactor: 'unenroll' } },
      },
      { name: 'others' },
    ],
    reconciliation: { intervalSeconds: 5 },
    reactions: {
      privileged: { attributes: [{ name: 'department', values: ['Security'] }] },
      highRisk: { weakFactors: ['phone', 'question'] },
      tickets: { system: 'webhook', url: tickets.url },
      notify: { person: true, securityAddress: 'security@example.com' },
      allowHosts: ['127.0.0.1'],
    },
  };
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
