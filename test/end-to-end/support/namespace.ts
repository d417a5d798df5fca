import { randomUUID } from 'node:crypto';
import { Client } from '@temporalio/client';
import proto from '@temporalio/proto';
import { useDevServer } from '../../support/temporal.js';

/** What processes are told about Temporal, and the test's own client of the same. */
export interface TemporalAccess {
  environment: { TEMPORAL_ADDRESS: string; TEMPORAL_NAMESPACE: string };
  client: Client;
}

/**
 * A namespace of its own for a suite, on the server that all suites share: the task queue's name is fixed, so that workers of one
 * namespace would do each other's work. It knows no search attributes yet. Call it in `describe`.
 */
export function useNamespace(): () => TemporalAccess {
  const server = useDevServer();
  const namespace = `preenroll-${randomUUID()}`;
  before(async () => {
    await server().connection.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: proto.google.protobuf.Duration.fromObject({
        seconds: 86_400,
      }),
    });
  });
  return () => {
    const { connection, address } = server();
    return {
      environment: { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace },
      client: new Client({ connection, namespace }),
    };
  };
}
