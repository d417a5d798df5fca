import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  decryptText,
  encryptText,
  UnreadableTextError,
} from '../../../src/payload-codec/encrypt-text.js';

const key = Buffer.alloc(32, 7);
const userId = '00unewh1re0000000000';

describe('an encrypted text', () => {
  it('is given back as it was, for the user whom it belongs to', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        assert.equal(decryptText([key], encryptText(key, text, userId), userId), text);
      }),
    );
  });

  it('does not show what it holds, and is never twice alike', () => {
    const texts = Array.from({ length: 100 }, () => encryptText(key, '+15555550100', userId));
    assert.equal(new Set(texts).size, 100);
    for (const text of texts) {
      assert.match(text, /^[A-Za-z0-9+/]+=*$/);
      assert.doesNotMatch(Buffer.from(text, 'base64').toString('latin1'), /5555550100/);
    }
  });

  it('cannot be read for another user', () => {
    const encrypted = encryptText(key, '+15555550100', userId);
    assert.throws(() => decryptText([key], encrypted, '00us0me0nee1se000000'), UnreadableTextError);
  });

  it('cannot be read with another key', () => {
    const encrypted = encryptText(key, '+15555550100', userId);
    assert.throws(() => decryptText([Buffer.alloc(32, 8)], encrypted, userId), UnreadableTextError);
  });

  it('cannot be read after one bit of it has changed, wherever', () => {
    const bytes = Buffer.from(encryptText(key, '+15555550100', userId), 'base64');
    for (const at of bytes.keys()) {
      const altered = Buffer.from(bytes);
      altered.writeUInt8(altered.readUInt8(at) ^ 1, at);
      assert.throws(
        () => decryptText([key], altered.toString('base64'), userId),
        UnreadableTextError,
        `byte ${at}`,
      );
    }
  });

  it('cannot be read where it is cut short, or is none', () => {
    for (const text of ['', 'AAAA', '+15555550100', 'not base64 at all, but a sentence of words']) {
      assert.throws(() => decryptText([key], text, userId), UnreadableTextError, text);
    }
  });

  it('wants a key of 32 bytes', () => {
    assert.throws(() => encryptText(Buffer.alloc(16), 'text', userId), RangeError);
    assert.throws(() => decryptText([Buffer.alloc(16)], 'text', userId), RangeError);
  });
});
