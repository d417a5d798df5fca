import type { Client } from '@temporalio/client';

/**
 * What the first run of a workflow was started with, from its history: no worker is needed, and it may have ended.
 *
 * @throws every error of the client, such as that of a run that Temporal does not keep
 */
export async function readFirstInput<T>(client: Client, workflowId: string): Promise<T> {
  const { history } = await client.workflowService.getWorkflowExecutionHistory({
    namespace: client.options.namespace,
    execution: { workflowId },
    maximumPageSize: 1,
  });
  const [payload] =
    history?.events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
  if (!payload) throw new Error(`The run ${workflowId} was started with nothing`);
  const { payloadConverter, payloadCodecs } = client.options.loadedDataConverter;
  const context = { type: 'workflow', namespace: client.options.namespace, workflowId } as const;
  let decoded = [payload];
  for (const codec of payloadCodecs.toReversed()) decoded = await codec.decode(decoded, context);
  const [plain = payload] = decoded;
  return payloadConverter.fromPayload<T>(plain, context);
}
