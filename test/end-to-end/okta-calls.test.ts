import assert from 'node:assert/strict';
import { callsPerHire } from '../../src/okta/calls-per-hire.js';
import { bucketOf } from '../../src/okta/pacing/bucket-of.js';
import type { Hire } from './support/okta-org.js';
import { useStage } from './support/stage.js';

interface JournalEntry {
  method: string;
  path: string;
}

describe('the calls to Okta for a hire', function () {
  this.timeout('2m');
  const stage = useStage();

  /** The search for the number names nobody else's. */
  const isAbout = (path: string, { userId }: Hire) =>
    path.includes(userId) || path.startsWith('/api/v1/users?search=');

  it('are those of docs/okta-calls.md, by bucket', async () => {
    const { okta, startWorker, runOf, untilStatus } = stage();
    const before = await okta.control<JournalEntry[]>('GET', '/journal');
    const hire = await okta.hire();
    const created = (await okta.control<JournalEntry[]>('GET', '/journal')).length;
    assert(created > before.length);
    await startWorker();
    await untilStatus(hire, ({ stage: reached }) => reached === 'awaiting-activation');
    await okta.play(hire);
    await runOf(hire).result();

    const journal = await okta.control<JournalEntry[]>('GET', '/journal');
    const calls = journal.slice(created).filter(({ path }) => isAbout(path, hire));
    const counted = { users: 0, 'user-reads': 0, groups: 0, logs: 0, other: 0 };
    for (const { method, path } of calls) {
      counted[bucketOf(method, path.split('?', 1)[0] ?? '')] += 1;
    }
    assert.deepEqual(counted, { ...callsPerHire, other: 0 }, JSON.stringify(calls, undefined, 1));
  });
});
