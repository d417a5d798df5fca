import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { noopMetricMeter } from '@temporalio/common';
import { Client } from '@temporalio/client';
import proto from '@temporalio/proto';
import { Worker, type WorkflowBundle } from '@temporalio/worker';
import type { UserMfaEventCard } from '../../src/event-card/user-mfa-event-card.js';
import { startGateway, type Gateway } from '../../src/gateway.js';
import { createLogger } from '../../src/process/logger.js';
import { createEncryptionCodec } from '../../src/payload-codec/encryption-codec.js';
import { postEvents, secret } from '../support/hook-deliveries.js';
import { bundleWorkflows, useDevServer } from '../support/temporal.js';
import { userMfaEvent } from '../unit/event-card/user-mfa-event.js';

const encryptionKey = Buffer.alloc(32, 7);
const dataConverter = {
  payloadCodecs: [createEncryptionCodec({ keys: [encryptionKey], mode: 'required' })],
};
const canary = 'jane@example.com';

describe('an event card, delivered by the hook', function () {
  this.timeout('120s');
  const environment = useDevServer();
  let bundle: WorkflowBundle;
  let gateway: Gateway | undefined;

  before(async () => {
    bundle = await bundleWorkflows(new URL('../support/card-workflows', import.meta.url));
  });
  afterEach(() => gateway?.close());

  async function deliver(payload: 'encrypted' | 'plain text with personal data', uuid: string) {
    const { client } = environment();
    const { address } = environment().connection.options;
    gateway = await startGateway(
      {
        ...{ secrets: [secret], host: '127.0.0.1', port: 0, encryptionKey },
        eventCards: [{ workflowType: 'receiveCard', taskQueue: 'theirs', payload }],
      },
      { connectionOptions: { address }, namespace: client.options.namespace },
      { logger: createLogger('silent'), meter: noopMetricMeter },
    );
    const { status } = await postEvents(gateway, [userMfaEvent({ uuid })]);
    assert.equal(status, 204);
  }

  /** The customer's worker and client, with the codec or without. */
  async function received(uuid: string, withCodec: boolean): Promise<UserMfaEventCard> {
    const { client, connection, nativeConnection } = environment();
    const converter = withCodec ? { dataConverter } : {};
    const worker = await Worker.create({
      ...{ connection: nativeConnection, taskQueue: 'theirs', workflowBundle: bundle },
      ...converter,
    });
    const { namespace } = client.options;
    const theirs = new Client({ connection, namespace, ...converter });
    return worker.runUntil(
      theirs.workflow.getHandle<(card: unknown) => Promise<UserMfaEventCard>>(idOf(uuid)).result(),
    );
  }

  const idOf = (uuid: string) => `user-mfa:receiveCard:${uuid}`;

  /** In the bytes that Temporal keeps. */
  async function historyHoldsCanary(uuid: string): Promise<boolean> {
    const history = await environment().client.workflow.getHandle(idOf(uuid)).fetchHistory();
    const bytes = proto.temporal.api.history.v1.History.encode(history).finish();
    return Buffer.from(bytes).includes(canary);
  }

  it('starts the workflow of a worker with the key, and no address is in the history', async () => {
    const uuid = randomUUID();
    await deliver('encrypted', uuid);
    const card = await received(uuid, true);

    assert.equal(card.oktaUser.alternateId, canary);
    assert.equal(card.uuid, uuid);
    assert.equal(card.headers['user-agent'], 'Okta-Integrations');
    assert.doesNotMatch(JSON.stringify(card), new RegExp(secret));
    assert.equal(await historyHoldsCanary(uuid), false);
  });

  it('is in plain text where the configuration says so in so many words', async () => {
    const uuid = randomUUID();
    await deliver('plain text with personal data', uuid);

    assert.equal((await received(uuid, false)).oktaUser.alternateId, canary);
    assert.equal(await historyHoldsCanary(uuid), true);
  });

  it('starts one run, however often it is delivered', async () => {
    const uuid = randomUUID();
    await deliver('encrypted', uuid);
    const { runId } = await environment().client.workflow.getHandle(idOf(uuid)).describe();
    await received(uuid, true);
    assert(gateway);
    const { status } = await postEvents(gateway, [userMfaEvent({ uuid })]);

    assert.equal(status, 204);
    const again = await environment().client.workflow.getHandle(idOf(uuid)).describe();
    assert.equal(again.runId, runId);
  });
});
