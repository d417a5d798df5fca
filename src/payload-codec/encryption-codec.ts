import {
  METADATA_ENCODING_KEY,
  ValueError,
  type Payload,
  type PayloadCodec,
} from '@temporalio/common';
import proto from '@temporalio/proto';
import { encryptionKeyId, type EncryptionKeys } from './encryption-keys.js';
import { ownerOf } from './owner-of.js';
import { seal, unseal } from './seal.js';

const { Payload: PayloadMessage } = proto.temporal.api.common.v1;

const encrypted = Buffer.from('binary/encrypted');
/** In a payload's metadata, which anybody can read who reads the history: ids, no contents. */
const metadataName = { keyId: 'encryption-key-id', workflowId: 'encryption-workflow-id' };

export interface PayloadEncryption {
  keys: EncryptionKeys;
  /** `switching` also reads what is not encrypted, or is for no workflow: what was there before. Both encrypt whatever they write. */
  mode: 'required' | 'switching';
  /** Is told of each payload that cannot be decrypted, before the error is thrown. */
  refused?: (reason: CodecRefusal) => void;
}

/** Why a payload is not decrypted. */
type CodecRefusal = 'not-encrypted' | 'other-workflow' | 'unknown-key' | 'altered';

/**
 * Encrypts payloads with AES-256-GCM, metadata included. The encoding is `binary/encrypted`; the data are the initialization vector, the ciphertext and
 * the tag; the metadata name the key and the workflow, and the workflow's id is authenticated with the data. Without a workflow it is the form of Temporal's
 * own encryption sample. docs/encryption.md tells how others read it.
 *
 * Encoding or decoding twice is two layers: one codec belongs to a client or worker.
 *
 * @throws RangeError at once, if a key has not 32 bytes
 * @throws ValueError when decoding: a payload is not encrypted, belongs to another workflow, is encrypted with a key that is not here, or was altered
 */
export function createEncryptionCodec({ keys, mode, refused }: PayloadEncryption): PayloadCodec {
  const byId = new Map(keys.map((key) => [encryptionKeyId(key), key]));
  if (keys.some(({ length }) => length !== 32))
    throw new RangeError('The encryption key must have 32 bytes.');
  const [current] = keys;
  const currentId = encryptionKeyId(current);

  function refuse(reason: CodecRefusal, message: string): ValueError {
    refused?.(reason);
    return new ValueError(message);
  }

  function encryptPayload(payload: Payload, owner: string | undefined): Payload {
    return {
      metadata: {
        [METADATA_ENCODING_KEY]: encrypted,
        [metadataName.keyId]: Buffer.from(currentId),
        ...(owner !== undefined && { [metadataName.workflowId]: Buffer.from(owner) }),
      },
      data: seal(current, PayloadMessage.encode(payload).finish(), owner ?? ''),
    };
  }

  function decryptPayload(payload: Payload, owner: string | undefined): Payload {
    const { metadata, data } = payload;
    if (!encrypted.equals(metadata?.[METADATA_ENCODING_KEY] ?? new Uint8Array())) {
      if (mode === 'switching') return payload;
      throw refuse('not-encrypted', 'A payload is not encrypted, and encryption is required.');
    }
    const sealedFor = textOf(metadata, metadataName.workflowId);
    requireOwner(sealedFor, owner);
    const plain = unseal(keyOf(metadata), data ?? new Uint8Array(), sealedFor ?? '');
    if (plain === undefined) throw refuse('altered', 'An encrypted payload was altered.');
    return PayloadMessage.decode(plain);
  }

  function requireOwner(sealedFor: string | undefined, owner: string | undefined): void {
    // Whoever is not told the owner, as a codec server, takes the payload's word, which is authenticated.
    if (owner === undefined || sealedFor === owner) return;
    if (sealedFor === undefined && mode === 'switching') return;
    throw refuse('other-workflow', 'A payload is encrypted for another workflow.');
  }

  function keyOf(metadata: Payload['metadata']): Uint8Array {
    const id = textOf(metadata, metadataName.keyId) ?? '';
    const key = byId.get(id);
    if (key !== undefined) return key;
    // The id is what somebody has written there: only what can be one is repeated.
    const name = /^[0-9a-f]{16}$/.test(id) ? `the key ${id}` : 'a key without an id';
    const here = [...byId.keys()].join(', ');
    throw refuse('unknown-key', `A payload is encrypted with ${name}; the keys here are ${here}.`);
  }

  return {
    encode: (payloads, context) =>
      promised(() => payloads.map((payload) => encryptPayload(payload, ownerOf(context)))),
    decode: (payloads, context) =>
      promised(() => payloads.map((payload) => decryptPayload(payload, ownerOf(context)))),
  };
}

/** The id of the key that a payload is encrypted with; undefined if it is not encrypted. */
export function sealingKeyIdOf({ metadata }: Pick<Payload, 'metadata'>): string | undefined {
  return textOf(metadata, metadataName.keyId);
}

/** The workflow that a payload says it is for, which is true of one that was decoded; undefined: of none. */
export function sealedForOf({ metadata }: Pick<Payload, 'metadata'>): string | undefined {
  return textOf(metadata, metadataName.workflowId);
}

function textOf(metadata: Payload['metadata'], name: string): string | undefined {
  const bytes = metadata?.[name];
  return bytes && Buffer.from(bytes).toString();
}

/** What throws, rejects. */
// eslint-disable-next-line @typescript-eslint/require-await
async function promised<T>(make: () => T): Promise<T> {
  return make();
}
