import path from 'node:path';
import type { DataConverter } from '@temporalio/common';
import { createEncryptionCodec, type PayloadEncryption } from './encryption-codec.js';

/** For the sandbox of the workflows too, where it has to be bundled. */
export const encryptedFailureConverterPath = path.join(
  import.meta.dirname,
  `failure-converter${path.extname(import.meta.filename)}`,
);

/** What clients and workers are given; without encryption it is Temporal's own. */
export function createDataConverter(encryption: PayloadEncryption | undefined): DataConverter {
  if (encryption === undefined) return {};
  return {
    payloadCodecs: [createEncryptionCodec(encryption)],
    failureConverterPath: encryptedFailureConverterPath,
  };
}
