import assert from 'node:assert/strict';
import { createDecipheriv } from 'node:crypto';
import { defaultPayloadConverter, ValueError, type Payload } from '@temporalio/common';
import proto from '@temporalio/proto';
import fc from 'fast-check';
import { createEncryptionCodec } from '../../../src/payload-codec/encryption-codec.js';

const key = Buffer.alloc(32, 7);
const codec = createEncryptionCodec(key);

async function encoded(payload: Payload): Promise<Payload> {
  const [result] = await codec.encode([payload]);
  assert(result);
  return result;
}

function textOf(bytes: Uint8Array | null | undefined): string {
  return Buffer.from(bytes ?? []).toString();
}

describe('the encryption codec', () => {
  it('gives back what it took, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.json()), async (values) => {
        const payloads = values.map((value) => defaultPayloadConverter.toPayload(value));
        const decoded = await codec.decode(await codec.encode(payloads));
        assert.deepEqual(
          decoded.map((payload) => defaultPayloadConverter.fromPayload(payload)),
          values,
        );
      }),
      { numRuns: 30 },
    );
  });

  it("keeps to the form of Temporal's sample, which others can read with the same key", async () => {
    const payload = defaultPayloadConverter.toPayload('canary');
    const { metadata, data } = await encoded(payload);
    assert(data);
    assert.equal(textOf(metadata?.['encoding']), 'binary/encrypted');
    assert.match(textOf(metadata?.['encryption-key-id']), /^[0-9a-f]{16}$/);

    const decipher = createDecipheriv('aes-256-gcm', key, data.subarray(0, 12));
    decipher.setAuthTag(data.subarray(-16));
    const plain = Buffer.concat([decipher.update(data.subarray(12, -16)), decipher.final()]);
    const decoded = proto.temporal.api.common.v1.Payload.decode(plain);
    assert.equal(defaultPayloadConverter.fromPayload(decoded), 'canary');
  });

  it('never encrypts the same twice alike', async () => {
    const payload = defaultPayloadConverter.toPayload('canary');
    const payloads = await codec.encode(Array.from({ length: 100 }, () => payload));
    const texts = payloads.map(({ data }) => Buffer.from(data ?? []).toString('hex'));
    assert.equal(new Set(texts).size, 100);
    assert.equal(new Set(texts.map((text) => text.slice(0, 24))).size, 100);
  });

  it('passes on what is not encrypted', async () => {
    const payload = defaultPayloadConverter.toPayload('plain');
    assert.deepEqual(await codec.decode([payload, {}]), [payload, {}]);
  });

  it('says which key is missing, and not what it is', async () => {
    const other = createEncryptionCodec(Buffer.alloc(32, 8));
    const payload = await encoded(defaultPayloadConverter.toPayload('canary'));
    await assert.rejects(other.decode([payload]), (error) => {
      assert(error instanceof ValueError);
      const ids = /with the key ([0-9a-f]{16}); the key here is ([0-9a-f]{16})\.$/.exec(
        error.message,
      );
      assert.notEqual(ids?.[1], ids?.[2]);
      return true;
    });
  });

  it('refuses what was altered or cut off', async () => {
    const payload = await encoded(defaultPayloadConverter.toPayload('canary'));
    assert(payload.data);
    const altered = Uint8Array.from(payload.data, (byte, at) => (at === 20 ? byte ^ 1 : byte));
    for (const data of [altered, payload.data.subarray(0, 20), new Uint8Array(), null]) {
      await assert.rejects(codec.decode([{ ...payload, data }]), {
        message: 'An encrypted payload was altered.',
      });
    }
  });

  it('refuses a key that is no key of AES-256', () => {
    for (const length of [0, 16, 31, 33]) {
      assert.throws(() => createEncryptionCodec(new Uint8Array(length)), RangeError);
    }
  });
});
