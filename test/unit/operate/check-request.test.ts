import assert from 'node:assert/strict';
import { checkRequest } from '../../../src/operate/check-request.js';

const request = { operator: 'ada', reason: 'HR has corrected the number' };

describe('what an operator asks for', () => {
  it('can be recorded if it says who and why', () => {
    assert.equal(checkRequest(request), undefined);
  });

  it('cannot be recorded without who, or with too much of it', () => {
    for (const operator of ['', '  ', 'a'.repeat(101)]) {
      assert.equal(checkRequest({ ...request, operator }), 'operator-missing');
    }
  });

  it('cannot be recorded without why, or with too much of it', () => {
    for (const reason of ['', '\n', 'a'.repeat(501)]) {
      assert.equal(checkRequest({ ...request, reason }), 'reason-missing');
    }
  });

  it('cannot be recorded with a mail address or a phone number in it', () => {
    for (const reason of ['mail to new.hire@example.com', 'is now +1 (555) 555-0100']) {
      assert.equal(checkRequest({ ...request, reason }), 'personal-data', reason);
    }
    assert.equal(checkRequest({ ...request, operator: 'ada@example.com' }), 'personal-data');
  });

  it('may hold dates, tickets and ids', () => {
    for (const reason of [
      'INC0012345678',
      'as of 2026-11-20',
      'user 00unewh1re0000000000',
      '@ once',
    ]) {
      assert.equal(checkRequest({ ...request, reason }), undefined, reason);
    }
  });
});
