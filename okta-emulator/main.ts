import { readFileSync } from 'node:fs';
import { readSettings } from './command-line.js';
import { seededRandom } from './faults/seeded-random.js';
import { startMailbox, type Mailbox } from './mailbox/mailbox.js';
import { startOktaEmulator } from './okta-emulator.js';
import { startupMessage } from './startup-message.js';
import type { TlsIdentity } from './tls-identity.js';

const { smtpUrl, smtpPort, rateLimitWindow, policyPropagation, tlsKey, tlsCert, ...settings } =
  readSettings(process.argv);
const closing: (() => Promise<void>)[] = [];

async function stop(): Promise<void> {
  for (const close of closing.splice(0).reverse()) await close();
}

function readTls(): TlsIdentity | undefined {
  if (tlsKey === undefined && tlsCert === undefined) return undefined;
  if (tlsKey === undefined || tlsCert === undefined)
    throw new Error('key and certificate go together');
  return { key: readFileSync(tlsKey), cert: readFileSync(tlsCert) };
}

function startOwnMailbox(tls: TlsIdentity | undefined): Promise<Mailbox> {
  const { host, faultSeed } = settings;
  const random = faultSeed === undefined ? Math.random : seededRandom(faultSeed);
  return startMailbox({ host, port: smtpPort, random, tls });
}

try {
  const tls = readTls();
  const mailbox = smtpUrl === undefined ? await startOwnMailbox(tls) : undefined;
  if (mailbox) closing.push(() => mailbox.close());
  const okta = await startOktaEmulator({
    ...{ ...settings, tls },
    smtpUrl: mailbox?.smtpUrl ?? smtpUrl ?? '',
    ...(mailbox && { mailbox }),
    rateLimitWindowSeconds: rateLimitWindow,
    policyPropagationMs: policyPropagation,
  });
  closing.push(() => okta.close());
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
  process.stdout.write(startupMessage({ ...okta, ...settings, smtpUrl: mailbox?.smtpUrl }));
} catch (error) {
  await stop();
  process.stderr.write(`The emulator can't start: ${String(error)}\n`);
  process.exitCode = 1;
}
