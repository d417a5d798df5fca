import assert from 'node:assert/strict';
import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import {
  defaultPayloadConverter,
  ValueError,
  type Payload,
  type SerializationContext,
} from '@temporalio/common';
import proto from '@temporalio/proto';
import fc from 'fast-check';
import {
  createEncryptionCodec,
  sealingKeyIdOf,
} from '../../../src/payload-codec/encryption-codec.js';

const { Payload: PayloadMessage } = proto.temporal.api.common.v1;

const key = Buffer.alloc(32, 7);
const newKey = Buffer.alloc(32, 8);
const codec = createEncryptionCodec({ keys: [key], mode: 'required' });
const switching = createEncryptionCodec({ keys: [key], mode: 'switching' });

const workflowId = 'pre-enroll:00unewh1re0000000000';
const ofWorkflow = (id: string): SerializationContext => ({
  ...{ type: 'workflow', namespace: 'default', workflowId: id },
});
const owner = ofWorkflow(workflowId);
const somebodyElse = ofWorkflow('pre-enroll:00us0me0nee1se000000');
const plain = defaultPayloadConverter.toPayload('canary');

async function encoded(payload: Payload, by = codec, context?: SerializationContext) {
  const [result] = await by.encode([payload], context);
  assert(result);
  return result;
}

/** As it was in histories before payloads were bound to a workflow: Temporal's sample, byte for byte. */
function encodedAsBefore(payload: Payload): Payload {
  const keyId = createHash('sha256').update('encryption-key-id').update(key).digest('hex');
  const iv = Buffer.alloc(12, 5);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const bytes = cipher.update(PayloadMessage.encode(payload).finish());
  return {
    metadata: {
      encoding: Buffer.from('binary/encrypted'),
      'encryption-key-id': Buffer.from(keyId.slice(0, 16)),
    },
    data: Buffer.concat([iv, bytes, cipher.final(), cipher.getAuthTag()]),
  };
}

function valueOf([payload]: Payload[]): unknown {
  assert(payload);
  return defaultPayloadConverter.fromPayload(payload);
}

function textOf(bytes: Uint8Array | null | undefined): string {
  return Buffer.from(bytes ?? []).toString();
}

describe('the encryption codec', () => {
  it('gives back what it took, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.json()), fc.string(), async (values, id) => {
        const payloads = values.map((value) => defaultPayloadConverter.toPayload(value));
        const context = ofWorkflow(id);
        const decoded = await codec.decode(await codec.encode(payloads, context), context);
        assert.deepEqual(
          decoded.map((payload) => defaultPayloadConverter.fromPayload(payload)),
          values,
        );
      }),
      { numRuns: 30 },
    );
  });

  it('can be read by others with the same key: the workflow id is the additional data', async () => {
    const { metadata, data } = await encoded(plain, codec, owner);
    assert(data);
    assert.equal(textOf(metadata?.['encoding']), 'binary/encrypted');
    assert.match(textOf(metadata?.['encryption-key-id']), /^[0-9a-f]{16}$/);
    assert.equal(textOf(metadata?.['encryption-workflow-id']), workflowId);

    const decipher = createDecipheriv('aes-256-gcm', key, data.subarray(0, 12));
    decipher.setAAD(Buffer.from(workflowId)).setAuthTag(data.subarray(-16));
    const bytes = Buffer.concat([decipher.update(data.subarray(12, -16)), decipher.final()]);
    assert.equal(defaultPayloadConverter.fromPayload(PayloadMessage.decode(bytes)), 'canary');
  });

  it('hides the inner metadata too', async () => {
    const payload = await encoded(plain, codec, owner);
    const bytes = Buffer.from(PayloadMessage.encode(payload).finish()).toString('latin1');
    assert.doesNotMatch(bytes, /json\/plain|canary/);
  });

  it('never encrypts the same twice alike', async () => {
    const payloads = await codec.encode(
      Array.from({ length: 100 }, () => plain),
      owner,
    );
    const texts = payloads.map(({ data }) => Buffer.from(data ?? []).toString('hex'));
    assert.equal(new Set(texts).size, 100);
    assert.equal(new Set(texts.map((text) => text.slice(0, 24))).size, 100);
  });

  it('refuses a payload that was moved to another workflow, in both modes, however it is labelled', async () => {
    const payload = await encoded(plain, codec, owner);
    const relabelled = {
      ...payload,
      metadata: {
        ...payload.metadata,
        'encryption-workflow-id': Buffer.from(somebodyElse.workflowId ?? ''),
      },
    };
    const unlabelled = {
      ...payload,
      metadata: Object.fromEntries(
        Object.entries(payload.metadata ?? {}).filter(
          ([name]) => name !== 'encryption-workflow-id',
        ),
      ),
    };
    for (const by of [codec, switching]) {
      await assert.rejects(by.decode([payload], somebodyElse), {
        name: 'ValueError',
        message: 'A payload is encrypted for another workflow.',
      });
      await assert.rejects(by.decode([relabelled], somebodyElse), ValueError);
      await assert.rejects(by.decode([unlabelled], somebodyElse), ValueError);
      await assert.rejects(by.decode([relabelled]), ValueError);
      await assert.rejects(by.decode([unlabelled]), ValueError);
    }
  });

  it('reads what an activity of the workflow has written, and the runs of one Schedule as one', async () => {
    const activity: SerializationContext = {
      type: 'activity',
      ...{ namespace: 'default', workflowId, activityId: '1', isLocal: false },
    };
    await codec.decode([await encoded(plain, codec, activity)], owner);

    const schedule = await encoded(plain, codec, ofWorkflow('reconcile-system-log'));
    await codec.decode([schedule], ofWorkflow('reconcile-system-log-2026-11-27T22:00:00Z'));
    await assert.rejects(codec.decode([schedule], ofWorkflow('reconcile-system-log-2')));
  });

  it('reads without the workflow what names its own, as a codec server has to', async () => {
    const payload = await encoded(plain, codec, owner);
    assert.equal(valueOf(await codec.decode([payload])), 'canary');
  });

  it('refuses what is not encrypted, and reads it during a switch-over', async () => {
    for (const payload of [plain, {}, { metadata: { encoding: Buffer.from('json/encrypted') } }]) {
      await assert.rejects(codec.decode([payload], owner), {
        name: 'ValueError',
        message: 'A payload is not encrypted, and encryption is required.',
      });
      assert.deepEqual(await switching.decode([payload], owner), [payload]);
    }
    assert.notDeepEqual(await switching.encode([plain], owner), [plain]);
  });

  it('reads what was encrypted before payloads were bound, for a workflow only during a switch-over', async () => {
    const before = encodedAsBefore(plain);
    assert.equal(valueOf(await switching.decode([before], owner)), 'canary');
    assert.equal(valueOf(await codec.decode([before])), 'canary');
    await assert.rejects(codec.decode([before], owner), ValueError);
  });

  it('reads with an earlier key, and encrypts with the new one', async () => {
    const rotated = createEncryptionCodec({ keys: [newKey, key], mode: 'required' });
    const before = await encoded(plain, codec, owner);
    const after = await encoded(plain, rotated, owner);
    assert.equal((await rotated.decode([before, after], owner)).length, 2);
    assert.notEqual(sealingKeyIdOf(before), sealingKeyIdOf(after));
    const onlyNew = createEncryptionCodec({ keys: [newKey], mode: 'required' });
    await onlyNew.decode([after], owner);
    await assert.rejects(onlyNew.decode([before], owner), ValueError);
  });

  it('says which key is missing, and not what it is, nor what somebody has written there', async () => {
    const other = createEncryptionCodec({ keys: [newKey], mode: 'required' });
    const payload = await encoded(plain, codec, owner);
    await assert.rejects(other.decode([payload], owner), (error) => {
      assert(error instanceof ValueError);
      const ids = /with the key ([0-9a-f]{16}); the keys here are ([0-9a-f]{16})\.$/.exec(
        error.message,
      );
      assert(ids);
      assert.notEqual(ids[1], ids[2]);
      return true;
    });
    const named = { ...payload.metadata, 'encryption-key-id': Buffer.from('ann@example.com') };
    await assert.rejects(codec.decode([{ ...payload, metadata: named }], owner), {
      message: /with a key without an id/,
    });
  });

  it('refuses what was altered in one bit, wherever, or cut off', async () => {
    const payload = await encoded(plain, codec, owner);
    const { data } = payload;
    assert(data);
    const altered = Array.from(data.keys(), (at) =>
      Uint8Array.from(data, (byte, index) => (index === at ? byte ^ 1 : byte)),
    );
    for (const bytes of [...altered, data.subarray(0, 20), new Uint8Array(), null]) {
      await assert.rejects(codec.decode([{ ...payload, data: bytes }], owner), {
        name: 'ValueError',
        message: 'An encrypted payload was altered.',
      });
    }
  });

  it('tells of each that it refuses, and why', async () => {
    const told: string[] = [];
    const telling = createEncryptionCodec({
      ...{ keys: [newKey], mode: 'required' },
      refused: (reason) => told.push(reason),
    });
    const good = await encoded(plain, telling, owner);
    const altered = { ...good, data: new Uint8Array() };
    await telling.decode([good], owner);
    assert.deepEqual(told, []);
    for (const [payload, context] of [
      [plain, owner],
      [good, somebodyElse],
      [await encoded(plain, codec, owner), owner],
      [altered, owner],
    ] as const) {
      await assert.rejects(telling.decode([payload], context), ValueError);
    }
    assert.deepEqual(told, ['not-encrypted', 'other-workflow', 'unknown-key', 'altered']);
  });

  it('refuses a key that is no key of AES-256', () => {
    for (const length of [0, 16, 31, 33]) {
      for (const keys of [[new Uint8Array(length)], [key, new Uint8Array(length)]] as const) {
        assert.throws(() => createEncryptionCodec({ keys, mode: 'required' }), RangeError);
      }
    }
  });
});
