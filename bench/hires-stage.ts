import { randomBytes, randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pMap from 'p-map';
import { createOktaAdmin } from '../demo/okta-admin.js';
import { startMailbox } from '../okta-emulator/mailbox/mailbox.js';
import { linkPattern, playHire } from '../okta-emulator/pages/play-hire.js';
import { userMfaEventType } from '../src/contract/okta-event.js';
import { createSignalAllowance } from '../src/dispatch/signal-allowance.js';
import { signalRun } from '../src/dispatch/signal-run.js';
import { startPreEnrollUser } from '../src/dispatch/start-pre-enroll-user.js';
import { buildCode, executables } from '../test/end-to-end/support/built-code.js';
import { isReady, productCommand } from '../test/end-to-end/support/product-command.js';
import { startProcess, type RunningProcess } from '../test/end-to-end/support/running-process.js';
import { say } from './bench-command.js';
import { scratchDirectory } from './scratch-directory.js';
import { startBenchTemporal, type BenchTemporal } from './temporal.js';

export interface BenchHire {
  userId: string;
  login: string;
}

/** The product and the world around it, each in a process of its own; the mailbox is in this one, so that nobody has to ask for mails. */
export interface HiresStage {
  temporal: BenchTemporal;
  okta: RunningProcess;
  worker: RunningProcess;
  /** Creates STAGED users with a phone number. */
  hire: (count: number) => Promise<BenchHire[]>;
  /** Starts the run of a hire, as the gateway does. */
  start: (hire: BenchHire) => Promise<void>;
  /** The person waits for Okta's mail, opens its link, sets a password and enters the code. */
  signIn: (hire: BenchHire) => Promise<void>;
  /** Tells the run that the person has signed in with the phone, with the signal that the gateway sends for Okta's event. */
  tell: (hire: BenchHire) => Promise<void>;
  close: () => Promise<void>;
}

/** How long anybody is waited for. */
const patienceMs = 300_000;
const plenty = 1_000_000_000;

export async function startHiresStage(): Promise<HiresStage> {
  say('Building: what is measured is the code as it is shipped');
  await buildCode();
  const temporal = await startBenchTemporal();
  const mailbox = await startMailbox();
  const apiToken = randomBytes(16).toString('hex');
  const okta = startProcess({
    name: 'okta-emulator',
    run: ['node', executables.oktaEmulator],
    environment: {
      ...{ PORT: '0', OKTA_EMULATOR_API_TOKEN: apiToken, OKTA_EMULATOR_SMTP_URL: mailbox.smtpUrl },
      ...{ OKTA_EMULATOR_RATE_LIMITS: `${plenty}`, OKTA_EMULATOR_CONCURRENCY_LIMIT: `${plenty}` },
    },
  });
  const told = async (pattern: RegExp) => (await okta.saw(pattern))[1] ?? '';
  const url = await told(/org +(http\S+)/);
  const [groupA, groupB] = [await told(/Group A +(\S+)/), await told(/Group B +(\S+)/)];

  // What happens by the clock would fall into one figure and not into another.
  const config = join(scratchDirectory(), 'preenroll.yaml');
  const farHour = (new Date().getUTCHours() + 12) % 24;
  await writeFile(
    config,
    `reconciliation: { intervalSeconds: 3600 }\ngroupASweep: { hour: ${farHour} }\n`,
  );
  const worker = startProcess(
    productCommand('worker', {
      ...{ TEMPORAL_ADDRESS: temporal.address, PREENROLL_CONFIG: config },
      ...{ OKTA_CLIENT_ORGURL: url, OKTA_CLIENT_TOKEN: apiToken },
      ...{ OKTA_GROUP_A: groupA, OKTA_GROUP_B: groupB },
      ...{ SMTP_URL: mailbox.smtpUrl, MAIL_FROM: 'IT onboarding <onboarding@example.com>' },
      DATABASE_URL: 'none',
    }),
  );
  await worker.saw(isReady.worker);

  const admin = createOktaAdmin(url, apiToken);
  const { client } = temporal;
  const door = { client, allowance: createSignalAllowance() };
  let hired = 0;

  async function createHire(): Promise<BenchHire> {
    hired += 1;
    const login = `hire.${hired}@example.com`;
    const userId = await admin.createUser({
      ...{ login, email: login, secondEmail: `hire.${hired}@home.example` },
      ...{ firstName: 'New', lastName: `Hire ${hired}` },
      mobilePhone: `+1415${2_000_000 + hired}`,
    });
    return { userId, login };
  }

  return {
    ...{ temporal, okta, worker },
    hire: (count) => pMap(Array.from({ length: count }), createHire, { concurrency: 10 }),
    async start({ userId }) {
      await startPreEnrollUser({ client }, { userId });
    },
    async signIn({ login }) {
      const signal = AbortSignal.timeout(patienceMs);
      const { text } = await mailbox.waitForMail(
        (mail) => mail.to.includes(login) && linkPattern.test(mail.text),
        { signal },
      );
      const [link = ''] = linkPattern.exec(text) ?? [];
      await playHire({ url, login, link, signal });
    },
    async tell({ userId }) {
      const event = { eventType: userMfaEventType, method: 'SMS', outcome: 'SUCCESS' };
      const at = { uuid: randomUUID(), published: new Date().toISOString() };
      await signalRun(door, 'activated', { ...at, ...event, userId });
    },
    async close() {
      // There is nothing that an orderly end would save.
      await Promise.all([worker.end('SIGKILL'), okta.end('SIGKILL')]);
      await mailbox.close();
      await temporal.close();
    },
  };
}
