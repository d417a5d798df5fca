import assert from 'node:assert/strict';
import { scopeFor } from '../../../okta-emulator/access/scopes.js';
import { readReference } from '../../support/reference-data.js';

interface Description {
  paths: Record<string, Record<string, { security?: Record<string, string[]>[] }>>;
}

const files = ['spec/okta-subset-2026.06.3.json', 'spec/okta-setup-subset-2026.06.3.json'];

describe('the scope of a route', () => {
  for (const file of files) {
    it(`is the one of ${file}, for every operation`, async function () {
      const { paths } = JSON.parse(await readReference(this, file)) as Description;
      const scoped = Object.entries(paths).flatMap(([path, operations]) =>
        Object.entries(operations).flatMap(([method, { security = [] }]) => {
          const scopes = security.flatMap(({ oauth2 = [] }) => oauth2);
          return scopes.length > 0 ? [{ route: `${method.toUpperCase()} ${path}`, scopes }] : [];
        }),
      );
      const ours = scoped.map(({ route }) => {
        const [method = '', path = ''] = route.split(' ');
        return { route, scopes: [scopeFor(method, path)] };
      });
      assert.ok(scoped.length > 40, `only ${scoped.length} operations`);
      assert.deepEqual(ours, scoped);
    });
  }

  it('is none where the org has no API', () => {
    assert.equal(scopeFor('GET', '/api/v1/nowhere'), undefined);
  });
});
