import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { Client, Connection } from '@temporalio/client';
import { createSignalAllowance } from '../../../src/dispatch/signal-allowance.js';
import { dispatchDelivery } from '../../../src/dispatch/dispatch-delivery.js';
import { retryUntilDeadline } from '../../../src/dispatch/retry-until-deadline.js';
import { oktaLogEvent } from '../dispatch/okta-log-event.js';
import { envelope } from './envelope.js';
import { deliver } from './http-client.js';
import { runGateway, type RunningGateway } from './running-gateway.js';

const few = envelope([oktaLogEvent()]);
const many = envelope(Array.from({ length: 100 }, (_, at) => oktaLogEvent({ uuid: `uuid-${at}` })));

async function unusedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('the hook gateway, with the real client of Temporal', () => {
  let gateway: RunningGateway;
  let connection: Connection;

  async function runGatewayTo(port: number): Promise<void> {
    const address = `127.0.0.1:${port}`;
    connection = Connection.lazy({ address, interceptors: [retryUntilDeadline] });
    const client = new Client({ connection });
    gateway = await runGateway({
      dispatch: (delivery, deadline) =>
        dispatchDelivery({ client, allowance: createSignalAllowance() }, delivery, { deadline }),
      isReady: async (deadline) => {
        await client.withDeadline(deadline, () => client.workflowService.getSystemInfo({}));
        return true;
      },
    });
  }

  afterEach(async () => {
    await gateway.close();
    await connection.close();
  });

  async function assertRefusedInTime(): Promise<void> {
    const startedAt = performance.now();
    const readiness = gateway.health('/readyz').then((found) => {
      assert.equal(found?.isWell, false);
      const milliseconds = performance.now() - startedAt;
      assert(milliseconds < 2_500, `${milliseconds} ms`);
    });
    const answers = await Promise.all([deliver(gateway.port, few), deliver(gateway.port, many)]);
    await readiness;
    for (const answer of answers) {
      assert.equal(answer.status, 503);
      assert(answer.milliseconds < 2_500, `${answer.milliseconds} ms`);
    }
  }

  it('answers 503 in time where nothing listens, and names the reason in the log', async () => {
    await runGatewayTo(await unusedPort());
    await assertRefusedInTime();
    await assertRefusedInTime();
    await gateway.close();
    const outcomes = gateway.logged.map(({ fields }) => fields['outcome']);
    // The second time one is let in, as a probe.
    assert.deepEqual(outcomes.sort(), ['not-durable', 'not-durable', 'not-durable', 'overloaded']);
    for (const { level, fields } of gateway.logged) {
      assert.equal(level, 'error');
      if (fields['outcome'] === 'overloaded') continue;
      // gRPC's UNAVAILABLE or DEADLINE_EXCEEDED, or our own timer where it was faster.
      assert.match(String(fields['errors']), /^(ServiceError (4|14)|DeadlineExceededError)$/);
    }
  });

  it('leaves no retry behind that outlives the deadline, so that it closes at once', async () => {
    await runGatewayTo(await unusedPort());
    await assertRefusedInTime();
    const startedAt = performance.now();
    await gateway.close();
    assert(performance.now() - startedAt < 500);
  });

  it('answers 503 in time where a server takes the connection and never says a word', async () => {
    const sockets = new Set<Socket>();
    const blackHole = createServer((socket) => sockets.add(socket)).listen(0, '127.0.0.1');
    await once(blackHole, 'listening');

    await runGatewayTo((blackHole.address() as AddressInfo).port);
    await assertRefusedInTime();
    assert(sockets.size > 0);

    for (const socket of sockets) socket.destroy();
    blackHole.close();
  });
});
