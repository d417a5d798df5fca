import type { Readable } from 'node:stream';
import { EgressError } from './egress-error.js';

/**
 * The whole of a body as text.
 *
 * @throws EgressError as soon as it is longer than allowed; what throws else is the stream's own error
 */
export async function readCapped(body: Readable, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    length += chunk.length;
    // Leaving the loop ends the stream, and with it the connection.
    if (length > maxBytes) throw new EgressError('no-answer', 'the answer is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
