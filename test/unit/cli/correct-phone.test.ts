import assert from 'node:assert/strict';
import { toPhoneCorrection } from '../../../src/cli/correct-phone.js';
import { InputError } from '../../../src/cli/read-stored-events.js';
import { decryptText } from '../../../src/payload-codec/encrypt-text.js';
import { userIdOf } from '../operate/fake-hire-runs.js';

const key = Buffer.alloc(32, 7);
const number = '+1 555 555 0100';

function fromStdin(text: string, options: { query?: string } = {}) {
  return toPhoneCorrection(
    { numberFromStdin: true, ...options },
    () => key,
    () => Promise.resolve(text),
  );
}

describe('a corrected phone', () => {
  it('is an attribute of the profile, and no number is read then', async () => {
    const toPhone = await toPhoneCorrection(
      { attribute: 'primaryPhone' },
      () => assert.fail('It read the key.'),
      () => assert.fail('It read a number.'),
    );
    assert.deepEqual(toPhone(userIdOf(1)), { attribute: 'primaryPhone' });
  });

  it('is a number that only a worker with the key can read, for this user', async () => {
    const phone = (await fromStdin(`${number}\n`))(userIdOf(1));
    assert('encrypted' in phone);
    assert.doesNotMatch(JSON.stringify(phone), /555/);
    assert.equal(decryptText([key], phone.encrypted, userIdOf(1)), number);
    assert.throws(() => decryptText([key], phone.encrypted, userIdOf(2)));
  });

  it('is exactly one of both', async () => {
    await assert.rejects(toPhoneCorrection({}), InputError);
    await assert.rejects(
      toPhoneCorrection({ attribute: 'primaryPhone', numberFromStdin: true }),
      InputError,
    );
  });

  it('is not the number itself in place of an attribute, and the error does not repeat it', async () => {
    await assert.rejects(toPhoneCorrection({ attribute: '+15555550100' }), (error) => {
      assert(error instanceof InputError);
      assert.doesNotMatch(error.message, /5555550100/);
      return true;
    });
  });

  it('is one number on standard input, and the error does not repeat what is there', async () => {
    for (const text of [
      '',
      'ada@example.com',
      '5555550100\n5555550101',
      `${number}\n+1 555 555 0101 x`,
      '()',
    ]) {
      await assert.rejects(fromStdin(text), (error) => {
        assert(error instanceof InputError);
        assert.doesNotMatch(error.message, /ada|55555|0101/);
        return true;
      });
    }
  });

  it('is never the same number for all whom a query finds', async () => {
    await assert.rejects(fromStdin(number, { query: 'HireBatch="a"' }), InputError);
  });
});
