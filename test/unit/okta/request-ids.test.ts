import assert from 'node:assert/strict';
import { createOktaSdkClient } from '../../../src/okta/okta-sdk-client.js';
import { collectRequestIds, noteRequestId, requestIdOf } from '../../../src/okta/request-ids.js';
import { startScriptedOkta, type ScriptedOkta } from './scripted-okta.js';
import { ssws } from '../../support/ssws.js';

const userId = '00u00000000000000001';
const json = { id: userId, status: 'ACTIVE', profile: {} };

describe('the request ids of Okta', () => {
  let server: ScriptedOkta;

  beforeEach(async () => {
    server = await startScriptedOkta();
  });

  afterEach(() => server.close());

  const client = () =>
    createOktaSdkClient({
      orgUrl: server.url,
      credential: ssws('00token'),
      requestTimeoutMs: 5_000,
    });
  const answered = (id: string) => ({ status: 200, headers: { 'x-okta-request-id': id } });

  it('are those of every answer to what was done, of refusals and raw reads, too', async () => {
    const okta = client();
    server.answer(
      { ...answered('Y_1-a'), json },
      { ...answered('Y_2-b'), status: 404, json: { errorCode: 'E0000007' } },
      { ...answered('Y_3-c'), json: [] },
      { ...answered('Y_4-d'), status: 204 },
    );

    const { result, requestIds } = await collectRequestIds(async () => {
      await okta.getUser(userId);
      const unknown = await okta.getUser(userId);
      await okta.listLogEvents({ since: new Date(0), filter: '' });
      await okta.addUserToGroup('00g0000000000000000A', userId);
      return unknown ?? 'unknown';
    });
    assert.equal(result, 'unknown');
    assert.deepEqual(requestIds, ['Y_1-a', 'Y_2-b', 'Y_3-c', 'Y_4-d']);
  });

  it('are kept apart where things are done at the same time', async () => {
    const okta = client();
    const lookUp = (id: string) =>
      collectRequestIds(async () => {
        server.answer({ ...answered(id), json });
        await okta.getUser(userId);
        await new Promise(setImmediate);
        noteRequestId(`${id}-again`);
      });

    const [one, other] = await Promise.all([
      lookUp('one'),
      collectRequestIds(async () => {
        await new Promise(setImmediate);
        noteRequestId('other');
      }),
    ]);
    assert.deepEqual(one.requestIds, ['one', 'one-again']);
    assert.deepEqual(other.requestIds, ['other']);
  });

  it('count for what is around, too', async () => {
    const outer = await collectRequestIds(async () => {
      noteRequestId('before');
      return await collectRequestIds(() => {
        noteRequestId('within');
        return Promise.resolve();
      });
    });

    assert.deepEqual(outer.requestIds, ['before', 'within']);
    assert.deepEqual(outer.result.requestIds, ['within']);
  });

  it('are the last ten', async () => {
    const { requestIds } = await collectRequestIds(() => {
      for (let n = 1; n <= 12; n += 1) noteRequestId(String(n));
      return Promise.resolve();
    });

    assert.deepEqual(requestIds, ['3', '4', '5', '6', '7', '8', '9', '10', '11', '12']);
  });

  it('are no other words than ids', async () => {
    const { requestIds } = await collectRequestIds(() => {
      const name = 'x-okta-request-id';
      for (const id of ['', 'a b', 'ann@example.com', '+12015550123', 'x'.repeat(65)]) {
        noteRequestId(requestIdOf(new Headers({ [name]: id })));
      }
      noteRequestId(requestIdOf(new Headers()));
      noteRequestId(requestIdOf(new Headers({ [name]: 'x'.repeat(64) })));
      return Promise.resolve();
    });

    assert.deepEqual(requestIds, ['x'.repeat(64)]);
  });

  it('are nowhere where nobody collects them, or the work fails', async () => {
    noteRequestId('nobody');
    const work = collectRequestIds(() => Promise.reject(new Error('failed')));

    await assert.rejects(work, { message: 'failed' });
    const { requestIds } = await collectRequestIds(() => Promise.resolve());
    assert.deepEqual(requestIds, []);
  });
});
