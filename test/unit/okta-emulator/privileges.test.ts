import assert from 'node:assert/strict';
import { needsOf } from '../../../okta-emulator/access/privileges.js';
import { includesPermission } from '../../../okta-emulator/state/permissions.js';
import { createUsedOnce } from '../../../okta-emulator/state/used-once.js';
import { readReference } from '../../support/reference-data.js';

const files = ['spec/okta-subset-2026.06.3.json', 'spec/okta-setup-subset-2026.06.3.json'];
const methods = new Set(['get', 'post', 'put', 'patch', 'delete']);

describe('what a request needs', () => {
  for (const file of files) {
    it(`is something for every operation of ${file}: no route is left open`, async function () {
      const { paths } = JSON.parse(await readReference(this, file)) as {
        paths: Record<string, Record<string, unknown>>;
      };
      const open = Object.entries(paths).flatMap(([path, operations]) =>
        Object.keys(operations)
          .filter((method) => methods.has(method) && path.startsWith('/api/v1'))
          .filter((method) => {
            const below = path.slice('/api/v1'.length);
            return needsOf(method.toUpperCase(), below).length === 0;
          })
          .map((method) => `${method} ${path}`),
      );
      assert.deepEqual(open, []);
    });
  }

  const cases: [string, string, object[]][] = [
    ['GET', '/users/me', []],
    ['GET', '/users/00u1/factors', [{ privilege: 'okta.users.read', user: '00u1' }]],
    [
      'DELETE',
      '/users/00u1/factors/sms1',
      [{ privilege: 'okta.users.credentials.resetFactors', user: '00u1' }],
    ],
    [
      'POST',
      '/users/00u1/factors/mbl1/resend',
      [{ privilege: 'okta.users.credentials.manage', user: '00u1' }],
    ],
    [
      'POST',
      '/users/00u1/lifecycle/reactivate',
      [{ privilege: 'okta.users.lifecycle.activate', user: '00u1' }],
    ],
    [
      'POST',
      '/users/00u1/lifecycle/reset_factors',
      [{ privilege: 'okta.users.credentials.resetFactors', user: '00u1' }],
    ],
    ['PUT', '/groups/00g1', [{ privilege: 'okta.groups.manage', group: '00g1' }]],
    ['GET', '/groups/00g1/users', [{ privilege: 'okta.groups.read', group: '00g1' }]],
    ['POST', '/groups/rules', [{ privilege: 'okta.groups.manage' }]],
    [
      ...(['DELETE', '/groups/00g1/users/00u1'] as const),
      [
        { privilege: 'okta.groups.members.manage', group: '00g1' },
        { privilege: 'okta.users.groupMembership.manage', user: '00u1' },
      ],
    ],
    ['GET', '/logs', [{ privilege: 'okta.logs.read' }]],
  ];
  for (const [method, path, needs] of cases) {
    it(`${method} ${path}`, () => {
      assert.deepEqual(needsOf(method, path), needs);
    });
  }
});

describe('a permission', () => {
  const cases: [held: string, needed: string, includes: boolean][] = [
    ['okta.users.read', 'okta.users.read', true],
    ['okta.users.manage', 'okta.users.read', true],
    ['okta.users.manage', 'okta.users.lifecycle.activate', true],
    ['okta.users.manage', 'okta.users.groupMembership.manage', true],
    ['okta.users.manage', 'okta.users.apitokens.read', false],
    ['okta.users.apitokens.manage', 'okta.users.apitokens.read', true],
    ['okta.users.read', 'okta.users.userprofile.read', true],
    ['okta.users.read', 'okta.users.manage', false],
    ['okta.users.lifecycle.manage', 'okta.users.lifecycle.delete', true],
    ['okta.users.lifecycle.manage', 'okta.users.credentials.manage', false],
    ['okta.users.lifecycle.activate', 'okta.users.lifecycle.manage', false],
    ['okta.groups.manage', 'okta.groups.members.manage', true],
    ['okta.groups.members.manage', 'okta.groups.manage', false],
  ];
  for (const [held, needed, includes] of cases) {
    it(`${held} ${includes ? 'includes' : 'does not include'} ${needed}`, () => {
      assert.equal(includesPermission(held, needed), includes);
    });
  }
});

describe('what may be used once', () => {
  it('is remembered as long as it is good, and then forgotten', () => {
    const used = createUsedOnce();
    const later = Date.now() + 60_000;
    assert.equal(used.use('lasting', later), true);
    assert.equal(used.use('old', Date.now() - 1), true);
    assert.equal(used.use('old', later), false);
    for (let n = 0; n < 1000; n += 1) used.use(String(n), later);
    assert.equal(used.use('old', later), true);
    assert.equal(used.use('lasting', later), false);
  });
});
