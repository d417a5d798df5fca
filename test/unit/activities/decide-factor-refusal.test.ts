import assert from 'node:assert/strict';
import {
  decideCodeRefusal,
  decideEnrollmentRefusal,
  messageSettlesInMs,
} from '../../../src/activities/decide-factor-refusal.js';
import { needsAttention } from '../../../src/activities/needs-attention.js';
import { OktaUnreachableError } from '../../../src/okta/okta-errors.js';
import { oktaError } from '../../support/okta-error.js';

const bucket = (remaining: number, limit = 600) => ({
  rateLimit: { limit, remaining, secondsToReset: 30 },
});

describe('what Okta’s refusal of an enrollment means', () => {
  const meanings: [answer: `${number} ${string}`, cause: string, meaning: string | undefined][] = [
    [
      '400 E0000001',
      'Factor not allowed for the user based on the Multifactor policy',
      'not-allowed-by-policy',
    ],
    ['400 E0000001', 'There is an existing verified phone number.', 'existing-phone'],
    ['400 E0000001', 'A factor of this type is already set up.', 'already-enrolled'],
    ['400 E0000001', 'Invalid Phone Number.', 'phone-rejected'],
    ['400 E0000001', 'Something new.', undefined],
    ['404 E0000007', '', 'user-missing'],
    ['501 E0000060', '', 'unsupported-factor'],
    ['400 E0000098', '', 'phone-rejected'],
    ['403 E0000099', '', 'phone-rejected'],
    ['409 E0000136', '', 'existing-phone'],
    ['400 E0000226', '', 'telephony-missing'],
    ['403 E0000247', '', 'telephony-missing'],
    ['400 E0000264', '', 'telephony-missing'],
    ['401 E0000011', '', undefined],
    ['403 E0000006', '', undefined],
    ['429 E0000047', '', undefined],
    ['500 E0000009', '', undefined],
  ];
  for (const [answer, cause, meaning] of meanings) {
    it(`is ${meaning ?? 'nothing by itself'} for ${answer} ${cause}`, () => {
      assert.equal(decideEnrollmentRefusal(oktaError(answer, { causes: [cause] })), meaning);
    });
  }

  it('is what was wrong with the number before Okta was asked', () => {
    for (const reason of ['phone-missing', 'phone-unusable', 'phone-country-unexpected'] as const) {
      assert.equal(decideEnrollmentRefusal(needsAttention(reason)), reason);
    }
    assert.equal(decideEnrollmentRefusal(needsAttention('population-unknown')), undefined);
    assert.equal(decideEnrollmentRefusal(new OktaUnreachableError('POST', 'x')), undefined);
  });
});

describe('what Okta’s answer to a code means', () => {
  it('is Okta’s own word for wrong, used and late', () => {
    const meanings = [
      ['403 E0000068', 'wrong-code'],
      ['403 E0000082', 'code-used'],
      ['403 E0000083', 'code-expired'],
    ] as const;
    for (const [answer, refused] of meanings) {
      const errorCode = answer.slice(4);
      assert.deepEqual(decideCodeRefusal(oktaError(answer)), { refused, errorCode });
    }
  });

  it('is that there were too many, where the rate limit of all is not used up', () => {
    const limited = oktaError('429 E0000047', bucket(599));
    assert.equal(decideCodeRefusal(limited)?.refused, 'too-many-attempts');
    for (const ofAll of [bucket(0), bucket(0, 0), {}]) {
      assert.equal(decideCodeRefusal(oktaError('429 E0000047', ofAll)), undefined);
    }
  });

  it('is nothing that a person could do with another code', () => {
    for (const answer of [
      '401 E0000011',
      '403 E0000006',
      '404 E0000007',
      '500 E0000009',
    ] as const) {
      assert.equal(decideCodeRefusal(oktaError(answer)), undefined);
    }
    assert.equal(decideCodeRefusal(new Error('x')), undefined);
  });
});

describe('after how long another message may go out', () => {
  it('is half a minute for texts and calls, and five seconds for mails', () => {
    assert.equal(messageSettlesInMs(oktaError('429 E0000109')), 30_000);
    assert.equal(messageSettlesInMs(oktaError('429 E0000133')), 30_000);
    assert.equal(messageSettlesInMs(oktaError('429 E0000118')), 5_000);
    assert.equal(messageSettlesInMs(oktaError('429 E0000047')), undefined);
    assert.equal(messageSettlesInMs(new Error('x')), undefined);
  });
});
