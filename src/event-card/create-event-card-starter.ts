import { Client } from '@temporalio/client';
import type { PayloadCodec } from '@temporalio/common';
import pMap from 'p-map';
import type { OktaEvent } from '../contract/okta-event.js';
import { userMfaWorkflowId } from '../contract/workflow-ids.js';
import { startOnce } from '../dispatch/start-once.js';
import { createEncryptionCodec } from '../payload-codec/encryption-codec.js';
import { fitsTrigger, type EventCardTrigger } from './event-card-trigger.js';
import { toUserMfaEventCard, type CardDelivery } from './to-user-mfa-event-card.js';
import type { UserMfaEventCard } from './user-mfa-event-card.js';

export interface EventCardStarterOptions {
  client: Client;
  triggers: readonly EventCardTrigger[];
  /** 32 bytes: with what the cards are encrypted before they leave the process. */
  encryptionKey: Uint8Array | undefined;
  /** Asks Okta for a user's groups. Where nobody can, triggers with groups start nothing. */
  groupIdsOf?: (userId: string) => Promise<string[]>;
}

/** Events as Okta sent them, and those of them that concern us, as `sortEvents` gives them. */
interface CardEvents extends CardDelivery {
  values: readonly unknown[];
  due: readonly OktaEvent[];
}

interface StartedEventCard {
  workflowId: string;
  outcome: 'started' | 'duplicate';
}

/**
 * Starts what is configured for the event cards among the given events. Repeatable: the workflow's id holds the event's `uuid`, so that an
 * event which comes by the hook and from the System Log starts one run.
 *
 * @throws what `groupIdsOf` throws, before anything is started; AggregateError if Temporal did not take all of the starts, and those
 *   that it took stay taken
 */
export type StartEventCards = (events: CardEvents) => Promise<StartedEventCard[]>;

// More calls at the same time only make each of them slower.
const concurrency = 4;

/** @throws RangeError if a card is to be encrypted and the key has not 32 bytes: plain text is no way out */
export function createEventCardStarter({
  client,
  triggers,
  encryptionKey = new Uint8Array(),
  groupIdsOf = () => Promise.resolve([]),
}: EventCardStarterOptions): StartEventCards {
  const starters = triggers.map((trigger) => ({
    trigger,
    client:
      trigger.payload === 'encrypted'
        ? withCodecs(client, [createEncryptionCodec({ keys: [encryptionKey], mode: 'required' })])
        : inPlainText(client),
  }));

  return async ({ values, due, ...delivery }) => {
    const fitting = due.flatMap((event) =>
      starters
        .filter(({ trigger }) => fitsTrigger(event, trigger))
        .map((starter) => ({ ...starter, event })),
    );
    const asked = fitting.filter(({ trigger }) => trigger.groups).map(({ event }) => event.userId);
    const groupIds = await readEach(asked, groupIdsOf);

    return pMap(
      fitting.filter(({ event, trigger }) => isInGroups(groupIds.get(event.userId), trigger)),
      async ({ event, trigger: { workflowType, taskQueue }, client }) => {
        const workflowId = userMfaWorkflowId(workflowType, event.uuid);
        const card = toUserMfaEventCard(valueOf(event, values), delivery);
        const outcome = await startOnce<(card: UserMfaEventCard) => Promise<unknown>>(
          client,
          workflowType,
          { workflowId, taskQueue, args: [card] },
        );
        return { workflowId, outcome };
      },
      { concurrency, stopOnError: false },
    );
  };
}

/** What is started is others' workflows: they are given what the trigger says, whatever our own are given. */
function withCodecs({ connection, options }: Client, payloadCodecs: PayloadCodec[]): Client {
  const { namespace, identity } = options;
  const dataConverter = { payloadCodecs };
  return new Client({ connection, namespace, identity, dataConverter });
}

function inPlainText(client: Client): Client {
  const isPlain = client.options.loadedDataConverter.payloadCodecs.length === 0;
  return isPlain ? client : withCodecs(client, []);
}

/** Each key is read once. */
async function readEach<T>(
  keys: readonly string[],
  read: (key: string) => Promise<T>,
): Promise<Map<string, T>> {
  const entries = await pMap(new Set(keys), async (key) => [key, await read(key)] as const, {
    concurrency,
  });
  return new Map(entries);
}

function isInGroups(groupIds: readonly string[] = [], { groups }: EventCardTrigger): boolean {
  return groups === undefined || groups.some((id) => groupIds.includes(id));
}

function valueOf({ uuid, eventType }: OktaEvent, values: readonly unknown[]): unknown {
  return values.find(
    (value) =>
      typeof value === 'object' &&
      value !== null &&
      'uuid' in value &&
      'eventType' in value &&
      value.uuid === uuid &&
      value.eventType === eventType,
  );
}
