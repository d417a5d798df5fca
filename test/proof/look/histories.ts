import proto from '@temporalio/proto';
import type { Client } from '@temporalio/client';

export interface ReadHistories {
  /** By workflow id, each run of it. */
  runs: { workflowId: string; type: string; status: string }[];
  encryptedPayloads: number;
  /** Where there is one that is not encrypted; what lists are searched by, is not. */
  readablePayloads: string[];
  bytes: Buffer;
}

/** Temporal's core writes down which patches of the code a run knows: names that are in our source, and nothing of the run. */
const patchNames = '.events.markerRecordedEventAttributes.details.patch-data.payloads';

/** Reads all histories by a client without a key, as whoever gets at Temporal's database can. */
export async function readHistories(client: Client): Promise<ReadHistories> {
  const read: ReadHistories = {
    ...{ runs: [], encryptedPayloads: 0, readablePayloads: [], bytes: Buffer.alloc(0) },
  };
  const parts: Uint8Array[] = [];
  for await (const { workflowId, runId, type, status } of client.workflow.list()) {
    read.runs.push({ workflowId, type, status: status.name });
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    parts.push(proto.temporal.api.history.v1.History.encode(history).finish());
    for (const { encoding, place } of payloadsIn(history, '')) {
      if (place === patchNames) continue;
      if (encoding === 'binary/encrypted') read.encryptedPayloads += 1;
      else read.readablePayloads.push(`${type} ${place} ${encoding}`);
    }
  }
  return { ...read, bytes: Buffer.concat(parts) };
}

function* payloadsIn(
  value: unknown,
  place: string,
): Generator<{ encoding: string; place: string }> {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
  const { metadata } = value as { metadata?: Record<string, unknown> | null };
  const encoding = metadata?.['encoding'];
  if (encoding instanceof Uint8Array) {
    yield { encoding: Buffer.from(encoding).toString(), place };
    return;
  }
  for (const [name, inner] of Object.entries(value)) {
    if (name === 'searchAttributes') continue;
    yield* payloadsIn(inner, Array.isArray(value) ? place : `${place}.${name}`);
  }
}
