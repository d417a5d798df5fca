import assert from 'node:assert/strict';
import { startOktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import { serviceAppClient } from '../okta-emulator/service-app-client.js';
import { readRecording, recordings, type Answer } from './recording.js';
import { replayRecording } from './replay-recording.js';
import { shapeOfAnswer } from './shape-of-answer.js';

for (const engine of ['classic', 'idx'] as const) {
  describe(`the emulator on ${engine}`, () => {
    for (const name of recordings) {
      it(`answers as Okta did in ${name}.json`, async function () {
        const recording = await readRecording(this, name);
        const emulator = await startOktaEmulator({
          ...{ engine, apiToken: 'token', smtpUrl: 'smtp://127.0.0.1:9' },
        });
        const replayed = await replayRecording(recording, emulator).finally(() => emulator.close());

        for (const { request, expected, actual } of replayed) {
          assert.deepEqual(shapeOfAnswer(actual), shapeOfAnswer(expected), request);
        }
      });
    }
  });
}

describe('the token endpoint of the emulator', () => {
  it('answers as Okta did in dpop-token.json', async function () {
    const recording = await readRecording(this, 'dpop-token');
    const emulator = await startOktaEmulator({ apiToken: 'token', smtpUrl: 'smtp://127.0.0.1:9' });
    const client = await serviceAppClient(emulator);
    const ask = async (nonce?: string): Promise<Answer> => {
      const dpop = await client.proof('POST', client.endpoint, { claims: { nonce } });
      const { status, headers, body } = await client.requestToken({}, { dpop });
      return { status, headers: Object.fromEntries(headers), body };
    };
    try {
      let nonce: string | undefined;
      for (const { response } of recording) {
        // Okta had forgotten the nonce, or it was another's.
        const actual = await ask(response.status === 200 ? nonce : undefined);
        nonce = actual.headers['dpop-nonce'];
        assert.deepEqual(shapeOfAnswer(actual), shapeOfAnswer(response));
        assert.equal(nonce !== undefined, 'dpop-nonce' in response.headers);
        const words = (body: unknown) => (body as { error_description?: string }).error_description;
        assert.equal(words(actual.body), words(response.body));
      }
    } finally {
      await emulator.close();
    }
  });
});
