import assert from 'node:assert/strict';
import { findCanaries, type Canary } from '../../support/personal-data/find-canaries.js';

const name = { kind: 'name', value: 'Qu"uxington Ñáñez/+1' };
const phone: Canary = { kind: 'phone', value: '4152738462', as: 'number' };
const code: Canary = { kind: 'code', value: '739264', as: 'code' };
const canaries = [name, phone, code];

const inBase64 = (before: string, encoding: 'base64' | 'base64url') =>
  Buffer.from(`${before}${name.value} and more`).toString(encoding);

describe('the search for what is not to be read', () => {
  for (const [form, text] of Object.entries({
    'in plain': `x${name.value}y`,
    'in capitals': name.value.toUpperCase(),
    'as JSON': JSON.stringify({ name: name.value }),
    'as JSON within JSON': JSON.stringify(JSON.stringify({ name: name.value })),
    'as JSON of ASCII alone': String.raw`Qu\"uxington \u00d1\u00e1\u00f1ez/+1`,
    'as a part of a URL': `?q=${encodeURIComponent(name.value)}`,
    'as a form': new URLSearchParams({ q: name.value }).toString(),
    ...Object.fromEntries(
      ['', 'a', 'ab'].flatMap((before) =>
        (['base64', 'base64url'] as const).map((encoding) => [
          `in ${encoding} behind ${before.length} bytes`,
          inBase64(before, encoding),
        ]),
      ),
    ),
  })) {
    it(`finds it ${form}`, () => {
      assert.deepEqual(findCanaries(canaries, text), ['name']);
    });
  }

  for (const written of [
    ...['+14152738462', '+1 (415) 273-8462', '415.273.8462', '%2B1%20415%20273%208462'],
    Buffer.from('to: 4152738462.').toString('base64'),
  ]) {
    it(`finds a number that is written ${written}`, () => {
      assert.deepEqual(findCanaries(canaries, `to:${written};`), ['phone']);
    });
  }

  it('finds it in bytes that are no text', () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe, 10]), Buffer.from(name.value)]);
    assert.deepEqual(findCanaries(canaries, bytes), ['name']);
  });

  it('finds a short code where it stands alone, and not within other digits', () => {
    assert.deepEqual(findCanaries(canaries, '{"passCode":"739264"}'), ['code']);
    assert.deepEqual(findCanaries(canaries, '17392640 1.739264'), []);
  });

  it('finds nothing in what holds nothing', () => {
    assert.deepEqual(findCanaries(canaries, 'Quxington 415 273 846'), []);
  });
});
