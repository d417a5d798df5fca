import assert from 'node:assert/strict';
import { startOktaEmulator, type OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import { oktaApi, refusal } from './okta-api.js';

describe('the emulated API', () => {
  let okta: OktaEmulator;

  const start = async (engine: 'classic' | 'idx' = 'idx') => {
    okta = await startOktaEmulator({ engine, apiToken: 'token', smtpUrl: 'smtp://127.0.0.1:9' });
  };
  const request = async (
    path: string,
    init: { method?: string; headers?: Record<string, string>; body?: string } = {},
  ) => {
    const response = await fetch(okta.url + path, {
      ...init,
      headers: { authorization: 'SSWS token', ...init.headers },
    });
    const body: unknown = await response.json();
    return { status: response.status, headers: response.headers, body };
  };

  afterEach(() => okta.close());

  for (const authorization of ['', 'SSWS wrong', 'SSWS toke', 'Bearer token']) {
    it(`refuses ${authorization === '' ? 'no token' : `'${authorization}'`}`, async () => {
      await start();
      const answer = await request('/api/v1/users', { headers: { authorization } });
      assert.deepEqual(refusal(answer), [401, 'E0000011']);
    });
  }

  it('answers errors in Okta’s form, and every request with an id', async () => {
    await start();
    const { status, headers, body } = await request('/api/v1/nowhere');

    assert.equal(status, 404);
    assert.match(headers.get('x-okta-request-id') ?? '', /^[\da-f]{32}$/);
    const { errorId, ...rest } = body as { errorId: string };
    assert.match(errorId, /^oae/);
    assert.deepEqual(rest, {
      errorCode: 'E0000007',
      errorSummary: 'Not found: Resource not found: /api/v1/nowhere (Resource)',
      errorLink: 'E0000007',
      errorCauses: [],
    });
    assert.match((await request('/api/v1/users')).headers.get('x-okta-request-id') ?? '', /./);
  });

  it('refuses another method on a path that exists', async () => {
    await start();
    const answer = await request('/api/v1/groups', { method: 'DELETE' });
    assert.deepEqual(refusal(answer), [405, 'E0000022']);
  });

  it('refuses a body that is not JSON, or not called so', async () => {
    await start();
    const post = (type: string, body: string) =>
      request('/api/v1/groups', { method: 'POST', headers: { 'content-type': type }, body });

    assert.deepEqual(refusal(await post('application/json', '{"profile":')), [400, 'E0000003']);
    assert.deepEqual(refusal(await post('text/plain', '{}')), [400, 'E0000021']);
    assert.deepEqual(refusal(await post('application/json', '{}')).slice(0, 2), [400, 'E0000001']);
  });

  it('says which engine it is without a token', async () => {
    for (const [engine, pipeline] of [
      ['idx', 'idx'],
      ['classic', 'v1'],
    ] as const) {
      await start(engine);
      const path = '/.well-known/okta-organization';
      const { body } = await request(path, { headers: { authorization: '' } });
      assert.equal((body as { pipeline: string }).pipeline, pipeline);
      if (engine === 'idx') await okta.close();
    }
  });

  it('lists authenticators on Identity Engine only', async () => {
    await start();
    const { body } = await request('/api/v1/authenticators');
    assert.ok((body as { key: string }[]).some(({ key }) => key === 'phone_number'));
    await okta.close();
    await start('classic');

    assert.deepEqual(refusal(await request('/api/v1/authenticators')), [401, 'E0000015']);
  });

  it('keeps a journal of what it was asked and what it answered', async () => {
    await start();
    const api = oktaApi(okta);
    const { id } = await api.createUser();
    await api.call('GET', `/users/${id}?x=1`);

    assert.deepEqual(
      okta.journal.map(({ method, path, status }) => [method, path, status]),
      [
        ['POST', '/api/v1/users?activate=false', 200],
        ['GET', `/api/v1/users/${id}?x=1`, 200],
      ],
    );
    const body = okta.journal[0]?.body as { profile: { firstName: string } };
    assert.equal(body.profile.firstName, 'Uma');
  });
});
