import { readSettings } from './command-line.js';
import { startMailbox } from './mailbox/mailbox.js';
import { startOktaEmulator } from './okta-emulator.js';
import { startupMessage } from './startup-message.js';

const { smtpUrl, smtpPort, rateLimitWindow, policyPropagation, ...settings } = readSettings(
  process.argv,
);
const closing: (() => Promise<void>)[] = [];

async function stop(): Promise<void> {
  for (const close of closing.splice(0).reverse()) await close();
}

try {
  const mailbox =
    smtpUrl === undefined ? await startMailbox({ host: settings.host, port: smtpPort }) : undefined;
  if (mailbox) closing.push(() => mailbox.close());
  const okta = await startOktaEmulator({
    ...settings,
    smtpUrl: mailbox?.smtpUrl ?? smtpUrl ?? '',
    ...(mailbox && { mailbox }),
    rateLimitWindowSeconds: rateLimitWindow,
    policyPropagationMs: policyPropagation,
  });
  closing.push(() => okta.close());
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
  process.stdout.write(
    startupMessage({ ...okta, engine: settings.engine, smtpUrl: mailbox?.smtpUrl }),
  );
} catch (error) {
  await stop();
  process.stderr.write(`The emulator can't start: ${String(error)}\n`);
  process.exitCode = 1;
}
