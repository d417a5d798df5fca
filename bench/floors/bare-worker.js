// A worker with nothing in it, as Temporal's SDK makes one that is told nothing. Plain JavaScript, so that its start costs no compiler.
import { NativeConnection, Runtime, Worker } from '@temporalio/worker';

const { TEMPORAL_ADDRESS, WORKFLOW_BUNDLE, TASK_QUEUE, MAX_CACHED_WORKFLOWS } = process.env;

Runtime.install({ shutdownSignals: ['SIGTERM', 'SIGINT'] });
const connection = await NativeConnection.connect({ address: TEMPORAL_ADDRESS });
const worker = await Worker.create({
  connection,
  taskQueue: TASK_QUEUE,
  workflowBundle: { codePath: WORKFLOW_BUNDLE },
  activities: { step: async () => undefined },
  ...(MAX_CACHED_WORKFLOWS && { maxCachedWorkflows: Number(MAX_CACHED_WORKFLOWS) }),
});
process.stderr.write('The worker polls\n');
await worker.run();
await connection.close();
