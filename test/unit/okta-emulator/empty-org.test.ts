import assert from 'node:assert/strict';
import { startOktaEmulator, type OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import { isSecondFactorAskedFor } from '../../../okta-emulator/state/second-factor.js';
import { oktaApi, type OktaApi, type ResourceBody } from './okta-api.js';

describe('an empty org', () => {
  let okta: OktaEmulator;
  let api: OktaApi;

  const start = async (engine: 'classic' | 'idx') => {
    okta = await startOktaEmulator({
      ...{ engine, empty: true, apiToken: 'token', smtpUrl: 'smtp://127.0.0.1:9' },
    });
    api = oktaApi(okta);
  };
  const list = async (path: string) =>
    (await api.expect(200, 'GET', path)) as unknown as ResourceBody[];

  afterEach(() => okta.close());

  for (const engine of ['classic', 'idx'] as const) {
    const types = ['MFA_ENROLL', 'OKTA_SIGN_ON', ...(engine === 'idx' ? ['ACCESS_POLICY'] : [])];

    it(`has Okta's default policies with their rules, the group Everyone and an admin (${engine})`, async () => {
      await start(engine);

      for (const type of types) {
        const policies = await list(`/policies?type=${type}`);
        assert.deepEqual(
          policies.map(({ name, system, priority }) => [name, system, priority]),
          [['Default Policy', true, 1]],
        );
        const rules = await list(`/policies/${String(policies[0]?.id)}/rules`);
        assert.deepEqual(
          rules.map(({ system, status }) => [system, status]),
          [[true, 'ACTIVE']],
        );
      }
      const groups = await list('/groups');
      assert.deepEqual(
        groups.map(({ type }) => type),
        ['BUILT_IN'],
      );
      assert.deepEqual(
        await list('/users'),
        [await api.expect(200, 'GET', '/users/me')].map(withoutLinks),
      );
      assert.deepEqual(await list('/eventHooks'), []);
      assert.deepEqual(await list('/groups/rules'), []);
    });

    it(`asks nobody for a second factor (${engine})`, async () => {
      await start(engine);

      assert.equal(isSecondFactorAskedFor(okta.org, okta.org.admin), false);
    });
  }

  it('is empty again after a reset', async () => {
    await start('idx');
    await api.expect(200, 'POST', '/groups', { profile: { name: 'Group A' } });

    okta.reset();

    assert.equal((await list('/groups')).length, 1);
  });
});

/** In a list a user has a link to himself only. */
function withoutLinks(user: ResourceBody): ResourceBody {
  const { self } = user['_links'] as { self: object };
  return { ...user, _links: { self } };
}
