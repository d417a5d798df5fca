// A worker with nothing in it, as Temporal's SDK makes one that is told nothing. Plain JavaScript, so that its start costs no compiler.
import { activityInfo } from '@temporalio/activity';
import { NativeConnection, Runtime, Worker } from '@temporalio/worker';

const { TEMPORAL_ADDRESS, WORKFLOW_BUNDLE, TASK_QUEUE, MAX_CACHED_WORKFLOWS } = process.env;

/** Says on standard output which run has come to the fourth step: somebody has to signal it. */
async function step(number) {
  if (number !== 4) return;
  process.stdout.write(`parked ${activityInfo().workflowExecution.workflowId}\n`);
}

Runtime.install({ shutdownSignals: ['SIGTERM', 'SIGINT'] });
const connection = await NativeConnection.connect({ address: TEMPORAL_ADDRESS });
const worker = await Worker.create({
  connection,
  taskQueue: TASK_QUEUE,
  workflowBundle: { codePath: WORKFLOW_BUNDLE },
  activities: { step },
  ...(MAX_CACHED_WORKFLOWS && { maxCachedWorkflows: Number(MAX_CACHED_WORKFLOWS) }),
});
process.stdout.write('polls\n');
await worker.run();
await connection.close();
