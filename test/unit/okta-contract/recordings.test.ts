import assert from 'node:assert/strict';
import { startOktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import { readRecording, recordings } from './recording.js';
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
  it('answers as Okta did in dpop-token.json (pending: there is no token endpoint yet)');
});
