import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { WorkflowBundle } from '@temporalio/worker';
import { createErrorClassifier } from '../../src/activities/classify-error.js';
import { createActivities } from '../../src/activities/index.js';
import {
  reactionStatusQuery,
  type ReactionStatus,
  type ReactToFactorActivation,
  type ReactToFactorActivationResult,
} from '../../src/contract/reaction.js';
import { reactionStormWorkflowId, reactionWorkflowId } from '../../src/contract/workflow-ids.js';
import type { DispatchOutcome } from '../../src/contract/dispatch-delivery.js';
import type { OktaEvent } from '../../src/contract/okta-event.js';
import { dispatchEvent } from '../../src/dispatch/dispatch-event.js';
import { parseOktaEvent } from '../../src/dispatch/parse-okta-event.js';
import { createSignalAllowance } from '../../src/dispatch/signal-allowance.js';
import { createMailRenderer } from '../../src/mail/render-mail.js';
import type { ReactionSettings } from '../../src/reaction/reaction-settings.js';
import { createFakeAuditStore, type FakeAuditStore } from './fake-audit-store.js';
import { createFakeChat, type FakeChat } from './fake-chat.js';
import { createFakeMailer, type FakeMailer } from './fake-mailer.js';
import { createFakeOkta, type FakeOkta } from './fake-okta.js';
import { createFakeTickets, type FakeTickets } from './fake-tickets.js';
import { createReactionSettings } from './reaction-settings.js';
import { runWorkers } from './run-workers.js';
import { createSettings } from './settings.js';
import { noDrift } from './no-drift.js';

type ReactionHandle = WorkflowHandle<ReactToFactorActivation>;

/** The group whose members are privileged. */
export const privilegedGroup = '00g0000000000000priv';

export interface Reactions {
  client: Client;
  okta: FakeOkta;
  mailer: FakeMailer;
  audit: FakeAuditStore;
  tickets: FakeTickets;
  chat: FakeChat;
  /** Brings an event through the door, as the hook does. */
  deliver: (event: unknown) => Promise<DispatchOutcome>;
  /** The run of the act that the event belongs to by its own time. */
  runOf: (event: unknown) => ReactionHandle;
  resultOf: (event: unknown) => Promise<ReactToFactorActivationResult>;
  /** Rejects if the run's status does not fit within 20 seconds. */
  waitFor: (event: unknown, fits: (status: ReactionStatus) => boolean) => Promise<ReactionStatus>;
}

interface ReactionsOptions {
  taskQueue: string;
  workflowBundle: WorkflowBundle;
  settings?: Partial<ReactionSettings>;
  windowMs?: number;
  patienceMs?: number;
}

/** Runs real workflows and real activities over fakes of Okta, the mail server, the audit store, the ticket system and the chat, until `body` is done. */
export async function withReactions<T>(
  { client, nativeConnection }: TestWorkflowEnvironment,
  { taskQueue, workflowBundle, windowMs = 600_000, patienceMs = 500, ...options }: ReactionsOptions,
  body: (reactions: Reactions) => Promise<T>,
): Promise<T> {
  const fakes = {
    ...{ okta: createFakeOkta(), mailer: createFakeMailer(), audit: createFakeAuditStore() },
    ...{ tickets: createFakeTickets(), chat: createFakeChat() },
  };
  const { okta, tickets, chat } = fakes;
  const allowance = createSignalAllowance();
  const routing = { windowMs, patienceMs };
  const settings = createReactionSettings({
    privileged: { groups: [privilegedGroup], attributes: [] },
    notify: { person: true, securityAddress: 'security@example.com' },
    ...options.settings,
  });
  const activities = createActivities({
    ...fakes,
    ...{ orgUrl: 'https://example.okta.com', mails: createMailRenderer({}) },
    ...{ allowance, concerns: () => true, eventCards: { triggers: [] }, encryptionKey: undefined },
    ...{ backfill: { inProgress: 40 }, drift: noDrift, settings: createSettings(okta.groups) },
    reactions: { ...{ settings, tickets, chat }, routing },
  });
  const door = { client, allowance, reactions: routing };

  function eventOf(value: unknown): OktaEvent {
    const parsed = parseOktaEvent(value);
    assert('event' in parsed, JSON.stringify(parsed));
    return parsed.event;
  }
  const delivered = new Set<string>();
  const idOf = (value: unknown) => reactionWorkflowId(eventOf(value), windowMs);
  const runOf = (value: unknown): ReactionHandle =>
    client.workflow.getHandle<ReactToFactorActivation>(idOf(value));

  return runWorkers(
    {
      ...{ connection: nativeConnection, taskQueue, workflowBundle, activities },
      interceptors: {
        activity: [({ info }) => ({ inbound: createErrorClassifier(info.attempt) })],
      },
    },
    async () => {
      try {
        return await body({
          ...{ client, ...fakes, runOf },
          deliver(value) {
            delivered.add(idOf(value));
            return dispatchEvent(door, eventOf(value));
          },
          resultOf: (value) => runOf(value).result(),
          waitFor: (value, fits) => waitFor(runOf(value), fits),
        });
      } finally {
        // They would go on in the next test.
        for (const id of [...delivered, reactionStormWorkflowId])
          await client.workflow
            .getHandle(id)
            .terminate()
            .catch(() => undefined);
      }
    },
  );
}

async function waitFor(
  run: ReactionHandle,
  fits: (status: ReactionStatus) => boolean,
): Promise<ReactionStatus> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const status = await run.query(reactionStatusQuery);
    if (fits(status)) return status;
    if (Date.now() > deadline) assert.fail(`The run stays at ${JSON.stringify(status)}`);
    await sleep(20);
  }
}
