import { Worker } from '@temporalio/worker';
import { startTestServer, workflowBundle } from './test/support/temporal.js';
const { environment, stop } = await startTestServer('dev');
const { client, nativeConnection } = environment;
const step = Number(process.argv[2] ?? 10), pages = Number(process.argv[3] ?? 100), size = 500;
const worker = await Worker.create({ connection: nativeConnection, taskQueue: 'm', workflowBundle: await workflowBundle(),
  activities: { startBackfillRows: async ({ from }: { from: number }) => ({ outcomes: Array.from({ length: Math.min(step, size - from) }, () => 'started'), left: Math.max(0, size - from - step), lastStart: new Date().toISOString() }) } });
await worker.runUntil(async () => {
  for (let p = 0; p < pages; p++) await client.workflow.start('backfillRows', { workflowId: `backfill:m:s:rows:${p}`, taskQueue: 'm', args: [{ rows: Array.from({ length: size }, (_, i) => ({ userId: `00u${String(p * size + i).padStart(17, '0')}`, line: i, startDate: '2026-12-01', phone: { encrypted: 'x'.repeat(76) } })) }] });
  const h = await client.workflow.start('backfillPreEnrollment', { workflowId: 'backfill:m', taskQueue: 'm', args: [{ name: 'm', request: { operator: 'a', reason: 'b' }, selection: 's', pages, total: pages * size }] });
  console.log(await h.result());
  const sizes: [number, number][] = [];
  for await (const run of client.workflow.list({ query: "WorkflowType='backfillPreEnrollment'" })) {
    const d = await client.workflow.getHandle(run.workflowId, run.runId).describe();
    sizes.push([Number(d.historyLength), Number(d.historySize)]);
  }
  const pd = await client.workflow.getHandle('backfill:m:s:rows:0').describe();
  console.log(JSON.stringify({ step, pages, runs: sizes.length, maxEvents: Math.max(...sizes.map((s) => s[0])), maxBytes: Math.max(...sizes.map((s) => s[1])), totalEvents: sizes.reduce((a, s) => a + s[0], 0), page: [pd.historyLength, pd.historySize] }));
});
await stop();
process.exit(0);
