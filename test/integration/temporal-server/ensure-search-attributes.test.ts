import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import type { Client, Connection } from '@temporalio/client';
import {
  defineSearchAttributeKey,
  SearchAttributeType,
  type SearchAttributePair,
} from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { ensureSearchAttributes } from '../../../src/temporal-server/ensure-search-attributes.js';
import { startOwnDevServer } from '../../support/dev-server.js';
import { useTimeSkippingServer, type TemporalTestServer } from '../../support/temporal.js';

const { KEYWORD, INT, BOOL } = SearchAttributeType;
const namespace = 'default';

describe('ensureSearchAttributes', () => {
  describe('on a development server', () => {
    // Its own: a namespace takes ten attributes of a type, and a server of somebody's is no place to leave more.
    let server: TemporalTestServer;
    const environment = () => server.environment;
    before(async function () {
      this.timeout('10m');
      server = await startOwnDevServer((line) => process.stderr.write(`${line}\n`));
    });
    after(() => server.stop());
    itRegistersThem(environment);

    it('refuses one that is registered with another type', async () => {
      const { connection } = environment();
      const name = newName();
      await ensureSearchAttributes(connection, namespace, [{ name, type: INT }]);

      await assert.rejects(ensureSearchAttributes(connection, namespace, [{ name, type: BOOL }]), {
        name: 'TemporalServerError',
        message: `The search attribute ${name} of namespace default is registered with another type than Bool. Remove or rename it there first.`,
      });
    });

    it('fails with what the server says about a namespace that is not there', async () => {
      const { connection } = environment();
      const attributes = [{ name: newName(), type: INT }];

      await assert.rejects(ensureSearchAttributes(connection, 'nowhere', attributes), /nowhere/);
    });

    it('says what to register by hand where it may not, and is content once that is done', async () => {
      const { connection } = environment();
      const attributes = [{ name: newName(), type: INT }];
      const { name } = attributes[0] ?? {};
      const limited = withoutRights(connection);

      await assert.rejects(ensureSearchAttributes(limited, namespace, attributes), {
        name: 'TemporalServerError',
        message: `This client may not register search attributes in namespace default. Have somebody who may do it once:
  temporal operator search-attribute create --namespace default --name ${name} --type Int
or on Temporal Cloud:
  tcld namespace search-attributes add --namespace default --sa "${name}=Int"`,
      });
      await ensureSearchAttributes(connection, namespace, attributes);
      await ensureSearchAttributes(limited, namespace, attributes);
    });
  });

  describe('on the time-skipping test server', () => {
    itRegistersThem(useTimeSkippingServer());
  });
});

function itRegistersThem(environment: () => TestWorkflowEnvironment): void {
  it('resolves when a workflow may set them, and is harmless when called again', async () => {
    const { client, connection } = environment();
    const key = defineSearchAttributeKey(newName(), KEYWORD);
    await ensureSearchAttributes(connection, namespace, [key]);
    await ensureSearchAttributes(connection, namespace, [key]);

    await startAndEnd(client, [{ key, value: 'ready' }]);
  });

  it('adds what is missing to what is there, also when several do it at once', async () => {
    const { client, connection } = environment();
    const present = defineSearchAttributeKey(newName(), KEYWORD);
    const missing = defineSearchAttributeKey(newName(), BOOL);
    await ensureSearchAttributes(connection, namespace, [present]);
    const several = Array.from({ length: 4 }, () =>
      ensureSearchAttributes(connection, namespace, [present, missing]),
    );
    await Promise.all(several);

    await startAndEnd(client, [
      { key: present, value: 'ready' },
      { key: missing, value: true },
    ]);
  });
}

function newName(): string {
  return `Test${randomUUID().replaceAll('-', '')}`;
}

/** Nobody works on it: what matters is that the server takes it. */
async function startAndEnd(
  { workflow }: Client,
  typedSearchAttributes: SearchAttributePair[],
): Promise<void> {
  const workflowId = randomUUID();
  const handle = await workflow.start('preEnrollUser', {
    ...{ taskQueue: 'nobody', workflowId, typedSearchAttributes },
  });
  await handle.terminate();
}

/** As a Temporal Cloud namespace sees a client that may only use it. */
function withoutRights({ workflowService }: Connection) {
  const refuse = () => {
    const error: ServiceError = Object.assign(new Error('Request unauthorized.'), {
      ...{ code: status.PERMISSION_DENIED, details: '', metadata: new Metadata() },
    });
    return Promise.reject(error);
  };
  const operatorService = { listSearchAttributes: refuse, addSearchAttributes: refuse };
  return { workflowService, operatorService };
}
