import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { lookupScopes, neededScopes } from '../../../src/configuration/needed-scopes.js';

const always = [
  'okta.users.read',
  'okta.groups.read',
  'okta.users.manage',
  'okta.groups.manage',
  'okta.logs.read',
];
const nobody = { privileged: { groups: [], attributes: [] } };

describe('the scopes that a worker needs', () => {
  const scopesOf = (...question: Parameters<typeof neededScopes>) =>
    neededScopes(...question).map(({ scope }) => scope);

  it('are those of a hire where nothing else is configured', () => {
    const populations = [{ checksPolicies: false }];
    assert.deepEqual(scopesOf({ populations, reactions: nobody }), always);
  });

  it('are more where one population has its policies looked at', () => {
    const populations = [{ checksPolicies: false }, { checksPolicies: true }];
    assert.deepEqual(scopesOf({ populations, reactions: nobody }), [
      ...always,
      'okta.policies.read',
    ]);
  });

  it('are more where reactions ask for admin roles', () => {
    const reactions = { privileged: { ...nobody.privileged, adminRoles: 'any' as const } };
    assert.deepEqual(scopesOf({ populations: [], reactions }), [...always, 'okta.roles.read']);
  });

  it('each have a reason', () => {
    const reactions = { privileged: { ...nobody.privileged, adminRoles: 'any' as const } };
    const needed = neededScopes({ populations: [{ checksPolicies: true }], reactions });
    assert.equal(new Set(needed.map(({ reason }) => reason)).size, 7);
  });

  it('are in the documentation, with their reasons', async () => {
    const reactions = { privileged: { ...nobody.privileged, adminRoles: 'any' as const } };
    const page = await readFile('docs/okta-authentication.md', 'utf8');
    const documented = [...page.matchAll(/^\| `(okta\.[a-z.]+)` +\| (.+?) +\|/gim)].map(
      ([, scope, reason]) => ({ scope, reason }),
    );
    const needed = neededScopes({ populations: [{ checksPolicies: true }], reactions });

    assert.deepEqual(
      documented,
      needed.map(({ scope, reason }) => ({ scope, reason: reason.replace(/ \(.*/, '') })),
    );
  });

  it('are less for a command that only looks users up', () => {
    assert.deepEqual(
      lookupScopes.map(({ scope }) => scope),
      ['okta.users.read', 'okta.groups.read'],
    );
  });
});
