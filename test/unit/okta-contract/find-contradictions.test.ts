import assert from 'node:assert/strict';
import { readOktaDescription } from './find-contradictions.js';
import type { Exchange } from './record-exchanges.js';

const org = 'https://okta.example';
const enrollment = {
  method: 'POST',
  url: new URL('/api/v1/users/00u1/factors?activate=true', org),
  requestHeaders: new Headers({ 'content-type': 'application/json' }),
  requestBody: { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: '+12015550123' } },
  status: 200,
  responseBody: { id: 'sms1', factorType: 'sms', provider: 'OKTA', status: 'ACTIVE' },
} satisfies Exchange;
const { requestBody, responseBody } = enrollment;

const wrong: Record<string, Partial<Exchange>> = {
  'POST /api/v1/people is not described': { url: new URL('/api/v1/people', org) },
  'enrollFactor /query must NOT have additional properties': {
    url: new URL('/api/v1/users/00u1/factors?active=true', org),
  },
  'enrollFactor /requestBody/profile must be object': {
    requestBody: { ...requestBody, profile: '+12015550123' },
  },
  'enrollFactor 418 is not described': { status: 418 },
  'enrollFactor 200 / must not be null': { responseBody: undefined },
  'enrollFactor 200 /id must be string': { responseBody: { ...responseBody, id: 1 } },
  // Only as an SMS factor: other factors have no phone number.
  'enrollFactor 200 /profile/phoneNumber must be string': {
    responseBody: { ...responseBody, profile: { phoneNumber: 1 } },
  },
};

describe("Okta's description", () => {
  it('allows a proper request with its answer', async function () {
    const findContradictions = await readOktaDescription(this);

    assert.deepEqual(findContradictions(enrollment), []);
  });

  for (const [contradiction, change] of Object.entries(wrong)) {
    it(`tells: ${contradiction}`, async function () {
      const findContradictions = await readOktaDescription(this);

      assert.deepEqual(findContradictions({ ...enrollment, ...change }), [contradiction]);
    });
  }
});
