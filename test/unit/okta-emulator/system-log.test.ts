import assert from 'node:assert/strict';
import { startOktaEmulator, type OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import type { LogEvent } from '../../../okta-emulator/system-log/log-event.js';
import { linkOf, oktaApi, refusal, type ApiAnswer, type OktaApi } from './okta-api.js';

describe('the System Log API', () => {
  let okta: OktaEmulator;
  let api: OktaApi;

  beforeEach(async () => {
    okta = await startOktaEmulator({
      apiToken: 'token',
      smtpUrl: 'smtp://127.0.0.1:9',
      rateLimits: { logs: 1000 },
    });
    api = oktaApi(okta);
  });

  afterEach(() => okta.close());

  const eventsOf = ({ body }: ApiAnswer) => body as LogEvent[];
  const uuidsOf = (answer: ApiAnswer) => eventsOf(answer).map(({ uuid }) => uuid);
  const typesOf = (answer: ApiAnswer) => eventsOf(answer).map(({ eventType }) => eventType);
  const logs = (query: Record<string, string>) =>
    api.call('GET', `/logs?${new URLSearchParams(query).toString()}`);
  const follow = async (answer: ApiAnswer) => {
    const next = linkOf(answer, 'next');
    assert.ok(next, 'there is no next link');
    return api.call('GET', next);
  };
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

  it('tells every event once, page by page, and what comes later on the pages after', async () => {
    await api.createUser();
    await api.createUser();
    await api.createUser();

    const first = await logs({ limit: '2' });
    const second = await follow(first);
    const empty = await follow(second);
    const { id } = await api.createUser();
    const late = await follow(empty);

    assert.equal(uuidsOf(first).length, 2);
    assert.equal(uuidsOf(second).length, 1);
    assert.deepEqual(eventsOf(empty), []);
    assert.equal(eventsOf(late)[0]?.target[0]?.id, id);
    const all = [first, second, late].flatMap(uuidsOf);
    assert.deepEqual(
      all,
      okta.org.log.entries.map(({ event }) => event.uuid),
    );
  });

  it('shows an event when the time that the org is set to is over, on the page that waited for it', async () => {
    const waiting = await logs({});
    okta.org.settings.logDelayMs = 150;
    const { id } = await api.createUser();
    const { published = '' } = okta.org.log.entries.at(-1)?.event ?? {};

    let page = await follow(waiting);
    assert.deepEqual(eventsOf(page), []);
    assert.deepEqual(eventsOf(await logs({ filter: `target.id eq "${id}"` })), []);
    while (eventsOf(page).length === 0) page = await follow(page);

    assert.equal(eventsOf(page)[0]?.target[0]?.id, id);
    assert.ok(Date.now() >= Date.parse(published) + 150);
  });

  it('has a next page in polling mode even where nothing fits, and it goes on with the same filter', async () => {
    const nothing = await logs({ filter: 'eventType eq "group.lifecycle.create"' });
    await api.createUser();
    await api.expect(200, 'POST', '/groups', { profile: { name: 'West' } });

    const later = await follow(nothing);

    assert.deepEqual(eventsOf(nothing), []);
    assert.deepEqual(typesOf(later), ['group.lifecycle.create']);
  });

  it('goes on behind what it has looked through when it is asked about some users only', async () => {
    const [ann, ben, cem] = [
      await api.createUser(),
      await api.createUser(),
      await api.createUser(),
    ];
    const join = ({ id }: { id: string }) =>
      api.expect(204, 'PUT', `/groups/${okta.groupA}/users/${id}`);
    await join(cem);
    await join(ben);
    await join(ann);
    const targets = (answer: ApiAnswer) => eventsOf(answer).map(({ target }) => target[0]?.id);

    const filter = `target.id eq "${ann.id}" or target.id eq "${cem.id}"`;
    const first = await logs({ filter, limit: '3' });
    const second = await follow(first);
    const empty = await follow(second);
    await api.expect(204, 'DELETE', `/groups/${okta.groupA}/users/${ben.id}`);
    await api.expect(204, 'DELETE', `/groups/${okta.groupA}/users/${cem.id}`);

    assert.deepEqual(targets(first), [ann.id, cem.id, cem.id]);
    assert.deepEqual(targets(second), [ann.id]);
    assert.deepEqual(targets(empty), []);
    assert.deepEqual(targets(await follow(empty)), [cem.id]);
    const bounded = {
      filter,
      since: minutesAgo(1).toISOString(),
      until: minutesAgo(-1).toISOString(),
    };
    assert.deepEqual(targets(await logs(bounded)), [ann.id, cem.id, cem.id, ann.id, cem.id]);
  });

  it('goes by the order of storage when polled, by the time of publication between two times', async () => {
    const record = (published: Date) =>
      okta.org.log.record({ eventType: 'user.session.start', target: [], published }).uuid;
    const late = record(minutesAgo(1));
    const early = record(minutesAgo(5));
    const between = { since: minutesAgo(10).toISOString(), until: new Date().toISOString() };

    assert.deepEqual(uuidsOf(await logs({ since: minutesAgo(2).toISOString() })), [late, early]);
    const bounded = await logs(between);
    assert.deepEqual(uuidsOf(bounded), [early, late]);
    assert.equal(linkOf(bounded, 'next'), undefined);
    const descending = await logs({ ...between, sortOrder: 'DESCENDING', limit: '1' });
    assert.deepEqual(uuidsOf(descending), [late]);
    const rest = await follow(descending);
    assert.deepEqual(uuidsOf(rest), [early]);
    assert.equal(linkOf(rest, 'next'), undefined);
    assert.deepEqual(uuidsOf(await logs({ ...between, since: minutesAgo(3).toISOString() })), [
      late,
    ]);
  });

  it('filters by type, target, actor and uuid', async () => {
    const ann = await api.createUser({}, { groupIds: [okta.groupA] });
    await api.createUser();
    const uuid = okta.org.log.entries[0]?.event.uuid ?? '';
    const find = async (filter: string) => typesOf(await logs({ filter }));

    const ofAnn = ['user.lifecycle.create', 'group.user_membership.add'];
    assert.deepEqual(await find(`target.id eq "${ann.id}"`), ofAnn);
    assert.deepEqual(await find(`target.id eq "${okta.groupA}" and target.id eq "${ann.id}"`), [
      'group.user_membership.add',
    ]);
    assert.deepEqual(await find(`uuid eq "${uuid}"`), ['user.lifecycle.create']);
    assert.equal((await find(`actor.id eq "${okta.org.admin.id}"`)).length, 3);
    assert.deepEqual(
      await find(
        `(eventType eq "user.lifecycle.create" or eventType eq "group.user_membership.add") and target.id eq "${ann.id}"`,
      ),
      ofAnn,
    );
    const tokenId = okta.org.log.entries[0]?.event.transaction.detail['requestApiTokenId'] ?? '';
    assert.equal((await find(`transaction.detail.requestApiTokenId eq "${tokenId}"`)).length, 3);
  });

  it('finds events by keywords, in any case of letters', async () => {
    await api.createUser({ login: 'zoe@example.com', firstName: 'Zoe' });
    await api.createUser();

    assert.equal(eventsOf(await logs({ q: 'ZOE create' })).length, 1);
    assert.equal(eventsOf(await logs({ q: 'zo' })).length, 0);
  });

  it('names actor, target, request and token of an act', async () => {
    const { id } = await api.createUser({
      login: 'ann@example.com',
      firstName: 'Ann',
      lastName: 'Lee',
    });

    const [event] = eventsOf(await logs({}));

    assert.ok(event);
    const { uuid, published, transaction, authenticationContext, debugContext, ...rest } = event;
    assert.match(uuid, /^[\da-f-]{36}$/);
    assert.match(published, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.equal(transaction.type, 'WEB');
    assert.match(transaction.detail['requestApiTokenId'] ?? '', /^00T\w{17}$/);
    assert.equal(authenticationContext.externalSessionId, authenticationContext.rootSessionId);
    assert.equal(debugContext.debugData['requestUri'], '/api/v1/users');
    assert.deepEqual(rest, {
      actor: {
        id: okta.org.admin.id,
        type: 'User',
        alternateId: 'admin@example.com',
        displayName: 'Okta Admin',
        detailEntry: null,
      },
      client: {
        userAgent: { rawUserAgent: 'node', os: 'Unknown', browser: 'UNKNOWN' },
        zone: 'null',
        device: 'Unknown',
        id: null,
        ipAddress: '127.0.0.1',
        geographicalContext: null,
      },
      device: null,
      displayMessage: 'Create okta user',
      eventType: 'user.lifecycle.create',
      outcome: { result: 'SUCCESS', reason: null },
      securityContext: { asNumber: null, asOrg: null, isp: null, domain: null, isProxy: null },
      severity: 'INFO',
      legacyEventType: 'core.user.config.user_creation.success',
      version: '0',
      request: {
        ipChain: [{ ip: '127.0.0.1', geographicalContext: null, version: 'V4', source: null }],
      },
      target: [
        {
          id,
          type: 'User',
          alternateId: 'ann@example.com',
          displayName: 'Ann Lee',
          detailEntry: null,
        },
      ],
    });
  });

  it('refuses what Okta refuses, with its codes', async () => {
    const code = async (query: Record<string, string>) => refusal(await logs(query)).slice(0, 2);

    assert.deepEqual(await code({ filter: 'eventType eqq "a"' }), [400, 'E0000053']);
    assert.deepEqual(await code({ filter: 'some_field eq "a"' }), [400, 'E0000053']);
    assert.deepEqual(await code({ filter: 'published gt "2026-01-01"' }), [400, 'E0000053']);
    assert.deepEqual(await code({ filter: 'debugContext.debugData.url co "/oauth/"' }), [
      400,
      'E0000031',
    ]);
    assert.deepEqual(await code({ since: minutesAgo(181 * 24 * 60).toISOString() }), [
      400,
      'E0000053',
    ]);
    assert.deepEqual(await code({ since: 'yesterday' }), [400, 'E0000001']);
    assert.deepEqual(await code({ until: 'today' }), [400, 'E0000001']);
    assert.deepEqual(await code({ limit: '1001' }), [400, 'E0000001']);
    assert.deepEqual(await code({ sortOrder: 'UP' }), [400, 'E0000001']);
    assert.deepEqual(await code({ after: 'made-up' }), [400, 'E0000001']);
    assert.deepEqual(await code({ q: 'x'.repeat(41) }), [400, 'E0000001']);
    const since = minutesAgo(1).toISOString();
    assert.deepEqual(await code({ since, after: '1_0' }), [400, 'E0000001']);
  });
});
