import assert from 'node:assert/strict';
import type { OktaClient } from '../../../src/okta/okta-client.js';
import { OktaUnreachableError } from '../../../src/okta/okta-errors.js';
import type { ScriptedOkta, SentRequest } from './scripted-okta.js';
import { useScriptedClient } from './use-scripted-client.js';

const userId = '00u00000000000000001';
const groupId = '00g0000000000000000A';
const factorId = 'sms00000000000000001';
const phoneNumber = '+12015550123';
const user = {
  id: userId,
  status: 'STAGED',
  created: '2026-01-05T08:00:00.000Z',
  activated: null,
  profile: { firstName: 'Ann', mobilePhone: null, workMobile: phoneNumber, login: 'a@example.com' },
  credentials: { provider: { type: 'OKTA', name: 'OKTA' } },
};
const factor = {
  ...{ id: factorId, factorType: 'sms', provider: 'OKTA', vendorName: 'OKTA', status: 'ACTIVE' },
  ...{ profile: { phoneNumber }, _links: {} },
};
const inOurWords = {
  id: factorId,
  factorType: 'sms',
  provider: 'OKTA',
  status: 'ACTIVE',
  phoneNumber,
};
const notFound = { errorCode: 'E0000007', errorSummary: `Not found: ${userId}`, errorCauses: [] };

describe('the Okta client over the SDK', () => {
  let server: ScriptedOkta;
  let okta: OktaClient;
  useScriptedClient((given) => {
    ({ server, okta } = given);
  });

  function assertSent(...expected: Partial<SentRequest>[]): void {
    const defaults = { query: {}, authorization: 'SSWS 00token', body: undefined };
    assert.deepEqual(
      server.requests,
      expected.map((request) => ({ ...defaults, ...request })),
    );
  }

  describe('getUser', () => {
    it('reads status and profile, with attributes of the org and statuses of the future', async () => {
      server.answer({ status: 200, json: { ...user, status: 'HIBERNATING' } });

      const { id, status, profile } = (await okta.getUser(userId)) ?? assert.fail();
      assert.deepEqual([id, status], [userId, 'HIBERNATING']);
      assert.equal(profile['firstName'], 'Ann');
      assert.equal(profile['workMobile'], phoneNumber);
      assert.equal(profile['mobilePhone'] ?? null, null);
      assertSent({ method: 'GET', path: `/api/v1/users/${userId}` });
    });

    it('is undefined for a user whom Okta does not know', async () => {
      server.answer({ status: 404, json: notFound });

      assert.equal(await okta.getUser(userId), undefined);
    });

    it('asks Okta every time', async () => {
      const _links = { self: { href: `${server.url}/api/v1/users/${userId}` } };
      server.answer(
        { status: 200, json: { ...user, _links } },
        { status: 200, json: { ...user, _links, status: 'ACTIVE' } },
      );

      assert.equal((await okta.getUser(userId))?.status, 'STAGED');
      assert.equal((await okta.getUser(userId))?.status, 'ACTIVE');
      assert.equal(server.requests.length, 2);
    });

    it('keeps an id within its part of the path', async () => {
      server.answer({ status: 200, json: user });
      await okta.getUser('../groups?x#y');

      assertSent({ method: 'GET', path: '/api/v1/users/..%2Fgroups%3Fx%23y' });
    });
  });

  describe('getUser by login', () => {
    it('takes the login as one part of the path, and its id from the answer', async () => {
      server.answer({ status: 200, json: user });

      assert.equal((await okta.getUser('a+b@example.com'))?.id, userId);
      assertSent({ method: 'GET', path: '/api/v1/users/a%2Bb%40example.com' });
    });

    it('does not tell the login when it fails', async () => {
      for (const login of ['ann@example.com', 'ann']) {
        server.answer({ status: 500, json: { errorCode: 'E0000009' } });
        await assert.rejects(okta.getUser(login), {
          message: 'Okta answered 500 E0000009 to GET /api/v1/users/{id}',
        });
      }
    });
  });

  describe('getOwnUserId', () => {
    it('is the owner of the token', async () => {
      server.answer({ status: 200, json: user });

      assert.equal(await okta.getOwnUserId(), userId);
      assertSent({ method: 'GET', path: '/api/v1/users/me' });
    });

    it('is undefined for a credential that is no user, and no other refusal means that', async () => {
      for (const status of [403, 404]) {
        server.answer({ status, json: { errorCode: 'E0000006' } });
        assert.equal(await okta.getOwnUserId(), undefined);
      }
      server.answer({ status: 401, json: { errorCode: 'E0000011' } });
      await assert.rejects(okta.getOwnUserId(), {
        message: 'Okta answered 401 E0000011 to GET /api/v1/users/me',
      });
    });
  });

  describe('listUserGroupIds', () => {
    const groups = (...ids: string[]) => ids.map((id) => ({ id, type: 'OKTA_GROUP', profile: {} }));
    const next = (after: string) => ({
      link: [
        `<${server.url}/api/v1/users/${userId}/groups?limit=2>; rel="self"`,
        `<${server.url}/api/v1/users/${userId}/groups?after=${after}&limit=2>; rel="next"`,
      ].join(', '),
    });

    it('follows the pages, also after an empty one', async () => {
      server.answer(
        { status: 200, json: groups('00g1', '00g2'), headers: next('00g2') },
        { status: 200, json: [], headers: next('00g3') },
        { status: 200, json: groups('00g4') },
      );

      assert.deepEqual(await okta.listUserGroupIds(userId), ['00g1', '00g2', '00g4']);
      const page = { method: 'GET', path: `/api/v1/users/${userId}/groups` };
      assertSent(
        page,
        { ...page, query: { after: '00g2', limit: '2' } },
        { ...page, query: { after: '00g3', limit: '2' } },
      );
    });

    it('may be empty', async () => {
      server.answer({ status: 200, json: [] });

      assert.deepEqual(await okta.listUserGroupIds(userId), []);
    });

    it('fails as a whole when a page fails', async () => {
      server.answer(
        { status: 200, json: groups('00g1'), headers: next('00g1') },
        { status: 500, json: { errorCode: 'E0000009' } },
      );

      await assert.rejects(okta.listUserGroupIds(userId), { errorCode: 'E0000009' });
    });

    it('does not take an unknown user for one without groups', async () => {
      server.answer({ status: 404, json: notFound });

      await assert.rejects(okta.listUserGroupIds(userId), { errorCode: 'E0000007' });
    });
  });

  describe('addUserToGroup', () => {
    it('puts the membership', async () => {
      server.answer({ status: 204 });

      await okta.addUserToGroup(groupId, userId);
      assertSent({ method: 'PUT', path: `/api/v1/groups/${groupId}/users/${userId}` });
    });

    it('fails if the group or the user is gone', async () => {
      server.answer({ status: 404, json: notFound });

      await assert.rejects(okta.addUserToGroup(groupId, userId), { status: 404 });
    });
  });

  describe('removeUserFromGroup', () => {
    it('deletes the membership', async () => {
      server.answer({ status: 204 });

      await okta.removeUserFromGroup(groupId, userId);
      assertSent({ method: 'DELETE', path: `/api/v1/groups/${groupId}/users/${userId}` });
    });

    it('takes a membership that Okta does not find for removed, and no other refusal', async () => {
      server.answer(
        { status: 404, json: notFound },
        { status: 403, json: { errorCode: 'E0000006' } },
      );

      await okta.removeUserFromGroup(groupId, userId);
      await assert.rejects(okta.removeUserFromGroup(groupId, userId), { errorCode: 'E0000006' });
    });
  });

  describe('listAllowedFactors', () => {
    it('names type and provider of what the catalog holds, also what Okta may add', async () => {
      const catalog = [
        { factorType: 'sms', provider: 'OKTA', enrollment: 'REQUIRED', status: 'NOT_SETUP' },
        { factorType: 'thought', provider: 'BRAIN' },
      ];
      server.answer({ status: 200, json: catalog }, { status: 200, json: [] });

      assert.deepEqual(await okta.listAllowedFactors(userId), ['sms:OKTA', 'thought:BRAIN']);
      assert.deepEqual(await okta.listAllowedFactors(userId), []);
      const request = { method: 'GET', path: `/api/v1/users/${userId}/factors/catalog` };
      assertSent(request, request);
    });
  });

  describe('listFactors', () => {
    it('tells the phone number where a factor has one', async () => {
      const push = { id: 'opf1', factorType: 'push', provider: 'OKTA', status: 'ACTIVE' };
      const strange = { ...push, id: 'new1', factorType: 'thought', provider: 'BRAIN' };
      server.answer(
        { status: 200, json: [factor, { ...push, profile: { name: 'phone' } }, strange] },
        { status: 200, json: [] },
      );

      assert.deepEqual(await okta.listFactors(userId), [inOurWords, push, strange]);
      assert.deepEqual(await okta.listFactors(userId), []);
      const request = { method: 'GET', path: `/api/v1/users/${userId}/factors` };
      assertSent(request, request);
    });
  });

  describe('enrollSmsFactor', () => {
    it('posts the number with activate=true, and nothing else', async () => {
      server.answer({ status: 200, json: factor });

      assert.deepEqual(await okta.enrollSmsFactor(userId, phoneNumber), inOurWords);
      assertSent({
        method: 'POST',
        path: `/api/v1/users/${userId}/factors`,
        query: { activate: 'true' },
        body: { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber } },
      });
    });

    it('keeps what Okta says, to be matched and not to be shown', async () => {
      const said = `Invalid Phone Number ${phoneNumber}.`;
      server.answer({
        status: 400,
        json: {
          errorCode: 'E0000001',
          errorSummary: `Api validation failed: ${phoneNumber}`,
          errorCauses: [{ errorSummary: said }],
        },
      });

      await assert.rejects(okta.enrollSmsFactor(userId, phoneNumber), {
        status: 400,
        errorCode: 'E0000001',
        causes: [said],
        message: 'Okta answered 400 E0000001 to POST /api/v1/users/{id}/factors',
      });
    });
  });

  describe('getFactor', () => {
    it('reads one factor', async () => {
      server.answer({ status: 200, json: factor });

      assert.deepEqual(await okta.getFactor(userId, factorId), inOurWords);
      assertSent({ method: 'GET', path: `/api/v1/users/${userId}/factors/${factorId}` });
    });

    it('is undefined for a factor that Okta does not know', async () => {
      server.answer({ status: 404, json: notFound });

      assert.equal(await okta.getFactor(userId, factorId), undefined);
    });
  });

  describe('the time at which a factor was created', () => {
    it("is Okta's, in one precision, where Okta tells it", async () => {
      server.answer(
        { status: 200, json: { ...factor, created: '2026-01-05T08:00:00Z' } },
        { status: 200, json: { ...factor, created: null } },
        { status: 200, json: { ...factor, created: 'yesterday' } },
      );

      const created = '2026-01-05T08:00:00.000Z';
      assert.deepEqual(await okta.getFactor(userId, factorId), { ...inOurWords, created });
      assert.deepEqual(await okta.getFactor(userId, factorId), inOurWords);
      await assert.rejects(okta.getFactor(userId, factorId), OktaUnreachableError);
    });
  });

  describe('unenrollFactor', () => {
    it('does not leave the number behind as a recovery phone', async () => {
      server.answer({ status: 204 });

      await okta.unenrollFactor(userId, factorId);
      assertSent({
        method: 'DELETE',
        path: `/api/v1/users/${userId}/factors/${factorId}`,
        query: { removeRecoveryEnrollment: 'true' },
      });
    });

    it('takes a factor that Okta does not find for unenrolled, and no other refusal', async () => {
      server.answer(
        { status: 404, json: notFound },
        { status: 403, json: { errorCode: 'E0000006' } },
      );

      await okta.unenrollFactor(userId, factorId);
      await assert.rejects(okta.unenrollFactor(userId, factorId), { errorCode: 'E0000006' });
    });
  });

  describe('renewActivationLink', () => {
    it('lets Okta send no mail, and gives the link without the token', async () => {
      const activationUrl = 'https://example.okta.com/tokens/t/verify';
      server.answer({ status: 200, json: { activationUrl, activationToken: 't' } });

      assert.deepEqual(await okta.renewActivationLink(userId), { activationUrl });
      assertSent({
        method: 'POST',
        path: `/api/v1/users/${userId}/lifecycle/reactivate`,
        query: { sendEmail: 'false' },
      });
    });

    it("tells Okta's refusal, and takes no other text for a link", async () => {
      server.answer({ status: 403, json: { errorCode: 'E0000038' } });
      await assert.rejects(okta.renewActivationLink(userId), { errorCode: 'E0000038' });

      for (const activationUrl of ['javascript:alert(1)', 'soon', undefined]) {
        server.answer({ status: 200, json: { activationUrl, activationToken: 't' } });
        await assert.rejects(okta.renewActivationLink(userId), OktaUnreachableError);
      }
    });
  });

  describe('activateUser', () => {
    it('lets Okta send the mail, and keeps no link', async () => {
      server.answer({ status: 200, json: { activationUrl: 'https://x/t', activationToken: 't' } });

      await okta.activateUser(userId);
      assertSent({
        method: 'POST',
        path: `/api/v1/users/${userId}/lifecycle/activate`,
        query: { sendEmail: 'true' },
      });
    });

    it("tells Okta's refusal", async () => {
      server.answer({ status: 403, json: { errorCode: 'E0000016' } });

      await assert.rejects(okta.activateUser(userId), { status: 403, errorCode: 'E0000016' });
    });
  });

  describe('listLogEvents', () => {
    const query = {
      since: new Date('2026-01-05T08:00:00.000Z'),
      filter: `eventType eq "user.session.start" and target.id eq "${userId}"`,
    };

    it('asks for one page, oldest first', async () => {
      server.answer({ status: 200, json: [], headers: { link: `<${server.url}/x>; rel="next"` } });

      assert.deepEqual(await okta.listLogEvents(query), []);
      assertSent({
        method: 'GET',
        path: '/api/v1/logs',
        query: {
          ...{ since: '2026-01-05T08:00:00.000Z', filter: query.filter },
          ...{ sortOrder: 'ASCENDING', limit: '1000' },
        },
      });
    });

    it('returns the events as Okta sends them', async () => {
      const event = { uuid: 'e-1', eventType: 'x', target: null, new: [{ of: 'Okta' }] };
      server.answer({ status: 200, json: [event, null] });

      assert.deepEqual(await okta.listLogEvents(query), [event, null]);
    });
  });

  describe('pollLog', () => {
    const start = {
      since: new Date('2026-01-05T08:00:00.000Z'),
      ...{ filter: 'eventType eq "user.session.start"', limit: 200 },
    };
    const link = (next: string) => ({
      link: `<${server.url}/api/v1/logs?self>; rel="self", <${next}>; rel="next"`,
    });

    it('begins at a time, without an end, and gives what Okta says, link and limit included', async () => {
      const next = `${server.url}/api/v1/logs?after=1_2&filter=${'x'.repeat(3_000)}`;
      const headers = {
        ...{ ...link(next), date: 'Mon, 05 Jan 2026 08:00:00 GMT' },
        ...{ 'x-rate-limit-limit': '60', 'x-rate-limit-remaining': '59' },
        'x-rate-limit-reset': String(Date.UTC(2026, 0, 5, 8, 0, 30) / 1000),
      };
      server.answer({ status: 200, json: [{ uuid: 'e-1', new: [null] }], headers });

      assert.deepEqual(await okta.pollLog(start), {
        ...{ events: [{ uuid: 'e-1', new: [null] }], next },
        rateLimit: { limit: 60, remaining: 59, secondsToReset: 30 },
      });
      assertSent({
        ...{ method: 'GET', path: '/api/v1/logs' },
        query: {
          ...{ since: '2026-01-05T08:00:00.000Z', filter: start.filter },
          ...{ sortOrder: 'ASCENDING', limit: '200' },
        },
      });
    });

    it('follows the link exactly as Okta gave it, from an empty page, too', async () => {
      const next = `${server.url}/api/v1/logs?after=1767600000000_1&limit=200`;
      server.answer({ status: 200, json: [], headers: link(next) });

      assert.deepEqual(await okta.pollLog({ next }), { events: [], next, rateLimit: undefined });
      assertSent({
        ...{ method: 'GET', path: '/api/v1/logs' },
        query: { after: '1767600000000_1', limit: '200' },
      });
    });

    it('takes the token to no other org, and to nothing but the log', async () => {
      for (const next of [
        'https://other.okta.com/api/v1/logs?after=1',
        `${server.url}/api/v1/users`,
        server.url.replace('http:', 'https:') + '/api/v1/logs',
        'no link',
      ]) {
        await assert.rejects(okta.pollLog({ next }), { name: 'LogCursorRefusedError' }, next);
      }
      assertSent();
    });

    it('tells a link that Okta refuses from what else Okta refuses', async () => {
      const next = `${server.url}/api/v1/logs?after=1`;
      const refusal = { errorCode: 'E0000001', errorSummary: 'after', errorCauses: [] };
      for (const status of [400, 404, 410]) {
        server.answer({ status, json: refusal });
        await assert.rejects(okta.pollLog({ next }), { name: 'LogCursorRefusedError' });
      }
      for (const status of [401, 403, 429, 500]) {
        server.answer({ status, json: refusal });
        await assert.rejects(okta.pollLog({ next }), { name: 'OktaApiError', status });
      }
      server.answer({ status: 400, json: refusal });
      await assert.rejects(okta.pollLog(start), { name: 'OktaApiError', status: 400 });
    });

    it('does not take for a page what has no link to the next one', async () => {
      server.answer({ status: 200, json: [] });
      await assert.rejects(okta.pollLog(start), OktaUnreachableError);
    });
  });

  describe('given a 200 that is not in the documented form', () => {
    const calls: Record<string, () => Promise<unknown>> = {
      getUser: () => okta.getUser(userId),
      listUserGroupIds: () => okta.listUserGroupIds(userId),
      listAllowedFactors: () => okta.listAllowedFactors(userId),
      listFactors: () => okta.listFactors(userId),
      enrollSmsFactor: () => okta.enrollSmsFactor(userId, phoneNumber),
      getFactor: () => okta.getFactor(userId, factorId),
      getOwnUserId: () => okta.getOwnUserId(),
      findUserIds: () => okta.findUserIds(['login'], ['ann']),
      listGroupMembers: () => okta.listGroupMembers(groupId),
      renewActivationLink: () => okta.renewActivationLink(userId),
      listEnrollmentPolicies: () => okta.listEnrollmentPolicies(),
      isMfaAskedFor: () => okta.isMfaAskedFor(),
      listLogEvents: () => okta.listLogEvents({ since: new Date(0), filter: '' }),
      pollLog: () => okta.pollLog({ since: new Date(0), filter: '', limit: 1 }),
    };
    for (const [method, call] of Object.entries(calls)) {
      it(`${method} says so, and not what it was given`, async () => {
        for (const json of [null, 7, 'words', {}, { id: 'x', status: phoneNumber }]) {
          server.answer({ status: 200, json });

          await assert.rejects(call(), (error) => {
            assert(
              error instanceof OktaUnreachableError,
              `${JSON.stringify(json)}: ${String(error)}`,
            );
            assert.doesNotMatch(error.message, /\d{7}|words/);
            return true;
          });
        }
      });
    }
  });
});
