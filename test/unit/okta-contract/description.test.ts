import assert from 'node:assert/strict';
import { startOktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import { makeAdministratorCalls } from './administrator-calls.js';
import { makeDemoCalls } from './demo-calls.js';
import { readOktaDescription } from './find-contradictions.js';
import { knownContradictions } from './known-contradictions.js';
import { makeOrgCalls } from './org-calls.js';
import { makeProductCalls } from './product-calls.js';
import { recordExchanges } from './record-exchanges.js';
import { readRecording, recordings } from './recording.js';
import { replayRecording } from './replay-recording.js';

describe('every call of product and demo, and its answer by the emulator,', () => {
  for (const engine of ['classic', 'idx'] as const) {
    it(`is as Okta describes it, but for what Okta does otherwise, on ${engine}`, async function () {
      const findContradictions = await readOktaDescription(this);
      const traffic = await Promise.all(recordings.map((name) => readRecording(this, name)));
      const emulator = await startOktaEmulator({
        ...{ engine, apiToken: 'token', smtpUrl: 'smtp://127.0.0.1:9' },
      });
      const exchanges = await recordExchanges(emulator.url, async () => {
        for (const recording of traffic) await replayRecording(recording, emulator);
        await makeDemoCalls(emulator);
        await makeAdministratorCalls(emulator);
        await makeOrgCalls(emulator);
        // The last: it uses up the rate limits.
        await makeProductCalls(emulator);
      }).finally(() => emulator.close());

      const found = [...new Set(exchanges.flatMap(findContradictions))];
      const known = knownContradictions.filter(({ engine: only = engine }) => only === engine);
      const unknown = found.filter(
        (text) => !known.some(({ contradiction }) => contradiction.test(text)),
      );
      assert.deepEqual(unknown, []);
      const gone = known.filter(
        ({ contradiction }) => !found.some((text) => contradiction.test(text)),
      );
      assert.deepEqual(gone, [], 'a contradiction in the list no longer occurs');
    });
  }
});
