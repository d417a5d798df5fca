import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';

import { startOktaEmulator, type OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import { startHookEndpoint, type HookEndpoint } from './hook-endpoint.js';

interface Answer {
  status: number;
  body: Record<string, unknown>;
}

describe('the event hooks API', () => {
  let okta: OktaEmulator;
  let endpoint: HookEndpoint;
  let redirecting: Server | undefined;

  beforeEach(async () => {
    endpoint = await startHookEndpoint();
    okta = await startOktaEmulator({
      apiToken: 'token',
      smtpUrl: 'smtp://127.0.0.1:9',
      hookTimeoutMs: 100,
    });
  });

  afterEach(async () => {
    endpoint.close();
    redirecting?.close();
    await okta.close();
  });

  const call = async (method: string, path = '', body?: unknown): Promise<Answer> => {
    const response = await fetch(`${okta.url}/api/v1/eventHooks${path}`, {
      method,
      headers: { authorization: 'SSWS token', 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: text === '' ? {} : (JSON.parse(text) as Answer['body']),
    };
  };
  const definition = (overrides: { uri?: string; items?: string[] } = {}) => ({
    name: 'hires',
    events: {
      type: 'EVENT_TYPE',
      items: overrides.items ?? ['user.lifecycle.activate', 'user.lifecycle.create'],
    },
    channel: {
      type: 'HTTP',
      version: '1.0.0',
      config: {
        uri: overrides.uri ?? endpoint.url,
        headers: [{ key: 'X-Hire', value: 'yes' }],
        authScheme: { type: 'HEADER', key: 'Authorization', value: 'hook-secret' },
      },
    },
  });
  /** @returns the URL of an endpoint that redirects to the proper one. */
  const redirect = async (): Promise<string> => {
    redirecting = createServer((_req, res) => {
      res.writeHead(302, { location: endpoint.url }).end();
    });
    redirecting.listen(0, '127.0.0.1');
    await once(redirecting, 'listening');
    return `http://127.0.0.1:${(redirecting.address() as AddressInfo).port}/hook`;
  };
  const create = async (): Promise<string> => {
    const { status, body } = await call('POST', '', definition());
    assert.equal(status, 200);
    return String(body['id']);
  };
  const logged = (eventType: string) =>
    okta.org.log.entries.filter(({ event }) => event.eventType === eventType);

  it('creates a hook ACTIVE and UNVERIFIED, and never shows its secret', async () => {
    const { status, body } = await call('POST', '', definition());

    assert.equal(status, 200);
    const id = String(body['id']);
    assert.match(id, /^who/);
    const href = `${okta.url}/api/v1/eventHooks/${id}`;
    const { created, lastUpdated, ...rest } = body;
    assert.equal(created, lastUpdated);
    assert.deepEqual(rest, {
      id,
      status: 'ACTIVE',
      verificationStatus: 'UNVERIFIED',
      name: 'hires',
      createdBy: okta.org.admin.id,
      events: { type: 'EVENT_TYPE', items: ['user.lifecycle.activate', 'user.lifecycle.create'] },
      channel: {
        type: 'HTTP',
        version: '1.0.0',
        config: {
          uri: endpoint.url,
          headers: [{ key: 'X-Hire', value: 'yes' }],
          method: 'POST',
          authScheme: { type: 'HEADER', key: 'Authorization' },
        },
      },
      _links: {
        self: { href },
        verify: { href: `${href}/lifecycle/verify`, hints: { allow: ['POST'] } },
        deactivate: { href: `${href}/lifecycle/deactivate`, hints: { allow: ['POST'] } },
      },
    });
    assert.deepEqual((await call('GET', `/${id}`)).body, body);
    assert.deepEqual((await call('GET')).body, [body]);
    assert.equal(logged('event_hook.created').length, 1);
  });

  it('refuses a hook without a name, for an event type that is not eligible, or with a broken address', async () => {
    for (const body of [
      { ...definition(), name: '' },
      definition({ items: ['user.authentication.verify'] }),
      definition({ items: ['event_hook.delivery'] }),
      definition({ items: [] }),
      definition({ uri: 'ftp://example.com' }),
      {
        ...definition(),
        events: { ...definition().events, filter: { type: 'EXPRESSION_LANGUAGE' } },
      },
    ]) {
      const { status, body: error } = await call('POST', '', body);
      assert.equal(status, 400);
      assert.equal(error['errorCode'], 'E0000001');
      assert.equal(error['errorSummary'], 'Api validation failed: eventHook');
      assert.ok((error['errorCauses'] as unknown[]).length > 0);
    }
    assert.equal(okta.org.eventHooks.size, 0);
  });

  it('answers 404 for a hook that does not exist, and 401 without the token', async () => {
    const { status, body } = await call('GET', '/who1');
    assert.equal(status, 404);
    assert.equal(body['errorSummary'], 'Not found: Resource not found: who1 (EventHook)');

    assert.equal((await fetch(`${okta.url}/api/v1/eventHooks`)).status, 401);
  });

  it('verifies with one GET that carries the challenge, the secret and the custom headers', async () => {
    const id = await create();
    const { status, body } = await call('POST', `/${id}/lifecycle/verify`);

    assert.equal(status, 200);
    assert.equal(body['verificationStatus'], 'VERIFIED');
    assert.equal(endpoint.received.length, 1);
    const { method, headers } = endpoint.received[0] ?? assert.fail('nothing received');
    assert.equal(method, 'GET');
    assert.ok(headers['x-okta-verification-challenge']);
    assert.equal(headers.authorization, 'hook-secret');
    assert.equal(headers['x-hire'], 'yes');
    assert.equal(headers['user-agent'], 'Okta-Integrations');
    assert.ok(headers['x-okta-request-id']);
  });

  it('tries the verification a second time after a 5xx or a timeout', async () => {
    const id = await create();
    for (const answer of [{ status: 503 }, undefined]) {
      endpoint.answers.push(answer);
      assert.equal((await call('POST', `/${id}/lifecycle/verify`)).status, 200);
    }
    assert.equal(endpoint.received.length, 4);
  });

  for (const [what, answers] of [
    ['answers another value', [{ status: 200, body: '{"verification":"other"}' }]],
    ['answers no JSON', [{ status: 200, body: 'ok' }]],
    ['answers 401', [{ status: 401 }]],
    ['does not answer twice', [undefined, undefined]],
  ] as const) {
    it(`does not verify an endpoint that ${what}`, async () => {
      const id = await create();
      endpoint.answers.push(...answers);
      const { status, body } = await call('POST', `/${id}/lifecycle/verify`);

      assert.equal(status, 400);
      assert.equal(body['errorCode'], 'E0000001');
      assert.equal(body['errorSummary'], 'Api validation failed: eventHook');
      assert.deepEqual(body['errorCauses'], [
        { errorSummary: 'Unable to verify event hook. Hook hires execution failed' },
      ]);
      assert.equal((await call('GET', `/${id}`)).body['verificationStatus'], 'UNVERIFIED');
      assert.equal(endpoint.received.length, answers.length);
      assert.equal(logged('event_hook.verified')[0]?.event.outcome.result, 'FAILURE');
    });
  }

  for (const [what, uriOf] of [
    ['is not there', () => 'http://127.0.0.1:9/hook'],
    ['can’t be reached by TLS', () => endpoint.url.replace('http:', 'https:')],
    ['sends one elsewhere, where the answer would be right', () => redirect()],
  ] as const) {
    it(`does not verify an endpoint that ${what}`, async () => {
      const uri = await uriOf();
      const { body: created } = await call('POST', '', definition({ uri }));
      const { status, body } = await call('POST', `/${String(created['id'])}/lifecycle/verify`);

      assert.deepEqual([status, body['errorCode']], [400, 'E0000001']);
      assert.deepEqual(body['errorCauses'], [
        { errorSummary: 'Unable to verify event hook. Hook hires execution failed' },
      ]);
      assert.equal(endpoint.received.length, 0);
      const { outcome, target } = logged('event_hook.verified')[0]?.event ?? assert.fail();
      assert.deepEqual([outcome.result, target[0]?.id], ['FAILURE', created['id']]);
    });
  }

  it('lets the org have so many active hooks, and no more', async () => {
    okta.org.settings.mostActiveHooks = 2;
    const id = await create();
    await create();
    assert.equal((await call('POST', '', definition())).body['errorCode'], 'E0000001');

    await call('POST', `/${id}/lifecycle/deactivate`);
    await create();
    assert.equal((await call('POST', `/${id}/lifecycle/activate`)).status, 400);
    assert.equal(okta.org.eventHooks.size, 3);
  });

  it('shows in the System Log which deliveries failed', async () => {
    const id = await create();
    await call('POST', `/${id}/lifecycle/verify`);
    endpoint.answers.push({ status: 401 });
    const profile = { login: 'ann@example.com', email: 'ann@example.com' };
    await fetch(`${okta.url}/api/v1/users?activate=false`, {
      method: 'POST',
      headers: { authorization: 'SSWS token', 'content-type': 'application/json' },
      body: JSON.stringify({ profile }),
    });
    const failures = async () => {
      const filter = encodeURIComponent(
        `eventType eq "event_hook.delivery" and target.id eq "${id}"`,
      );
      const response = await fetch(`${okta.url}/api/v1/logs?filter=${filter}`, {
        headers: { authorization: 'SSWS token' },
      });
      return (await response.json()) as { outcome: { result: string; reason: string } }[];
    };
    await endpoint.arrivals(2);
    while (okta.eventDelivery.deliveries.length === 0) await setImmediate();

    assert.deepEqual(
      (await failures()).map(({ outcome }) => outcome),
      [{ result: 'FAILURE', reason: 'HTTP 401' }],
    );
  });

  it('refuses what a hook does not have, and takes one as it is read', async () => {
    const id = await create();
    const read = (await call('GET', `/${id}`)).body;
    const { channel } = definition();

    for (const body of [
      { ...definition(), enabled: true },
      { ...definition(), channel: { ...channel, config: { ...channel.config, url: 'x' } } },
      { ...definition(), channel: { ...channel, config: { ...channel.config, authScheme: {} } } },
      { ...definition(), events: { ...definition().events, filters: [] } },
    ]) {
      assert.equal((await call('PUT', `/${id}`, body)).status, 400, JSON.stringify(body));
    }
    const body = { ...read, ...definition(), description: 'For new hires' };
    assert.equal((await call('PUT', `/${id}`, body)).body['description'], 'For new hires');
  });

  it('asks for a new verification when the channel is replaced, but not when the events are', async () => {
    const id = await create();
    await call('POST', `/${id}/lifecycle/verify`);

    const otherEvents = await call('PUT', `/${id}`, definition({ items: ['user.session.start'] }));
    assert.equal(otherEvents.body['verificationStatus'], 'VERIFIED');
    assert.deepEqual(okta.org.eventHooks.get(id)?.items, ['user.session.start']);

    const otherChannel = await call('PUT', `/${id}`, definition({ uri: `${endpoint.url}/2` }));
    assert.equal(otherChannel.status, 200);
    assert.equal(otherChannel.body['verificationStatus'], 'UNVERIFIED');
  });

  it('deletes a hook only after it was deactivated', async () => {
    const id = await create();
    assert.equal((await call('DELETE', `/${id}`)).status, 400);

    const { status, body } = await call('POST', `/${id}/lifecycle/deactivate`);
    assert.equal(status, 200);
    assert.equal(body['status'], 'INACTIVE');
    assert.deepEqual(Object.keys(body['_links'] as object).sort(), ['activate', 'delete', 'self']);
    assert.equal((await call('POST', `/${id}/lifecycle/verify`)).status, 400);

    assert.equal((await call('DELETE', `/${id}`)).status, 204);
    assert.equal((await call('GET', `/${id}`)).status, 404);
  });

  it('activates a hook again, as verified as it was', async () => {
    const id = await create();
    await call('POST', `/${id}/lifecycle/verify`);
    await call('POST', `/${id}/lifecycle/deactivate`);

    const { status, body } = await call('POST', `/${id}/lifecycle/activate`);
    assert.equal(status, 200);
    assert.equal(body['status'], 'ACTIVE');
    assert.equal(body['verificationStatus'], 'VERIFIED');
  });
});
