import assert from 'node:assert/strict';
import { bucketOf } from '../../../../src/okta/pacing/bucket-of.js';

describe('the rate limit that a request counts against', () => {
  const rows = [
    ['GET', '/api/v1/users/00u1', 'user-reads'],
    ['get', '/api/v1/users/me', 'user-reads'],
    ['GET', '/api/v1/users', 'users'],
    ['GET', '/api/v1/users/00u1/groups', 'users'],
    ['POST', '/api/v1/users/00u1/factors', 'users'],
    ['POST', '/api/v1/users/00u1/lifecycle/activate', 'users'],
    ['POST', '/api/v1/users/00u1', 'other'],
    ['PUT', '/api/v1/groups/00g1/users/00u1', 'groups'],
    ['GET', '/api/v1/groups/00g1/users', 'groups'],
    ['GET', '/api/v1/groups/00g1', 'other'],
    ['GET', '/api/v1/logs', 'logs'],
    ['GET', '/api/v1/policies', 'other'],
    ['GET', '/.well-known/okta-organization', 'other'],
  ] as const;
  for (const [method, path, bucket] of rows) {
    it(`is ${bucket} for ${method} ${path}`, () => {
      assert.equal(bucketOf(method, path), bucket);
    });
  }
});
