import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { createSdk } from '../../../src/okta/create-sdk.js';
import type { OktaClient } from '../../../src/okta/okta-client.js';
import { OktaUnreachableError } from '../../../src/okta/okta-errors.js';
import { createOktaOrgClient } from '../../../src/okta/org-sdk-client.js';
import type { OktaOrgClient } from '../../../src/okta/org-client.js';
import { ssws } from '../../support/ssws.js';
import { startScriptedOkta, type ScriptedOkta } from './scripted-okta.js';
import { useScriptedClient } from './use-scripted-client.js';

const userId = '00u1eventhire0000000';
const groupId = '00g1group00000000000';

/** Whatever is read page by page. */
const lists: Record<string, (okta: OktaClient, org: OktaOrgClient) => Promise<unknown>> = {
  'the groups of a user': (okta) => okta.listUserGroupIds(userId),
  'the factors of a user': (okta) => okta.listFactors(userId),
  'the factors that a user may have': (okta) => okta.listAllowedFactors(userId),
  'the members of a group': (okta) => okta.listGroupMembers(groupId),
  'the enrollment policies': (okta) => okta.listEnrollmentPolicies(),
  "the org's event hooks": (_okta, org) => org.listEventHooks(),
  "the org's roles": (_okta, org) => org.listAdminRoles(),
};

describe('the credential for Okta', () => {
  const connection = () => ({
    ...{ orgUrl: server.url, credential: ssws('00token'), requestTimeoutMs: 5_000 },
  });
  let okta: OktaClient;
  let server: ScriptedOkta;
  let elsewhere: ScriptedOkta;
  useScriptedClient((given) => {
    ({ okta, server } = given);
  });
  beforeEach(async () => {
    elsewhere = await startScriptedOkta();
  });
  afterEach(() => elsewhere.close());

  /** A page whose next one is said to be elsewhere, in both ways that Okta has of saying it. */
  function answerWithLink(response: ServerResponse): void {
    const { pathname } = new URL(response.req.url ?? '', server.url);
    const href = `${elsewhere.url}${pathname}?after=1`;
    const link = `<${href}>; rel="next"`;
    response.writeHead(200, { 'content-type': 'application/json', link });
    const page = { roles: [], _links: { next: { href } } };
    response.end(JSON.stringify(pathname.startsWith('/api/v1/iam/') ? page : []));
  }

  for (const [what, read] of Object.entries(lists)) {
    it(`is not sent where a link leads, out of the org: ${what}`, async () => {
      server.answer(answerWithLink);
      const reading = read(okta, createOktaOrgClient(connection()));
      await assert.rejects(reading, OktaUnreachableError);
      assert.equal(server.requests.length, 1);
      assert.deepEqual(elsewhere.requests, []);
    });
  }

  it('goes nowhere else, whoever asks for it', async () => {
    const { http } = createSdk(connection());
    for (const url of [
      elsewhere.url,
      'https://example.okta.com',
      `http://u:p@${elsewhere.url.slice(7)}`,
    ]) {
      await assert.rejects(http.http(`${url}/api/v1/users/me`), (error) => {
        assert(error instanceof OktaUnreachableError);
        assert.match(error.message, /leads out of the org/);
        return true;
      });
    }
    assert.deepEqual(elsewhere.requests, []);
  });
});
