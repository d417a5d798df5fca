import assert from 'node:assert/strict';
import { pino } from 'pino';
import { logAuthorization, warnOfApiToken } from '../../src/log-authorization.js';
import { ssws } from '../support/ssws.js';

describe('the log of how Okta is asked', () => {
  let lines: Record<string, unknown>[];
  const logger = pino(
    { base: null },
    { write: (line) => lines.push(JSON.parse(line) as (typeof lines)[number]) },
  );

  beforeEach(() => {
    lines = [];
  });

  it('warns of an API token once, says what is better, and not the token', () => {
    warnOfApiToken(ssws('00secret'), logger);

    assert.equal(lines.length, 1);
    assert.equal(lines[0]?.['level'], 40);
    assert.match(String(lines[0]['msg']), /OKTA_CLIENT_TOKEN .*service app: docs\/okta-auth/);
    assert.doesNotMatch(JSON.stringify(lines), /00secret/);
  });

  it('has no warning for a service app', () => {
    const app = { clientId: '0oa', privateKey: { value: '' }, scopes: [], isDpopUsed: true };
    warnOfApiToken({ mode: 'PrivateKey', ...app }, logger);

    assert.deepEqual(lines, []);
  });

  it('names the scopes that are missing, and why the next token is not there', () => {
    const observer = logAuthorization(logger);
    observer.scopesMissing(['okta.logs.read']);
    observer.renewalFailed(new Error('No usable answer'));

    assert.deepEqual(
      lines.map(({ level }) => level),
      [40, 40],
    );
    assert.deepEqual(lines[0]?.['scopes'], ['okta.logs.read']);
    assert.equal(lines[1]?.['message'], 'No usable answer');
  });
});
