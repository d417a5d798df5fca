import assert from 'node:assert/strict';
import type { OktaClient } from '../../../src/okta/okta-client.js';
import { OktaApiError, OktaUnreachableError } from '../../../src/okta/okta-errors.js';
import type { ScriptedOkta } from './scripted-okta.js';
import { useScriptedClient } from './use-scripted-client.js';

const search = 'status eq "STAGED"';
const ann = { id: '00u1', status: 'STAGED', profile: { login: 'ann' } };

describe('the users whom a search finds', () => {
  let server: ScriptedOkta;
  let okta: OktaClient;
  useScriptedClient((given) => {
    ({ server, okta } = given);
  });

  const link = (url: string) => ({ link: `<${url}>; rel="next"` });
  const sent = () => server.requests.map(({ path, query }) => [path, query]);

  it('come page by page, as large as Okta gives them, with what Okta says of them', async () => {
    const next = `${server.url}/api/v1/users?after=00u1&limit=200`;
    const typed = { ...ann, type: { id: 'oty1' }, created: 'x' };
    server.answer(
      { status: 200, json: [typed], headers: link(next) },
      { status: 200, json: [{ ...ann, type: null }] },
    );
    assert.deepEqual(await okta.listUsers({ search }), {
      users: [{ ...ann, typeId: 'oty1' }],
      next: '00u1',
    });
    assert.deepEqual(await okta.listUsers({ search }, '00u1'), { users: [ann] });
    assert.deepEqual(sent(), [
      ['/api/v1/users', { search, limit: '200' }],
      ['/api/v1/users', { search, limit: '200', after: '00u1' }],
    ]);
  });

  it('are those of a group where one is named', async () => {
    server.answer({ status: 200, json: [ann] });
    assert.deepEqual(await okta.listUsers({ group: '00g1/x' }), { users: [ann] });
    assert.deepEqual(sent(), [['/api/v1/groups/00g1%2Fx/users', { limit: '200' }]]);
  });

  it('are not taken for all of them where the way to the others cannot be read', async () => {
    for (const next of [
      `${server.url}/api/v1/users?limit=200`,
      'https://other.okta.com/api/v1/users?after=1',
    ]) {
      server.answer({ status: 200, json: [ann], headers: link(next) });
      await assert.rejects(okta.listUsers({ search }), OktaUnreachableError, next);
    }
  });

  it('are none where Okta does not understand the search', async () => {
    server.answer({ status: 400, json: { errorCode: 'E0000031' } });
    await assert.rejects(okta.listUsers({ search: 'x' }), OktaApiError);
  });
});

describe('the rate limits of Okta', () => {
  let server: ScriptedOkta;
  let okta: OktaClient;
  useScriptedClient((given) => {
    ({ server, okta } = given);
  });

  const headers = (limit: number) => ({
    date: 'Wed, 25 Nov 2026 12:00:00 GMT',
    'x-rate-limit-limit': String(limit),
    'x-rate-limit-remaining': '1',
    'x-rate-limit-reset': String(Date.parse('2026-11-25T12:00:30Z') / 1_000),
  });

  it('are told by one answer for each bucket, also by a refusal; the others are left out', async () => {
    server.answer(
      { status: 200, json: [], headers: headers(600) },
      { status: 404, json: { errorCode: 'E0000007' }, headers: headers(1000) },
      { status: 200, json: [] },
      { status: 429, json: { errorCode: 'E0000047' }, headers: headers(120) },
    );
    const rest = { remaining: 1, secondsToReset: 30 };
    assert.deepEqual(await okta.readRateLimits(), {
      users: { limit: 600, ...rest },
      'user-reads': { limit: 1000, ...rest },
      logs: { limit: 120, ...rest },
    });
    assert.deepEqual(
      server.requests.map(({ path }) => path),
      ['/api/v1/users', '/api/v1/users/me', '/api/v1/groups', '/api/v1/logs'],
    );
  });

  it('are told by nobody to whom the token does not belong', async () => {
    server.answer({ status: 401, json: { errorCode: 'E0000011' }, headers: headers(600) });
    await assert.rejects(okta.readRateLimits(), OktaApiError);
  });
});
