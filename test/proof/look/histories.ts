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

/**
 * What is readable on purpose, by its place, and what it then must look like: the names of patches of our source, which Temporal's core writes down, and
 * the id by which logs are joined (`src/contract/run-headers.ts`).
 */
const readableOnPurpose: readonly (readonly [place: RegExp, content: RegExp])[] = [
  [/\.details\.patch-data\.payloads$/, /^\{"id":"[\w-]+","deprecated":(true|false)\}$/],
  [/\.header\.fields\.preenroll-correlation-id$/, /^"[0-9A-Za-z-]{1,64}"$/],
];

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
    for (const { encoding, place, content } of payloadsIn(history, '')) {
      if (encoding === 'binary/encrypted') read.encryptedPayloads += 1;
      else if (!isOnPurpose(place, content))
        read.readablePayloads.push(`${type} ${place} ${encoding}`);
    }
  }
  return { ...read, bytes: Buffer.concat(parts) };
}

const isOnPurpose = (place: string, content: string) =>
  readableOnPurpose.some(([at, form]) => at.test(place) && form.test(content));

interface FoundPayload {
  encoding: string;
  place: string;
  content: string;
}

function* payloadsIn(value: unknown, place: string): Generator<FoundPayload> {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
  const { metadata, data } = value as {
    metadata?: Record<string, unknown> | null;
    data?: Uint8Array | null;
  };
  const encoding = metadata?.['encoding'];
  if (encoding instanceof Uint8Array) {
    yield {
      ...{ encoding: Buffer.from(encoding).toString(), place },
      content: Buffer.from(data ?? []).toString(),
    };
    return;
  }
  for (const [name, inner] of Object.entries(value)) {
    if (name === 'searchAttributes') continue;
    yield* payloadsIn(inner, Array.isArray(value) ? place : `${place}.${name}`);
  }
}
