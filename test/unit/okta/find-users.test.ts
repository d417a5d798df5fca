import assert from 'node:assert/strict';
import type { OktaClient } from '../../../src/okta/okta-client.js';
import type { ScriptedOkta } from './scripted-okta.js';
import { useScriptedClient } from './use-scripted-client.js';

const notDeactivated = '(status lt "DEPROVISIONED" or status gt "DEPROVISIONED")';

describe('the search for users with a value', () => {
  let server: ScriptedOkta;
  let okta: OktaClient;
  useScriptedClient((given) => {
    ({ server, okta } = given);
  });

  it('asks for each value in each attribute, among those who are not deactivated, without ne', async () => {
    server.answer({ status: 200, json: [{ id: '00u1' }, { id: '00u2' }] });

    const found = await okta.findUserIds(['mobilePhone', 'workMobile'], ['+12015550123', '201']);
    assert.deepEqual(found, ['00u1', '00u2']);
    const [{ method, path, query } = assert.fail()] = server.requests;
    assert.deepEqual([method, path, query['limit']], ['GET', '/api/v1/users', '10']);
    const terms = [
      'profile.mobilePhone eq "+12015550123" or profile.mobilePhone eq "201"',
      'profile.workMobile eq "+12015550123" or profile.workMobile eq "201"',
    ].join(' or ');
    assert.equal(query['search'], `(${terms}) and ${notDeactivated}`);
  });

  it('lets no value out of its quotes', async () => {
    server.answer({ status: 200, json: [] });

    await okta.findUserIds(['login'], [String.raw`" or status eq "ACTIVE\ & 1=1#`]);
    assert.equal(
      server.requests[0]?.query['search'],
      String.raw`(profile.login eq "\" or status eq \"ACTIVE\\ & 1=1#") and ${notDeactivated}`,
    );
  });

  it('does not look at a second page', async () => {
    const link = `<${server.url}/api/v1/users?after=00u1&limit=10>; rel="next"`;
    server.answer({ status: 200, json: [{ id: '00u1' }], headers: { link } });

    assert.deepEqual(await okta.findUserIds(['login'], ['ann']), ['00u1']);
    assert.equal(server.requests.length, 1);
  });

  it('finds nobody without asking where there is nothing to look for', async () => {
    assert.deepEqual(await okta.findUserIds([], ['+12015550123']), []);
    assert.deepEqual(await okta.findUserIds(['mobilePhone'], []), []);
    assert.deepEqual(server.requests, []);
  });

  it('tells a refusal without what was looked for', async () => {
    server.answer({ status: 400, json: { errorCode: 'E0000031' } });

    await assert.rejects(okta.findUserIds(['mobilePhone'], ['+12015550123']), {
      message: 'Okta answered 400 E0000031 to GET /api/v1/users',
    });
  });
});
