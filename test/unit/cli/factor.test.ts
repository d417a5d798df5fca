import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  describeFactorOutcome,
  describeFactorRun,
  toFactorRow,
} from '../../../src/cli/describe-factor.js';
import { readInputs } from '../../../src/cli/factor-enroll.js';
import { findFactor, parseFactor } from '../../../src/cli/factor-target.js';
import { readGivenCode, toPassCode } from '../../../src/cli/read-pass-code.js';
import { InputError } from '../../../src/cli/read-stored-events.js';
import { describeActivation } from '../../../src/cli/show-activation.js';
import type { FactorStatus } from '../../../src/contract/enroll-and-activate-factor.js';
import type { FactorOutcome } from '../../../src/operate/factor-runs.js';
import { decryptText } from '../../../src/payload-codec/encrypt-text.js';
import { useTemporaryDirectory } from '../../support/temporary-directory.js';
import { captureOutput } from './capture-output.js';

const userId = '00unewh1re0000000000';
const key = Buffer.alloc(32, 7);

const status: FactorStatus = {
  ...{ userId, factor: 'sms:OKTA', stage: 'awaiting-code', since: '2026-11-20T10:00:00.000Z' },
  ...{ waitingFor: 'the code that the person has', expiresAt: '2026-11-21T10:00:00.000Z' },
  ...{ factorId: 'mbl1', attemptsLeft: 4, codeExpiresAt: '2026-11-20T10:05:00.000Z' },
  lastRefusal: { refusal: 'wrong-code', at: '2026-11-20T10:01:00.000Z' },
};
const run = {
  ...{ workflowId: `factor:${userId}:sms:OKTA`, runStatus: 'RUNNING' },
  startedAt: new Date('2026-11-20T10:00:00Z'),
};

describe('the name of a factor', () => {
  it('has a provider where it is not Okta', () => {
    assert.deepEqual(findFactor('sms'), { factorType: 'sms', provider: 'OKTA' });
    assert.deepEqual(findFactor('push:OKTA'), { factorType: 'push', provider: 'OKTA' });
    const totp = { factorType: 'token:software:totp' };
    assert.deepEqual(findFactor('token:software:totp'), { ...totp, provider: 'OKTA' });
    assert.deepEqual(findFactor('token:software:totp:GOOGLE'), { ...totp, provider: 'GOOGLE' });
  });

  it('is refused where we cannot enroll it, and it is said what we can', () => {
    for (const text of ['webauthn', 'sms:GOOGLE', 'constructor', '']) {
      assert.throws(() => parseFactor(text), /one of: sms, call, email, .*totp:GOOGLE, push/);
    }
  });
});

describe('a code given to a command', () => {
  it('is encrypted for this user where there is a key', () => {
    const code = toPassCode(' 123 456\n', userId, key);
    assert(typeof code === 'object');
    assert.equal(decryptText([key], code.encrypted, userId), '123456');
    assert.throws(() => decryptText([key], code.encrypted, 'somebody'));
  });

  it('is sent as it is without one, and that is said', async () => {
    const { stderr } = await captureOutput(() => {
      assert.equal(toPassCode('012345', userId, undefined), '012345');
      return Promise.resolve();
    });
    assert.match(stderr, /PAYLOAD_ENCRYPTION_KEY/);
    assert.doesNotMatch(stderr, /012345/);
  });

  it('is refused where it cannot be one, without being quoted, or where it is given twice', async () => {
    for (const text of ['00secrettoken', '', '123']) {
      assert.throws(
        () => toPassCode(text, userId, key),
        (error: unknown) => error instanceof InputError && !error.message.includes('secret'),
      );
    }
    await assert.rejects(readGivenCode({ passCode: '1234', passCodeFromStdin: true }), InputError);
  });
});

describe('inputs from another system', () => {
  const directory = useTemporaryDirectory();

  function write(value: unknown): string {
    const file = path.join(directory(), 'inputs.json');
    writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
    return file;
  }
  const inputs = { userId, factorType: 'sms', provider: 'OKTA', passCode: '123456' };

  it('are those of the procedure', () => {
    const { user, factor, code } = readInputs(write(inputs));
    assert.deepEqual([user, factor, code], [userId, findFactor('sms'), '123456']);
  });

  it('are refused with a credential, with a factor that we cannot enroll, and as no JSON, and nothing is quoted', () => {
    const refused: [unknown, RegExp][] = [
      [{ ...inputs, oktaApiToken: '00secret' }, /leave `oktaApiToken` out/],
      [{ ...inputs, factorType: 'webauthn' }, /cannot be enrolled/],
      ['{"oktaApiToken":"00secret"', /no JSON/],
    ];
    for (const [given, message] of refused) {
      assert.throws(
        () => readInputs(write(given)),
        (error: unknown) =>
          error instanceof InputError &&
          message.test(error.message) &&
          !error.message.includes('00secret'),
      );
    }
  });
});

describe('preenroll factor show', () => {
  it('says first what the run waits for, then what is left', () => {
    const text = describeFactorRun({ run, answer: { status } }).join('\n');
    assert.match(
      text,
      /^00unewh1re0000000000: sms:OKTA awaiting-code, since .*\nWaits for the code/,
    );
    assert.match(text, /refused last +Okta does not take the code/);
    assert.match(text, /codes that Okta takes +4\n/);
    assert.match(text, /code good until +2026-11-20T10:05/);
    assert.match(text, /run +RUNNING, since/);
  });

  it('says what Temporal knows where no worker answers', () => {
    const answer = { unanswered: 'no worker answered' };
    assert.match(describeFactorRun({ run, answer }).join('\n'), /no worker answered[^]*factor:00u/);
  });

  it('shows the secret, and draws it where that is asked for', async () => {
    const target = { userId, factorType: 'token:software:totp', provider: 'GOOGLE' };
    const app = { sharedSecret: 'JBTWGV22G4ZGKV3N', keyLength: 16, qrCodeUrl: 'https://x/qr' };
    assert.match((await describeActivation(app, target, false)).join('\n'), /JBTWGV22G4ZGKV3N/);
    assert.match((await describeActivation(app, target, true)).join('\n'), /[█▀▄]{5}/);
    const push = { qrCodeUrl: 'https://x/qr' };
    const drawn = (await describeActivation(push, { ...target, factorType: 'push' }, true)).join();
    assert.match(drawn, /https:\/\/x\/qr.*open the link/);
    assert.match(
      (await describeActivation('no-key', target, true)).join(),
      /PAYLOAD_ENCRYPTION_KEY/,
    );
  });
});

describe('what became of a request to the run of a factor', () => {
  const named = { userId, factor: 'sms:OKTA' };
  it('is told in words and in JSON', () => {
    const refused: FactorOutcome = {
      outcome: 'refused',
      refusal: 'wrong-code',
      explanation: 'Wrong.',
      ...{ errorCode: 'E0000068', attemptsLeft: 4 },
    };
    assert.equal(describeFactorOutcome(refused), 'Wrong.');
    assert.deepEqual(toFactorRow(named, refused), { ...named, ...refused });
    assert.match(describeFactorOutcome({ outcome: 'done', status }), /waits for the code/);
    const at = '2026-11-20T10:02:00.000Z';
    const activated = { outcome: 'activated', at, factorId: 'sms1', activatedStatus: 'ACTIVE' };
    const ended = { ...status, result: activated as NonNullable<FactorStatus['result']> };
    assert.equal(describeFactorOutcome({ outcome: 'done', status: ended }), 'activated, as sms1');
    assert.match(describeFactorOutcome({ outcome: 'not-running' }), /no run/);
    const failed = {
      outcome: 'failed',
      because: 'no-worker',
      problem: 'no worker answered',
    } as const;
    assert.match(describeFactorOutcome(failed), /no answer so far/);
  });
});
