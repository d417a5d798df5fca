import assert from 'node:assert/strict';
import { profileChangedSignal } from '../../src/contract/pre-enroll-user.js';
import type { HireHandle } from './hires.js';

/** The server suggests to continue as new from so many events on: either half of a hire fits in. */
export const shortRuns = { 'limit.historyCount.suggestContinueAsNew': 90 };

/** Gives a run on such a server news, each of which makes it look, until it has continued as new. Returns the id of the run before. */
export async function rollOver(run: HireHandle): Promise<string> {
  const { runId } = await run.describe();
  for (let told = 1; told <= 200; told += 1) {
    await run.signal(profileChangedSignal);
    if ((await run.describe()).runId !== runId) return runId;
  }
  assert.fail('The run has not continued as new');
}
