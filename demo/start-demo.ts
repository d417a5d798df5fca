import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { readWorkerConfig } from '../src/configuration/config.js';
import { routedEventTypes } from '../src/dispatch/routes.js';
import { startGateway, type Gateway } from '../src/gateway.js';
import { installRuntime } from '../src/process/runtime.js';
import { isSource } from '../src/worker/load-workflow-bundle.js';
import { startWorker } from '../src/worker/worker.js';
import { preferredPort } from './preferred-port.js';
import { startSurroundings, type Surroundings } from './start-surroundings.js';

export interface Demo extends Surroundings {
  gateway: Gateway;
  groups: { a: string; b: string };
}

/** Starts the whole product and the world around it in this process, and has Okta call the gateway. */
export async function startDemo(
  find: Parameters<typeof startSurroundings>[0],
  logger: Logger,
  say: (line: string) => void,
): Promise<Demo> {
  const secret = randomBytes(32).toString('hex');
  const { metricMeter: meter } = installRuntime(logger, '127.0.0.1:0');
  const surroundings = await startSurroundings(find, {}, say);
  const { admin, databaseUrl, mailbox, okta, temporal } = surroundings;
  const gateway = await startGateway(
    { secrets: [secret], host: '127.0.0.1', port: await preferredPort(3000) },
    temporal.temporal,
    { logger, meter },
  );
  say(
    isSource
      ? 'Starting the worker; from source its workflows are bundled first, which takes some seconds.'
      : 'Starting the worker',
  );
  const config = readWorkerConfig({
    ...{ OKTA_CLIENT_ORGURL: okta.url, OKTA_CLIENT_TOKEN: okta.apiToken },
    ...{ OKTA_GROUP_A: okta.groupA, OKTA_GROUP_B: okta.groupB },
    ...{ SMTP_URL: mailbox.smtpUrl, MAIL_FROM: 'IT onboarding <onboarding@example.com>' },
    DATABASE_URL: databaseUrl,
  });
  // Short enough to be watched: what a hook lost is found while one looks.
  const reconciliation = { ...config.reconciliation, intervalSeconds: 10 };
  const worker = await startWorker({ ...config, reconciliation }, temporal.temporal, logger);
  await admin.registerEventHook({ url: gateway.url, secret, eventTypes: routedEventTypes });

  const pages = {
    'Temporal UI': temporal.uiUrl,
    'Okta sign-in': okta.url,
    'the phone': `${okta.url}/_emulator/phone`,
    'the mailbox': `${okta.url}/_emulator/mailbox`,
    'hook gateway': gateway.url,
  };
  say(`  audit store   DATABASE_URL='${databaseUrl}' npx preenroll audit`);
  for (const [name, url] of Object.entries(pages)) say(`  ${name.padEnd(14)}${url ?? ''}`);

  const groups = { a: okta.groupA, b: okta.groupB };
  return { ...surroundings, gateway, groups, parts: [gateway, worker, ...surroundings.parts] };
}
