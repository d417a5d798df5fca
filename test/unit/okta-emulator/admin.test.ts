import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createConnection } from 'node:net';

import { startMailbox, type Mailbox } from '../../../okta-emulator/mailbox/mailbox.js';
import { startOktaEmulator, type OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import { oktaApi, type OktaApi } from './okta-api.js';

describe('the admin endpoints', () => {
  let mailbox: Mailbox;
  let okta: OktaEmulator;
  let api: OktaApi;

  beforeEach(async () => {
    mailbox = await startMailbox();
    okta = await startOktaEmulator({ apiToken: 'token', smtpUrl: mailbox.smtpUrl, mailbox });
    api = oktaApi(okta);
  });

  afterEach(async () => {
    await okta.close();
    await mailbox.close();
  });

  const call = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${okta.url}/_emulator${path}`, {
      method,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const parsed = text === '' ? undefined : (JSON.parse(text) as unknown);
    return { status: response.status, body: parsed };
  };

  it('arm faults on the API, list them and disarm them', async () => {
    const fault = {
      method: 'GET',
      path: '^/api/v1/groups$',
      count: 2,
      effect: { kind: 'error', errorCode: 'E0000009' },
    };
    const { status, body } = await call('POST', '/faults', fault);
    assert.equal(status, 201);
    assert.deepEqual(body, { ...fault, id: 'fault-1' });

    assert.equal((await api.call('GET', '/groups')).status, 500);
    assert.deepEqual((await call('GET', '/faults')).body, [{ ...fault, id: 'fault-1', count: 1 }]);
    assert.equal((await call('DELETE', '/faults')).status, 204);
    assert.equal((await api.call('GET', '/groups')).status, 200);
  });

  it('make a user an administrator, and take it back', async () => {
    const { id } = await api.createUser({ login: 'ann@example.com' });
    const rolesOf = async () => {
      const roles = (await api.expect(200, 'GET', `/users/${id}/roles`)) as unknown as object[];
      return roles.map((role) => Object.entries(role).slice(1, 4));
    };
    assert.deepEqual(await rolesOf(), []);

    await call('PUT', '/users/ann@example.com/roles', ['SUPER_ADMIN']);

    const label = 'Super Organization administrator';
    assert.deepEqual(await rolesOf(), [
      Object.entries({ label, type: 'SUPER_ADMIN', status: 'ACTIVE' }),
    ]);
    assert.equal((await call('PUT', `/users/${id}/roles`, ['KING'])).status, 400);
    await call('PUT', `/users/${id}/roles`, []);
    assert.deepEqual(await rolesOf(), []);
  });

  it('refuse a fault that does not fit, with the reason', async () => {
    const { status, body } = await call('POST', '/faults', { path: '(', effect: { kind: 'hang' } });

    assert.equal(status, 400);
    const { errorCauses } = body as { errorCauses: { errorSummary: string }[] };
    assert.deepEqual(errorCauses, [{ errorSummary: 'path: not a regular expression' }]);
  });

  it('release a request that hangs', async () => {
    await call('POST', '/faults', { path: '/groups', count: 1, effect: { kind: 'hang' } });
    const answer = api.call('GET', '/groups');
    while (okta.heldRequests.list().length === 0) await call('GET', '/held-requests');

    const [held] = (await call('GET', '/held-requests')).body as { id: string; path: string }[];
    assert.equal(held?.path, '/api/v1/groups');
    assert.equal((await call('POST', `/held-requests/${held.id}/release`)).status, 204);
    assert.equal((await answer).status, 200);
    assert.equal((await call('POST', `/held-requests/${held.id}/drop`)).status, 404);
  });

  it('arm faults on hooks and on the mail server', async () => {
    assert.equal((await call('POST', '/hook-faults', { kind: 'drop', count: 1 })).status, 201);
    assert.equal(okta.eventDelivery.faults.list().length, 1);

    const refuse = { kind: 'refuse', at: 'rcpt', code: 451, count: 1 };
    assert.equal((await call('POST', '/mail-faults', refuse)).status, 201);
    assert.equal(mailbox.faults.list().length, 1);
    assert.equal((await call('POST', '/mail-faults', { kind: 'refuse' })).status, 400);
  });

  it('stop and start the mail server', async () => {
    const { port, hostname } = new URL(mailbox.smtpUrl);
    const connect = async () => {
      const socket = createConnection(Number(port), hostname);
      await once(socket, 'connect');
      socket.destroy();
    };
    assert.equal((await call('POST', '/mail-server/stop')).status, 204);
    await assert.rejects(connect(), { code: 'ECONNREFUSED' });
    assert.equal((await call('POST', '/mail-server/start')).status, 204);
    await connect();
  });

  it('change limits from the next request on', async () => {
    const { status, body } = await call('PUT', '/limits', { perWindow: { groups: 1 } });
    assert.equal(status, 200);
    assert.deepEqual(body, JSON.parse(JSON.stringify(okta.limits)));

    assert.equal((await api.call('GET', '/groups')).status, 200);
    assert.equal((await api.call('GET', '/groups')).status, 429);
    await call('PUT', '/limits', { perWindow: { groups: 100 }, concurrency: 0 });
    const { status: refused, headers } = await api.call('GET', '/groups');
    assert.equal(refused, 429);
    assert.equal(headers.get('x-rate-limit-limit'), '0');
    assert.equal((await call('PUT', '/limits', { perWindow: { gropus: 1 } })).status, 400);
  });

  it('turn switches of the org, but never the engine', async () => {
    const { body } = await call('PUT', '/settings', { telephonyProviderActive: false });
    assert.deepEqual(body, { engine: 'idx', ...okta.org.settings });
    assert.equal(okta.org.settings.telephonyProviderActive, false);
    assert.equal(okta.org.settings.secondaryEmailEnabled, true);
    const lifetime = { activationLinkLifetimeMs: 1000, mailEventsNameUser: false };
    assert.equal((await call('PUT', '/settings', lifetime)).status, 200);
    assert.equal(okta.org.settings.activationLinkLifetimeMs, 1000);
    assert.equal(okta.org.settings.mailEventsNameUser, false);
    assert.equal((await call('PUT', '/settings', { activationLinkLifetimeMs: 0 })).status, 400);

    assert.equal((await call('PUT', '/settings', { engine: 'classic' })).status, 400);
  });

  it('say how an event hook stands, whatever its endpoint would answer', async () => {
    const { id } = await api.expect(200, 'POST', '/eventHooks', {
      name: 'hires',
      events: { type: 'EVENT_TYPE', items: ['user.lifecycle.create'] },
      channel: { type: 'HTTP', version: '1.0.0', config: { uri: 'http://127.0.0.1:9' } },
    });

    await call('PUT', `/event-hooks/${id}`, { verificationStatus: 'VERIFIED', status: 'INACTIVE' });

    const hook = await api.expect(200, 'GET', `/eventHooks/${id}`);
    assert.deepEqual([hook.status, hook['verificationStatus']], ['INACTIVE', 'VERIFIED']);
    assert.equal((await call('PUT', `/event-hooks/${id}`, { state: 'ACTIVE' })).status, 400);
    assert.equal((await call('PUT', '/event-hooks/who1', {})).status, 404);
  });

  it('show the journal, and what was delivered to hooks', async () => {
    await api.call('GET', '/groups');
    const [entry] = (await call('GET', '/journal')).body as { path: string; status: number }[];

    assert.equal(entry?.path, '/api/v1/groups');
    assert.equal(entry.status, 200);
    assert.deepEqual((await call('GET', '/hook-deliveries')).body, []);
  });

  it('start over, with nothing left of what happened', async () => {
    const { id } = await api.createUser({}, { query: '?activate=true' });
    await mailbox.waitForMail(() => true);
    await call('POST', '/faults', { path: '/', effect: { kind: 'reset' } });

    assert.equal((await call('POST', '/reset')).status, 204);
    assert.equal((await api.call('GET', `/users/${id}`)).status, 404);
    assert.equal((await api.call('GET', `/groups/${okta.groupA}`)).status, 200);
    assert.deepEqual((await call('GET', '/mailbox')).body, []);
    assert.equal(okta.journal.length, 2);
    assert.equal(okta.org.url, okta.url);
  });

  it('list themselves, as JSON and as a page', async () => {
    const index = (await call('GET', '')).body as { path: string; methods: string }[];
    for (const { path, methods } of index) {
      if (!methods.includes('GET')) continue;
      const { status } = await call('GET', path.replace('/_emulator', ''));
      assert.equal(status, 200, path);
    }
    const page = await fetch(`${okta.url}/_emulator`, { headers: { accept: 'text/html' } });
    assert.match(await page.text(), /<h1>Controls<\/h1>/);
  });
});
