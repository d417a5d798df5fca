import assert from 'node:assert/strict';
import {
  factorInputRefusals,
  factorRefusals,
  unactivated,
} from '../../../src/contract/enroll-and-activate-factor.js';
import { readFactorInput } from '../../../src/contract/factor-input.js';
import { readRequest } from '../../../src/contract/operator-request.js';

const userId = '00unewh1re0000000000';
const sms = { userId, factorType: 'sms', provider: 'OKTA' };
const hour = 60 * 60_000;

describe('what the run of a factor is started with', () => {
  it('is taken as it is, and expires in a day unless it says otherwise', () => {
    const expiresAfterMs = 24 * hour;
    assert.deepEqual(readFactorInput(sms), { input: { ...sms, expiresAfterMs } });
    const by = { operator: 'ann', reason: 'new phone' };
    const more = { passCode: '012345', phone: { attribute: 'primaryPhone' }, ...by };
    assert.deepEqual(readFactorInput({ ...sms, ...more }), {
      input: { ...sms, ...more, expiresAfterMs },
    });
  });

  it('says in a number or a text when it expires', () => {
    for (const [expiresAfter, expiresAfterMs] of [
      ['90m', 1.5 * hour],
      ['12 h', 12 * hour],
      ['7d', 168 * hour],
      [60_000, 60_000],
    ] as const) {
      assert.deepEqual(readFactorInput({ ...sms, expiresAfter }), {
        input: { ...sms, expiresAfterMs },
      });
    }
  });

  const refused: [what: string, given: unknown, refusal: string][] = [
    ['a credential', { ...sms, oktaApiToken: '00secret' }, 'okta-api-token-given'],
    ['an empty credential', { ...sms, oktaApiToken: '' }, 'okta-api-token-given'],
    ['nothing', undefined, 'user-id-missing'],
    ['null', null, 'user-id-missing'],
    ['a login', { ...sms, userId: 'ann@example.com' }, 'user-id-missing'],
    ['no factor type', { ...sms, factorType: '' }, 'factor-missing'],
    ['a provider that is none', { ...sms, provider: { name: 'OKTA' } }, 'factor-missing'],
    ['a code that is a number', { ...sms, passCode: 123456 }, 'code-malformed'],
    ['a code that is null', { ...sms, passCode: null }, 'code-malformed'],
    ['a code that is a token', { ...sms, passCode: '00token-0123' }, 'code-malformed'],
    ['a number instead of its place', { ...sms, phone: '+12015550123' }, 'phone-source-missing'],
    ['an expiry in no unit', { ...sms, expiresAfter: '12' }, 'expiry-malformed'],
    ['an expiry that is too long', { ...sms, expiresAfter: '8d' }, 'expiry-malformed'],
    ['an expiry that is too short', { ...sms, expiresAfter: 59_999 }, 'expiry-malformed'],
    ['an operator without a reason', { ...sms, operator: 'ann' }, 'operator-malformed'],
    ['an address', { ...sms, operator: 'a@b.c', reason: 'x' }, 'operator-malformed'],
  ];
  for (const [what, given, refusal] of refused) {
    it(`is refused with ${what}`, () => {
      assert.deepEqual(readFactorInput(given), { refused: refusal });
    });
  }
});

describe('a refusal about a factor', () => {
  it('is told in whole sentences, without personal data', () => {
    const texts = [factorInputRefusals, factorRefusals, unactivated].flatMap(Object.values<string>);
    for (const text of texts) {
      assert.match(text, /^[A-Z].*\.$/);
      assert.ok('request' in readRequest({ operator: 'x', reason: text.replace(/"\d+"/, '') }));
    }
  });
});
