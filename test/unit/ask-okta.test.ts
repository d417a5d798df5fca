import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import type { OktaCredential } from '../../src/okta/authorization/credential.js';
import { startNode } from '../support/node-process.js';
import { ssws } from '../support/ssws.js';
import { startStubServer, type StubAnswer, type StubServer } from '../support/stub-server.js';
import { ecKey } from './okta/authorization/keys.js';

const app: OktaCredential = {
  ...{ mode: 'PrivateKey', clientId: '0oaapp', privateKey: { value: ecKey('k').jwkText } },
  ...{ scopes: ['okta.users.read'], isDpopUsed: true },
};

interface Told {
  name: string;
  message: string;
  isUnreachable: boolean;
}

describe('what a command is told that asks Okta', function () {
  this.timeout('60s');
  let server: StubServer;
  let answer: StubAnswer;

  beforeEach(async () => {
    server = await startStubServer(() => answer);
  });

  afterEach(() => server.close());

  /** In a process of its own, as a command: where mocha loads the modules, what is imported later is another copy, with errors of its own. */
  async function told(...credentials: OktaCredential[]): Promise<Told[]> {
    const asking = startNode(`
      import { askOkta } from './src/ask-okta.ts';
      for (const credential of ${JSON.stringify(credentials)}) {
        const connection = { orgUrl: '${server.url}', credential };
        const advice = { whatFailed: 'the user cannot be looked up', otherwise: 'give the id' };
        await askOkta(connection, (okta) => okta.getUser('ann@example.com'), advice).catch(
          ({ name, message, isUnreachable }) =>
            console.log(JSON.stringify({ name, message, isUnreachable })),
        );
      }`);
    const said = await text(asking.stdout);
    assert.doesNotMatch(said, /ann@example|0oaapp|00token/);
    const outcomes = said
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Told);
    assert.equal(outcomes.length, credentials.length);
    assert.ok(
      outcomes.every(({ name }) => name === 'OktaLookupError'),
      said,
    );
    return outcomes;
  }

  it('names what is wrong with the service app, and the credential where a call is refused', async () => {
    const description = 'The client_assertion JWT kid is invalid.';
    const token = {
      token_type: 'Bearer',
      expires_in: 60,
      access_token: 'a',
      scope: 'okta.logs.read',
    };
    answer = { status: 403, body: { errorCode: 'E0000006' } };
    server.plan({ status: 401, body: { error: 'invalid_client', error_description: description } });
    server.plan({ status: 200, body: token }, /token/);

    const [refused, unscoped, withToken] = await told(app, app, ssws('00token'));
    assert.match(
      refused?.message ?? '',
      /OKTA_CLIENT_KEYID.*\nUntil then the user cannot .*, or give the id\.$/,
    );
    assert.match(unscoped?.message ?? '', /not been granted okta\.users\.read.*\n.*service app/);
    assert.match(withToken?.message ?? '', /whether OKTA_CLIENT_TOKEN is valid/);
    assert.equal(refused?.isUnreachable, false);
  });

  it('tells an Okta that is not reached from one that refuses', async () => {
    answer = { status: 503, body: {} };

    const outcomes = await told(app, ssws('00token'));
    assert.ok(outcomes.every(({ isUnreachable }) => isUnreachable));
  });
});
