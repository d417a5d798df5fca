import type { Payload } from '@temporalio/common';
import { z } from 'zod';

/** The JSON of Temporal's `Payloads`, which its remote codecs exchange. */
const payloadsSchema = z.strictObject({
  payloads: z.array(
    z.object({
      metadata: z.record(z.string(), z.base64()).optional(),
      data: z.base64().optional(),
    }),
  ),
});

/** Undefined if it is not the JSON of payloads. */
export function readPayloads(json: unknown): Payload[] | undefined {
  const { data } = payloadsSchema.safeParse(json);
  return data?.payloads.map(({ metadata = {}, data = '' }) => ({
    metadata: Object.fromEntries(
      Object.entries(metadata).map(([name, value]) => [name, Buffer.from(value, 'base64')]),
    ),
    data: Buffer.from(data, 'base64'),
  }));
}

export function toPayloadsJson(payloads: readonly Payload[]) {
  return {
    payloads: payloads.map(({ metadata, data }) => ({
      metadata: Object.fromEntries(
        Object.entries(metadata ?? {}).map(([name, value]) => [name, toBase64(value)]),
      ),
      data: toBase64(data ?? new Uint8Array()),
    })),
  };
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
