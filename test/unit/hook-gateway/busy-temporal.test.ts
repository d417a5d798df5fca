import assert from 'node:assert/strict';
import { promisify } from 'node:util';
import { Server, ServerCredentials, status as grpcStatus } from '@grpc/grpc-js';
import { noopMetricMeter } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import { startGateway, type Gateway } from '../../../src/gateway.js';
import { createLogger } from '../../../src/process/logger.js';
import { oktaLogEvent } from '../dispatch/okta-log-event.js';
import { envelope } from './envelope.js';
import { secret } from './running-gateway.js';

const { GetSystemInfoResponse, StartWorkflowExecutionResponse } = temporal.api.workflowservice.v1;

/** A server that says RESOURCE_EXHAUSTED to so many starts, and takes the next ones. */
async function startBusyTemporal(refusals: { left: number }) {
  const server = new Server();
  const raw = (bytes: Buffer) => bytes;
  const method = (name: string) => ({
    path: `/temporal.api.workflowservice.v1.WorkflowService/${name}`,
    requestStream: false,
    responseStream: false,
    ...{ requestSerialize: raw, requestDeserialize: raw },
    ...{ responseSerialize: raw, responseDeserialize: raw },
  });
  server.addService(
    {
      GetSystemInfo: method('GetSystemInfo'),
      StartWorkflowExecution: method('StartWorkflowExecution'),
    },
    {
      GetSystemInfo: (_call: unknown, answer: (error: null, bytes: Buffer) => void) => {
        answer(null, Buffer.from(GetSystemInfoResponse.encode({}).finish()));
      },
      StartWorkflowExecution: (
        _call: unknown,
        answer: (error: { code: grpcStatus } | null, bytes?: Buffer) => void,
      ) => {
        refusals.left -= 1;
        if (refusals.left >= 0) answer({ code: grpcStatus.RESOURCE_EXHAUSTED });
        else {
          const started = StartWorkflowExecutionResponse.encode({ runId: 'run' }).finish();
          answer(null, Buffer.from(started));
        }
      },
    },
  );
  const bind = promisify(server.bindAsync.bind(server));
  const port = await bind('127.0.0.1:0', ServerCredentials.createInsecure());
  return { server, address: `127.0.0.1:${port}` };
}

describe('the hook gateway, while Temporal says that it is busy', () => {
  const refusals = { left: 0 };
  let temporalServer: Server;
  let gateway: Gateway;
  before(async () => {
    const { server, address } = await startBusyTemporal(refusals);
    temporalServer = server;
    gateway = await startGateway(
      { secrets: [secret], host: '127.0.0.1', port: 0 },
      { connectionOptions: { address }, namespace: 'default' },
      { logger: createLogger('silent'), meter: noopMetricMeter },
    );
    // The first call connects, which takes its own time.
    assert.equal((await deliver()).status, 204);
  });
  after(async () => {
    await gateway.close();
    temporalServer.forceShutdown();
  });

  async function deliver() {
    const began = performance.now();
    const { status } = await fetch(gateway.url, {
      method: 'POST',
      headers: { Authorization: secret, 'Content-Type': 'application/json' },
      body: JSON.stringify(envelope([oktaLogEvent()])),
    });
    return { status, milliseconds: performance.now() - began };
  }

  it('17: tries again within the deadline: 204 when Temporal takes it after all', async () => {
    refusals.left = 1;
    assert.equal((await deliver()).status, 204);
    assert.equal(refusals.left, -1);
  });

  it('17: 503 in time, never 429, when Temporal does not', async () => {
    refusals.left = 1_000_000;
    const { status, milliseconds } = await deliver();
    assert.equal(status, 503);
    assert.ok(milliseconds < 2_500, `answered after ${milliseconds} ms`);
  }).timeout('5s');
});
