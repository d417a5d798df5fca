import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createOktaSdkClient } from '../../../../src/okta/okta-sdk-client.js';
import { useTemporaryDirectory } from '../../../support/temporary-directory.js';
import { startScriptedOkta, type ScriptedOkta } from '../scripted-okta.js';

const userId = '00u00000000000000001';
const user = { id: userId, status: 'STAGED', profile: {} };
const refused = { status: 401, json: { errorCode: 'E0000011' } };

describe('an API token from a file', () => {
  const directory = useTemporaryDirectory();
  let server: ScriptedOkta;
  let file: string;

  beforeEach(async () => {
    server = await startScriptedOkta();
    file = path.join(directory(), 'token');
    writeFileSync(file, 'first\n');
  });

  afterEach(() => server.close());

  const createClient = () =>
    createOktaSdkClient({
      ...{ orgUrl: server.url, requestTimeoutMs: 5_000 },
      credential: { mode: 'SSWS', token: { file } },
    });
  const sent = () => server.requests.map(({ authorization }) => authorization);

  it('may be replaced: the call that Okta refuses is made again with the new one', async () => {
    const okta = createClient();
    writeFileSync(file, 'second\n');
    server.answer(refused, { status: 200, json: user }, { status: 200, json: user });

    assert.equal((await okta.getUser(userId))?.id, userId);
    await okta.getUser(userId);
    assert.deepEqual(sent(), ['SSWS first', 'SSWS second', 'SSWS second']);
  });

  it('is refused once where it is still the same, or gone', async () => {
    const okta = createClient();
    server.answer(refused, refused);

    await assert.rejects(okta.getUser(userId), { status: 401 });
    rmSync(file);
    await assert.rejects(okta.getUser(userId), { status: 401 });
    assert.deepEqual(sent(), ['SSWS first', 'SSWS first']);
  });
});
