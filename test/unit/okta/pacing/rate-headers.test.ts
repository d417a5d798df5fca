import assert from 'node:assert/strict';
import { isWindow, readRateHeaders, resetDelay } from '../../../../src/okta/pacing/rate-headers.js';

const date = 'Fri, 20 Nov 2026 12:00:00 GMT';
const now = Date.parse(date);
const complete = {
  ...{ date, 'x-rate-limit-limit': '60', 'x-rate-limit-remaining': '7' },
  'x-rate-limit-reset': String(now / 1_000 + 20),
};

describe("the headers of Okta's rate limits", () => {
  it('tell limit, rest and end of the window', () => {
    const told = { limit: 60, remaining: 7, reset: now + 20_000, date: now };
    assert.deepEqual(readRateHeaders(new Headers(complete)), told);
  });

  it('count once where they come twice', () => {
    const headers = new Headers(complete);
    headers.append('x-rate-limit-limit', '60');
    assert.equal(readRateHeaders(headers)?.limit, 60);
  });

  for (const name of Object.keys(complete)) {
    for (const value of [undefined, '', 'soon']) {
      it(`tell nothing where ${name} is ${value ?? 'missing'}`, () => {
        const headers = new Headers(complete);
        headers.delete(name);
        if (value !== undefined) headers.set(name, value);
        assert.equal(readRateHeaders(headers), undefined);
      });
    }
  }

  const windows = [
    [20, true],
    [0, true],
    [-1, true],
    [-2, false],
    [120, true],
    [121, false],
    [1e9, false],
  ] as const;
  for (const [seconds, expected] of windows) {
    it(`are ${expected ? '' : 'no '}window where the reset is ${seconds} s away`, () => {
      const told = { limit: 60, remaining: 7, reset: now + seconds * 1_000, date: now };
      assert.equal(isWindow(told), expected);
    });
  }

  it('are no window where the limit is 0', () => {
    assert.equal(isWindow({ limit: 0, remaining: 0, reset: now + 1_000, date: now }), false);
  });

  const delays = [
    [20, 21_000],
    [-5, 1_000],
    [0, 1_000],
    [119, 120_000],
    [1e9, 120_000],
  ] as const;
  for (const [seconds, expected] of delays) {
    it(`hold for ${expected} ms after a refusal where the reset is ${seconds} s away`, () => {
      assert.equal(resetDelay(seconds * 1_000), expected);
    });
  }
});
