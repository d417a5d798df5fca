import { createHash, webcrypto } from 'node:crypto';
import {
  METADATA_ENCODING_KEY,
  ValueError,
  type Payload,
  type PayloadCodec,
} from '@temporalio/common';
import proto from '@temporalio/proto';

const { Payload: PayloadMessage } = proto.temporal.api.common.v1;
const { subtle } = webcrypto;

const algorithm = 'AES-GCM';
/** What NIST SP 800-38D asks of a random initialization vector. */
const ivBytes = 12;
const encrypted = Buffer.from('binary/encrypted');
const keyIdName = 'encryption-key-id';

/**
 * Encrypts payloads with AES-256-GCM, metadata included, in the form of Temporal's own encryption sample: the encoding is
 * `binary/encrypted`, the data are the initialization vector, the ciphertext and the tag. A worker or codec server of anyone's with the
 * same key reads them. What is not encrypted is passed on as it is.
 *
 * @param key 32 bytes. Its id, in each payload's metadata, is derived from it and does not tell about it.
 * @throws RangeError at once, if the key has another length
 * @throws ValueError when decoding, if a payload was encrypted with another key, or altered
 */
export function createEncryptionCodec(key: Uint8Array): PayloadCodec {
  if (key.length !== 32) throw new RangeError('The encryption key must have 32 bytes.');
  const keyId = createHash('sha256')
    .update('encryption-key-id')
    .update(key)
    .digest('hex')
    .slice(0, 16);
  const cryptoKey = subtle.importKey('raw', key, algorithm, false, ['encrypt', 'decrypt']);

  async function encryptPayload(payload: Payload): Promise<Payload> {
    const iv = webcrypto.getRandomValues(new Uint8Array(ivBytes));
    const plain = PayloadMessage.encode(payload).finish();
    const cipher = await subtle.encrypt({ name: algorithm, iv }, await cryptoKey, plain);
    return {
      metadata: { [METADATA_ENCODING_KEY]: encrypted, [keyIdName]: Buffer.from(keyId) },
      data: Buffer.concat([iv, new Uint8Array(cipher)]),
    };
  }

  async function decryptPayload(payload: Payload): Promise<Payload> {
    const { metadata, data } = payload;
    if (!encrypted.equals(metadata?.[METADATA_ENCODING_KEY] ?? new Uint8Array())) return payload;
    const usedKeyId = Buffer.from(metadata?.[keyIdName] ?? []).toString();
    if (usedKeyId !== keyId)
      throw new ValueError(
        `A payload is encrypted with the key ${usedKeyId}; the key here is ${keyId}.`,
      );
    const bytes = data ?? new Uint8Array();
    const iv = bytes.subarray(0, ivBytes);
    const plain = await subtle
      .decrypt({ name: algorithm, iv }, await cryptoKey, bytes.subarray(ivBytes))
      .catch(() => {
        throw new ValueError('An encrypted payload was altered.');
      });
    return PayloadMessage.decode(new Uint8Array(plain));
  }

  return {
    encode: (payloads) => Promise.all(payloads.map(encryptPayload)),
    decode: (payloads) => Promise.all(payloads.map(decryptPayload)),
  };
}
