import assert from 'node:assert/strict';
import type { OktaClient } from '../../../src/okta/okta-client.js';
import { OktaUnreachableError } from '../../../src/okta/okta-errors.js';
import type { ScriptedOkta } from './scripted-okta.js';
import { useScriptedClient } from './use-scripted-client.js';

const groupId = '00g0000000000000000A';
const path = `/api/v1/groups/${groupId}/users`;
const ann = { id: '00u1', status: 'STAGED', created: '2026-01-05T08:00:00.000Z' };
const ben = { id: '00u2', status: 'HIBERNATING', created: '2026-01-06T08:00:00.000Z' };

describe('the members of a group', () => {
  let server: ScriptedOkta;
  let okta: OktaClient;
  useScriptedClient((given) => {
    ({ server, okta } = given);
  });

  const link = (next: string) => ({
    link: `<${server.url}${path}?limit=200>; rel="self", <${next}>; rel="next"`,
  });

  it('come page by page, until there is no next one, without what they are called', async () => {
    server.answer(
      {
        status: 200,
        json: [{ ...ann, profile: { firstName: 'Ann' } }],
        headers: link(`${server.url}${path}?after=00u1%2B&limit=200`),
      },
      { status: 200, json: [ben] },
    );

    assert.deepEqual(await okta.listGroupMembers(groupId), { members: [ann], next: '00u1+' });
    assert.deepEqual(await okta.listGroupMembers(groupId, '00u1+'), { members: [ben] });
    assert.deepEqual(
      server.requests.map((request) => [request.path, request.query]),
      [
        [path, { limit: '200' }],
        [path, { limit: '200', after: '00u1+' }],
      ],
    );
  });

  it('may be none, on a page that is not the last', async () => {
    const headers = link(`${server.url}${path}?after=00u9`);
    server.answer({ status: 200, json: [], headers });

    assert.deepEqual(await okta.listGroupMembers(groupId), { members: [], next: '00u9' });
  });

  it('are not taken for all of them where the way to the others cannot be read', async () => {
    for (const next of [
      `${server.url}${path}?limit=200`,
      `https://other.okta.com${path}?after=00u1`,
      `${server.url}/api/v1/users?after=00u1`,
      'no link',
    ]) {
      server.answer({ status: 200, json: [ann], headers: link(next) });
      await assert.rejects(okta.listGroupMembers(groupId), OktaUnreachableError, next);
    }
  });

  it('are not there for a group that Okta does not know', async () => {
    server.answer({ status: 404, json: { errorCode: 'E0000007' } });

    await assert.rejects(okta.listGroupMembers(groupId), {
      message: 'Okta answered 404 E0000007 to GET /api/v1/groups/{id}/users',
    });
  });
});
