import { createFakeAuditStore } from '../fake-audit-store.js';
import { createReactionSettings } from '../reaction-settings.js';
import type { Client } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { WorkflowBundle } from '@temporalio/worker';
import { startMailbox, type Mailbox } from '../../../okta-emulator/mailbox/mailbox.js';
import { startOktaEmulator, type OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import { rateLimitsOf } from '../../../okta-emulator/rate-limits.js';
import type { User } from '../../../okta-emulator/state/user.js';
import { createErrorClassifier } from '../../../src/activities/classify-error.js';
import { createActivities } from '../../../src/activities/index.js';
import { createGroupActivities } from '../../../src/activities/groups.js';
import { createPolicyActivities } from '../../../src/activities/policies.js';
import { createPopulationOf } from '../../../src/activities/populations.js';
import { createActivityTracer } from '../../../src/activities/trace-activity.js';
import type { AttentionReason } from '../../../src/contract/attention.js';
import type { PreEnrollUser, PreEnrollUserStatus } from '../../../src/contract/pre-enroll-user.js';
import { taskQueue } from '../../../src/contract/task-queues.js';
import { preEnrollUserWorkflowId } from '../../../src/contract/workflow-ids.js';
import { createSignalAllowance } from '../../../src/dispatch/signal-allowance.js';
import { createMailRenderer } from '../../../src/mail/render-mail.js';
import { createOktaSdkClient } from '../../../src/okta/okta-sdk-client.js';
import type { HireHandle } from '../hires.js';
import { runWorkers } from '../run-workers.js';
import { createSettings, quietWaiting } from '../settings.js';
import { startTestServer } from '../temporal.js';
import { createAdministrator, type Administrator } from './administrator.js';
import type { Fact } from './facts.js';
import { toApiFault, type PlannedFault } from './faults.js';
import { createModelMailer, type ModelMailer } from './model-mailer.js';
import { oktaByClock } from './okta-by-clock.js';
import { createPerson, type Person } from './person.js';
import { factOf } from './read-log-facts.js';
import { createSkippingClock, type SkippingClock } from './skipping-clock.js';
import { noDrift } from '../no-drift.js';
import { ssws } from '../ssws.js';

const day = 24 * 60 * 60_000;

export const expiresAfterMs = 30 * day;

/** The numbers that HR enters, and the one to which an operator points. */
export const phones = { own: '+12015550123', other: '+12015550124', private: '+31612345678' };

export const mailAddress = 'uma@example.com';

/** How a hire begins. */
export interface Beginning {
  engine: 'idx' | 'classic';
  /** Identity Engine: whoever has a phone enrolled is ACTIVE as soon as activated. */
  isPasswordOptional: boolean;
  /** Whether the run ends by itself after 30 days. */
  expires: boolean;
  hasPhone: boolean;
  hasMail: boolean;
  /** Whether Okta's event hook works at the end, when all is repaired; otherwise the run has to look by itself. */
  isTold: boolean;
  faults: PlannedFault[];
  /** An operator has it undone as soon as it comes to rest for the first time. */
  isUndoneAtOnce: boolean;
}

/** One hire, from Okta to the mailbox. */
export interface World {
  beginning: Beginning;
  okta: OktaEmulator;
  user: User;
  /** Of the mails of Okta's. */
  mailbox: Mailbox;
  mailer: ModelMailer;
  administrator: Administrator;
  person: Person;
  client: Client;
  clock: SkippingClock;
  run: HireHandle;
  /** All that has happened so far, in order. */
  facts: () => Fact[];
  /** Adds what the System Log does not tell. */
  note: (fact: Fact) => void;
  /** When what a run can be parked for was last so, by the server's clock. */
  lastTrue: Map<AttentionReason, number>;
  /** What the test did that Okta does not show. */
  did: {
    correctedPhone?: boolean;
    bounced?: boolean;
    policyBroken?: boolean;
    forced?: boolean;
    undo?: boolean;
    /** The phone was taken away when the run had believed it already. */
    resetTooLate?: boolean;
  };
  /** How the run has ended, as soon as that was seen. */
  end?: PreEnrollUserStatus['stage'];
}

/** A server, an org and a worker of their own, until `body` is done; nothing of the last hire's is left for the next one. */
export async function withWorld(
  beginning: Beginning,
  workflowBundle: WorkflowBundle,
  body: (world: World) => Promise<void>,
): Promise<void> {
  const server = await startTestServer('timeSkipping');
  const mailbox = await startMailbox();
  const { engine, isPasswordOptional: passwordOptional } = beginning;
  const okta = await startOktaEmulator({
    ...{ engine, passwordOptional, apiToken: 'token', smtpUrl: mailbox.smtpUrl },
    // A run looks hundreds of times in the minute that a test takes.
    rateLimits: rateLimitsOf(1_000_000),
  });
  try {
    await live({ beginning, okta, mailbox, environment: server.environment, workflowBundle }, body);
  } finally {
    await okta.close();
    await mailbox.close();
    await server.stop();
  }
}

interface Parts extends Pick<World, 'beginning' | 'okta' | 'mailbox'> {
  environment: TestWorkflowEnvironment;
  workflowBundle: WorkflowBundle;
}

async function live(
  { beginning, okta, mailbox, environment, workflowBundle }: Parts,
  body: (world: World) => Promise<void>,
): Promise<void> {
  const { client, nativeConnection } = environment;
  const clock = await createSkippingClock(environment);
  const lastTrue: World['lastTrue'] = new Map();
  const notes: { after: number; fact: Fact }[] = [];
  const note = (fact: Fact) => notes.push({ after: okta.org.log.entries.length, fact });
  const mailer = createModelMailer(note, () => lastTrue.set('mail-refused', clock.now()));
  const administrator = createAdministrator(okta);
  const user = administrator.createUser({
    ...{ login: mailAddress, firstName: 'Uma', lastName: 'User', secondEmail: null },
    email: beginning.hasMail ? mailAddress : '',
    mobilePhone: beginning.hasPhone ? phones.own : null,
    privatePhone: phones.private,
  });
  for (const fault of beginning.faults) okta.apiFaults.add(toApiFault(fault));

  const workers: Parameters<typeof runWorkers>[0] = {
    ...{ connection: nativeConnection, taskQueue, workflowBundle },
    activities: activitiesOver({ beginning, okta, clock, mailer }),
    interceptors: {
      activity: [
        ({ info }) => ({ inbound: createErrorClassifier(info.attempt) }),
        ({ info }) => ({ inbound: createActivityTracer(info.attempt) }),
      ],
    },
  };
  await runWorkers(workers, async () => {
    const run = await client.workflow.start<PreEnrollUser>('preEnrollUser', {
      ...{ workflowId: preEnrollUserWorkflowId(user.id), taskQueue },
      args: [{ userId: user.id }],
    });
    await body({
      ...{ beginning, okta, user, mailbox, mailer, administrator, client, clock, run, lastTrue },
      person: createPerson(okta, user),
      did: {},
      note,
      facts: () => mergeFacts(okta, user.id, notes),
    });
  });
}

function activitiesOver({
  beginning,
  okta: { url, apiToken, groupA, groupB },
  clock,
  mailer,
}: Pick<World, 'beginning' | 'okta' | 'clock' | 'mailer'>) {
  const real = createOktaSdkClient({
    orgUrl: url,
    credential: ssws(apiToken),
    requestTimeoutMs: 400,
  });
  const okta = oktaByClock(real, clock);
  const { workingHours, expiry } = quietWaiting;
  const settings = createSettings(
    { A: groupA, B: groupB },
    {
      waiting: {
        ...quietWaiting,
        reminders: [day, 3 * day, 6 * day],
        workingHours: { ...workingHours, from: 0, to: 24 * 60, days: [1, 2, 3, 4, 5, 6, 7] },
        linkLifetime: 7 * day,
        expiry: beginning.expires
          ? { after: expiresAfterMs, removesFromGroupA: true, unenrollsSms: true }
          : expiry,
      },
    },
  );
  const populationOf = createPopulationOf(settings);
  // What it keeps for a minute gets as old as the run does.
  const policies = createPolicyActivities(okta, populationOf, clock.now);
  return {
    ...createActivities({
      ...{ okta, mailer, settings, orgUrl: url, mails: createMailRenderer({}) },
      ...{ eventCards: { triggers: [] }, encryptionKey: undefined, concerns: () => true },
      allowance: createSignalAllowance(),
      ...{ backfill: { inProgress: 40 }, drift: noDrift },
      ...{ audit: createFakeAuditStore(), reactions: { settings: createReactionSettings() } },
    }),
    ...policies,
    ...createGroupActivities(okta, populationOf, policies.checkPolicies),
  };
}

function mergeFacts(
  okta: OktaEmulator,
  userId: string,
  notes: readonly { after: number; fact: Fact }[],
): Fact[] {
  const fromLog = okta.org.log.entries
    .filter(
      ({ event }) => event.actor.id === userId || event.target.some(({ id }) => id === userId),
    )
    .map(({ position, event }) => ({ after: position, fact: factOf(event, okta) }));
  return [...fromLog, ...notes]
    .sort((one, other) => one.after - other.after)
    .flatMap(({ fact }) => (fact === undefined ? [] : [fact]));
}
