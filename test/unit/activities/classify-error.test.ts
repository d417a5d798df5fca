import assert from 'node:assert/strict';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { classifyError, createErrorClassifier } from '../../../src/activities/classify-error.js';
import type { AttentionReason } from '../../../src/contract/attention.js';
import { MailError } from '../../../src/mail/mailer.js';
import {
  OktaPacedError,
  OktaTokenRefusedError,
  OktaUnreachableError,
  type RateLimit,
  type TokenRefusal,
} from '../../../src/okta/okta-errors.js';
import { oktaError } from '../../support/okta-error.js';

function classify(error: unknown, attempt = 1): ApplicationFailure {
  const failure = classifyError(error, attempt);
  assert(failure instanceof ApplicationFailure);
  return failure;
}

describe('classifyError', () => {
  it('sends back a call whose turn is far away for as long as it takes, which is no fault', () => {
    const failure = classify(new OktaPacedError('groups', 12_345));
    assert.equal(failure.type, 'OktaPaced');
    assert.equal(failure.category, ApplicationFailureCategory.BENIGN);
    assert.equal(Number(failure.nextRetryDelay), 12_345);
    assert.equal(failure.nonRetryable, false);
  });

  describe('parks the run', () => {
    const rows: [answer: `${number} ${string}`, cause: string, reason: AttentionReason][] = [
      [
        '400 E0000001',
        'factorEnrollRequest - Factor not allowed for the user based on the Multifactor policy',
        'sms-not-allowed',
      ],
      ['400 E0000001', 'There is an existing verified phone number.', 'other-phone-enrolled'],
      ['400 E0000001', 'Invalid Phone Number.', 'phone-rejected'],
      ['400 E0000001', 'something else', 'okta-refused'],
      ['400 E0000001', '', 'okta-refused'],
      ['400 E0000003', '', 'okta-refused'],
      ['400 E0000031', '', 'okta-refused'],
      ['400 E0000053', '', 'okta-refused'],
      ['401 E0000004', '', 'okta-credential-rejected'],
      ['401 E0000011', '', 'okta-credential-rejected'],
      ['401 E0000015', '', 'okta-permission-missing'],
      ['403 E0000006', '', 'okta-permission-missing'],
      ['403 insufficient_scope', '', 'okta-permission-missing'],
      ['401 invalid_token', '', 'okta-credential-rejected'],
      ['403 E0000016', '', 'okta-refused'],
      ['403 E0000038', '', 'okta-refused'],
      ['403 E0000099', '', 'phone-rejected'],
      ['403 E0000150', '', 'okta-refused'],
      ['403 E0000247', '', 'telephony-missing'],
      ['400 E0000098', '', 'phone-rejected'],
      ['400 E0000226', '', 'telephony-missing'],
      ['400 E0000264', '', 'telephony-missing'],
      ['404 E0000007', '', 'okta-refused'],
      ['409 E0000136', '', 'okta-refused'],
      ['418 E9999999', '', 'okta-refused'],
    ];
    for (const [answer, cause, reason] of rows) {
      it(`as ${reason} on ${answer}${cause && `, "${cause}"`}`, () => {
        const failure = classify(oktaError(answer, { causes: ['of no matter', cause] }));

        assert.equal(failure.type, 'NeedsAttention');
        assert.equal(failure.nonRetryable, true);
        assert.deepEqual(failure.details, [reason]);
      });
    }

    it('as mail-refused when the mail server refuses the mail for good', () => {
      const failure = classify(new MailError(true, 'EENVELOPE RCPT TO 550'));

      assert.equal(failure.type, 'NeedsAttention');
      assert.deepEqual(failure.details, ['mail-refused']);
    });
  });

  describe('parks the run where Okta gives no token', () => {
    const rows: [refusal: TokenRefusal, reason: AttentionReason][] = [
      ['client-unknown', 'okta-credential-rejected'],
      ['client-refused', 'okta-credential-rejected'],
      ['key-unknown', 'okta-credential-rejected'],
      ['key-wrong', 'okta-credential-rejected'],
      ['key-unreadable', 'okta-credential-rejected'],
      ['address-wrong', 'okta-credential-rejected'],
      ['clock', 'okta-credential-rejected'],
      ['dpop-required', 'okta-credential-rejected'],
      ['dpop-refused', 'okta-credential-rejected'],
      ['other', 'okta-credential-rejected'],
      ['scope-not-granted', 'okta-permission-missing'],
      ['client-not-allowed', 'okta-permission-missing'],
    ];
    for (const [refusal, reason] of rows) {
      it(`as ${reason} for ${refusal}, with what helps`, () => {
        const failure = classify(new OktaTokenRefusedError(refusal, 'Set the clock (NTP).'));
        assert.equal(failure.type, 'NeedsAttention');
        assert.deepEqual(failure.details, [reason]);
        assert.equal(failure.message, 'Set the clock (NTP).');
      });
    }
  });

  describe('lets Temporal try again', () => {
    const rows: [what: string, error: Error, type: string][] = [
      ['500 E0000009', oktaError('500 E0000009'), 'OktaUnavailable'],
      ['500 E0000138', oktaError('500 E0000138'), 'OktaUnavailable'],
      ['503 E0000139', oktaError('503 E0000139'), 'OktaUnavailable'],
      ['policies being reconciled', oktaError('409 E0000239'), 'OktaUnavailable'],
      ['no answer', new OktaUnreachableError('GET /x', 'TimeoutError'), 'OktaUnavailable'],
      ['a mail server that is away', new MailError(false, 'ESOCKET CONN'), 'MailUnavailable'],
    ];
    for (const [what, error, type] of rows) {
      it(`on ${what}, at the pace of the retry policy`, () => {
        const failure = classify(error);

        assert.equal(failure.type, type);
        assert.equal(failure.nonRetryable, false);
        assert.equal(failure.nextRetryDelay, undefined);
        assert.equal(failure.message, error.message);
      });
    }
  });

  describe('waits for the reset of a rate limit', () => {
    const limited = (secondsToReset: number, code = 'E0000047'): RateLimit & { code: string } => ({
      ...{ limit: 600, remaining: 0 },
      secondsToReset,
      code,
    });
    const rows: [what: string, limit: RateLimit & { code?: string }, from: number, to: number][] = [
      ['ahead', limited(20), 21_000, 24_000],
      ['now', limited(0), 1_000, 4_000],
      ['in the past', limited(-30), 1_000, 4_000],
      ['ten hours ahead', limited(36_000), 120_000, 123_000],
      ['without end', limited(Infinity), 120_000, 123_000],
      ['of a limit on texts', limited(20, 'E0000109'), 21_000, 24_000],
    ];
    for (const [what, { code = '', ...rateLimit }, from, to] of rows) {
      it(`${what}: between ${from} and ${to} ms`, () => {
        const delays = Array.from({ length: 200 }, () => {
          const failure = classify(oktaError(`429 ${code}`, { rateLimit }));
          assert.equal(failure.type, 'OktaRateLimited');
          assert.equal(failure.nonRetryable, false);
          return Number(failure.nextRetryDelay);
        });

        assert.ok(Math.min(...delays) >= from, `${Math.min(...delays)} is too early`);
        assert.ok(Math.max(...delays) <= to, `${Math.max(...delays)} is too late`);
        assert.ok(new Set(delays).size > 10, 'the delays of many runs are spread');
        assert.ok(delays.every(Number.isInteger));
      });
    }

    it('leaves the delay to the retry policy where Okta does not say when', () => {
      const failure = classify(oktaError('429 E0000047'));

      assert.equal(failure.type, 'OktaRateLimited');
      assert.equal(failure.nextRetryDelay, undefined);
    });
  });

  describe('backs off from the concurrency limit', () => {
    const rateLimit = { limit: 0, remaining: 0, secondsToReset: 110 };
    const rows: [attempt: number, from: number, to: number][] = [
      [1, 500, 1_000],
      [2, 1_000, 2_000],
      [4, 4_000, 8_000],
      [5, 7_500, 15_000],
      [5_000, 7_500, 15_000],
    ];
    for (const [attempt, from, to] of rows) {
      it(`after attempt ${attempt} by ${from} to ${to} ms, whatever reset Okta guesses`, () => {
        const delays = Array.from({ length: 200 }, () => {
          const failure = classify(oktaError('429 E0000047', { rateLimit }), attempt);
          assert.equal(failure.type, 'OktaConcurrencyLimited');
          return Number(failure.nextRetryDelay);
        });

        assert.ok(Math.min(...delays) >= from, `${Math.min(...delays)} is too early`);
        assert.ok(Math.max(...delays) <= to, `${Math.max(...delays)} is too late`);
        assert.ok(new Set(delays).size > 10, 'the delays of many runs are spread');
      });
    }
  });

  it('returns errors of unknown kind as they are', () => {
    for (const error of [
      new TypeError('a bug'),
      ApplicationFailure.create({}),
      'text',
      undefined,
    ]) {
      assert.equal(classifyError(error, 1), error);
    }
  });

  it('says the codes and never what Okta says', () => {
    const causes = ['Invalid Phone Number: +12015550123 of ann@example.com'];

    assert.equal(
      classify(oktaError('400 E0000001', { causes })).message,
      'Okta answered 400 E0000001 to POST /api/v1/users/{id}',
    );
    assert.doesNotMatch(
      JSON.stringify(classify(oktaError('400 E0000001', { causes })).details),
      /\d|@/,
    );
  });
});

describe('createErrorClassifier', () => {
  const input = { args: [], headers: new Map() };
  const execute = async (attempt: number, next: () => Promise<unknown>) =>
    createErrorClassifier(attempt).execute?.(input as never, next);

  it('lets pass what an activity returns', async () => {
    assert.equal(await execute(1, async () => Promise.resolve('done')), 'done');
  });

  it('decides what the error of an activity means, by the attempt', async () => {
    const rateLimit = { limit: 0, remaining: 0, secondsToReset: 110 };
    const next = async () => Promise.reject(oktaError('429 E0000047', { rateLimit }));

    await assert.rejects(execute(5, next), (failure) => {
      assert(failure instanceof ApplicationFailure);
      assert.equal(failure.type, 'OktaConcurrencyLimited');
      assert(Number(failure.nextRetryDelay) >= 7_500);
      return true;
    });
  });
});
