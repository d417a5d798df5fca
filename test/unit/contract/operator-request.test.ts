import assert from 'node:assert/strict';
import { readPhoneCorrection, readRequest } from '../../../src/contract/operator-request.js';

describe("an operator's request", () => {
  it('says who asks, and why', () => {
    const request = { operator: 'ann', reason: 'seen in person' };
    assert.deepEqual(readRequest({ ...request, accept: true }), { request });
  });

  const refused: [what: string, given: unknown, refusal: string][] = [
    ['nothing', undefined, 'operator-missing'],
    ['null', null, 'operator-missing'],
    ['a text', 'ann', 'operator-missing'],
    ['no operator', { reason: 'why' }, 'operator-missing'],
    ['a blank operator', { operator: '  ', reason: 'why' }, 'operator-missing'],
    [
      'an operator of 101 characters',
      { operator: 'a'.repeat(101), reason: 'why' },
      'operator-missing',
    ],
    ['an operator that is a number', { operator: 7, reason: 'why' }, 'operator-missing'],
    ['no reason', { operator: 'ann' }, 'reason-missing'],
    ['a reason of 501 characters', { operator: 'ann', reason: 'a'.repeat(501) }, 'reason-missing'],
    ['an address as operator', { operator: 'ann@example.com', reason: 'why' }, 'personal-data'],
    [
      'an address in the reason',
      { operator: 'ann', reason: 'wrote to bo@home.example' },
      'personal-data',
    ],
    ['a number with a plus', { operator: 'ann', reason: 'is +12015550123 now' }, 'personal-data'],
    [
      'a number with blanks',
      { operator: 'ann', reason: 'is 0151 23 45 67 89 now' },
      'personal-data',
    ],
    ['a number with brackets', { operator: 'ann', reason: 'call (201) 555-0123' }, 'personal-data'],
    [
      'a number with a date in it',
      { operator: 'ann', reason: 'is 0151 2026-11-24 234567' },
      'personal-data',
    ],
    ['a number of seven digits', { operator: 'ann', reason: '5550123' }, 'personal-data'],
  ];
  for (const [what, given, refusal] of refused) {
    it(`is refused with ${what}`, () => {
      assert.deepEqual(readRequest(given), { refused: refusal });
    });
  }

  for (const reason of [
    'INC0012345',
    'CHG-0012345',
    'ticket #1234567',
    'since 2026-11-24 09:15',
    'user 00unewh1re0000000000',
    '@ once',
    'room 1234',
  ]) {
    it(`may name ${reason}`, () => {
      assert.deepEqual(readRequest({ operator: 'ann', reason }), {
        request: { operator: 'ann', reason },
      });
    });
  }

  it('may be as long as is said', () => {
    const request = { operator: 'a'.repeat(100), reason: 'b'.repeat(500) };
    assert.deepEqual(readRequest(request), { request });
  });
});

describe('a corrected phone', () => {
  const encrypted = 'T'.repeat(56);

  it('is in an attribute of the profile, or encrypted', () => {
    assert.deepEqual(readPhoneCorrection({ attribute: 'privatePhone', more: 1 }), {
      attribute: 'privatePhone',
    });
    assert.deepEqual(readPhoneCorrection({ encrypted }), { encrypted });
    assert.deepEqual(readPhoneCorrection({ encrypted: `${encrypted}==` }), {
      encrypted: `${encrypted}==`,
    });
  });

  it('may be in an attribute with digits in its name, but not as many as in a number', () => {
    for (const attribute of ['phone2', 'room1234']) {
      assert.deepEqual(readPhoneCorrection({ attribute }), { attribute });
    }
    assert.equal(readPhoneCorrection({ attribute: 'phone12345' }), undefined);
  });

  for (const given of [
    undefined,
    null,
    {},
    '+12015550123',
    { attribute: '' },
    { attribute: '+12015550123' },
    { attribute: '2015550123' },
    { attribute: 'two words' },
    { attribute: 'a'.repeat(101) },
    { encrypted: '+12015550123' },
    { encrypted: 'T'.repeat(47) },
    { encrypted: `${encrypted}\n` },
    { encrypted: `+1 ${encrypted}` },
    { encrypted: [encrypted] },
    { encrypted: 7 },
  ]) {
    it(`is not ${JSON.stringify(given)}`, () => {
      assert.equal(readPhoneCorrection(given), undefined);
    });
  }
});
