import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { Population } from '../../src/activities/enrollment-settings.js';
import { taskQueue } from '../../src/contract/task-queues.js';
import { backfillPaths, longBackfillPaths } from './backfill-paths.js';
import { deliveryPaths } from './delivery-paths.js';
import { factorPaths } from './factor-paths.js';
import { hirePaths } from './hire-paths.js';
import { withHires } from './hires.js';
import { longRunPaths } from './long-run-paths.js';
import { operationPaths } from './operation-paths.js';
import { eventCards, reconciliationPaths } from './reconciliation-paths.js';
import { recoveredPaths } from './recovered-paths.js';
import { reactionPaths, windowMs } from './reaction-paths.js';
import { withReactions } from './reactions.js';
import { shortRuns } from './roll-over.js';
import { quietWaiting } from './settings.js';
import { startLimitedServer, startTestServer, workflowBundle } from './temporal.js';

// Runs each path that has no history yet on a real server and writes it down. Old shapes keep their files: give a new shape a new name.
const directory = new URL('../histories/', import.meta.url);
await mkdir(directory, { recursive: true });

const day = 24 * 60 * 60_000;
/** Something of everything that can happen while a run waits. */
const waiting: Population['waiting'] = {
  ...quietWaiting,
  reminders: [day],
  workingHours: { ...quietWaiting.workingHours, from: 0, to: 24 * 60, days: [1, 2, 3, 4, 5, 6, 7] },
  linkLifetime: 7 * day,
  escalation: {
    ...{ managerAfter: 2 * day, managerAttribute: 'managerId' },
    ...{ operatorsAfter: 3 * day, operatorsAddress: 'operators@example.com' },
  },
  expiry: { after: 30 * day, removesFromGroupA: true, unenrollsSms: true },
};

const shortPaths = {
  ...{ ...hirePaths, ...recoveredPaths },
  ...{ ...deliveryPaths, ...reconciliationPaths, ...factorPaths },
};
const longPaths = { ...longRunPaths, ...longBackfillPaths };
const listingPaths = { ...operationPaths, ...backfillPaths };
const paths = { ...shortPaths, ...longPaths, ...listingPaths };
for (const [name, path] of Object.entries(paths)) {
  const file = new URL(`${name}.json`, directory);
  if (existsSync(file)) continue;
  const { environment, stop } = await (name in longPaths
    ? startLimitedServer(shortRuns)
    : startTestServer(name in listingPaths ? 'dev' : 'timeSkipping'));
  const history = await withHires(
    environment,
    {
      ...{ taskQueue, workflowBundle: await workflowBundle(), eventCards },
      settings: { waiting },
      records: name in recoveredPaths,
      // Of nobody's: what it has encrypted is never read again.
      encryptionKey: randomBytes(32),
    },
    async (hires) => (await path(hires)).fetchHistory(),
  );
  await stop();
  await writeFile(file, withoutTraces(historyToJSON(history)));
  process.stdout.write(`${name}: ${history.events?.length ?? 0} events\n`);
}

for (const [name, path] of Object.entries(reactionPaths)) {
  const file = new URL(`${name}.json`, directory);
  if (existsSync(file)) continue;
  const { environment, stop } = await startTestServer('dev');
  const history = await withReactions(
    environment,
    {
      ...{ taskQueue, workflowBundle: await workflowBundle(), windowMs },
      settings: { storm: { more: 1, withinMs: 4_000 } },
    },
    async (reactions) => (await path(reactions)).fetchHistory(),
  );
  await stop();
  await writeFile(file, withoutTraces(historyToJSON(history)));
  process.stdout.write(`${name}: ${history.events?.length ?? 0} events\n`);
}

/** Replay does not look at what tells of the machine that recorded. */
function withoutTraces(history: string): string {
  const traces = ['stackTrace', 'identity'];
  const replaced = (key: string, value: unknown) => (traces.includes(key) ? '' : value);
  return `${JSON.stringify(JSON.parse(history), replaced, 1)}\n`;
}
