import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import proto from '@temporalio/proto';
import { activityQueue, queuedBuckets, taskQueue } from '../../src/contract/task-queues.js';
import { hasRun } from './support/has-run.js';
import { useNamespace } from './support/namespace.js';
import { enrolled, kindOf, type Hire } from './support/okta-org.js';
import type { RunningProcess } from './support/running-process.js';
import { useStage } from './support/stage.js';
import { temporalCli } from './support/temporal-by-hand.js';
import { until } from './support/until.js';

const { EventType, PendingActivityState, RoutingConfigUpdateState } = proto.temporal.api.enums.v1;

const lostTypes = [
  EventType.EVENT_TYPE_ACTIVITY_TASK_TIMED_OUT,
  EventType.EVENT_TYPE_ACTIVITY_TASK_FAILED,
  EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED,
];

interface Request {
  method: string;
  path: string;
  /** Missing as long as there is no answer. */
  status?: number;
}

const queues = queuedBuckets.map((bucket) => activityQueue(taskQueue, bucket));

const load = 12;

/** Below the grace of 65 seconds, and of the 90 that Kubernetes gives. */
const endsWithinMs = 30_000;

// As docs/upgrading.md says it is done. One story: each part finds what those before it have left.
describe("an update of the workers, with Temporal's Worker Versioning", function () {
  this.timeout('2m');
  const temporal = useNamespace();
  const stage = useStage({ temporal });
  let cli: string;
  let first: RunningProcess;
  let begunByFirst: Hire;
  let underWay: Hire[];

  const startBuild = (buildId: string) =>
    stage().startWorker({
      ...{ TEMPORAL_DEPLOYMENT_NAME: 'preenroll', TEMPORAL_WORKER_BUILD_ID: buildId },
    });

  async function deployment(...command: string[]): Promise<string> {
    const args = ['worker', 'deployment', ...command];
    const env = { ...process.env, ...temporal().environment };
    const { stdout } = await promisify(execFile)(cli, args, { env });
    return stdout;
  }

  /** As a person does it, once the version is there. */
  async function makeCurrent(buildId: string): Promise<void> {
    const version = ['--deployment-name', 'preenroll', '--build-id', buildId];
    await until('Temporal knows all queues of the version', async () => {
      const text = await deployment('describe-version', ...version).catch(() => '');
      return queues.every((queue) => text.includes(queue));
    });
    await deployment('set-current-version', ...version, '--yes');
    const { namespace } = stage().client.options;
    await until('all queues have heard of it', async () => {
      const { workerDeploymentInfo } =
        await stage().client.workflowService.describeWorkerDeployment({
          namespace,
          deploymentName: 'preenroll',
        });
      return (
        workerDeploymentInfo?.routingConfigUpdateState ===
        RoutingConfigUpdateState.ROUTING_CONFIG_UPDATE_STATE_COMPLETED
      );
    });
  }

  const historyOf = async (hire: Hire) =>
    (await stage().runOf(hire).fetchHistory()).events ?? assert.fail();

  async function buildOf(hire: Hire): Promise<unknown> {
    const { raw } = await stage().runOf(hire).describe();
    return raw.workflowExecutionInfo?.versioningInfo?.deploymentVersion?.buildId;
  }

  /** What was begun and is not reported, has come to nothing, or is tried again. */
  async function lostAttemptsOf(hire: Hire): Promise<unknown[]> {
    const { raw } = await stage().runOf(hire).describe();
    const unreported = (raw.pendingActivities ?? [])
      .filter(
        ({ state, attempt }) =>
          attempt !== 1 || state !== PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED,
      )
      .map(({ activityType, state, attempt, lastStartedTime, lastWorkerIdentity }) => ({
        ...{ type: activityType?.name, state, attempt, lastStartedTime, lastWorkerIdentity },
      }));
    const failed = (await historyOf(hire))
      .map(({ eventType }) => eventType)
      .filter((eventType) => lostTypes.some((type) => type === eventType));
    return [...unreported, ...failed];
  }

  before(async () => {
    cli = await temporalCli();
    const [older] = await Promise.all([startBuild('1'), startBuild('2')]);
    first = older;
  });

  it('a worker gets nothing to do before its version is the current one, and is ready all the same', async () => {
    const { client, okta, untilStatus } = stage();
    const hire = await okta.hire();
    begunByFirst = hire;
    await until('the hire has a run', () => hasRun(client, hire.userId));
    const [, health = ''] = await first.saw(/"url":"([^"]+)","msg":"The worker tells of/);
    await until('it is ready', async () => (await fetch(new URL('/readyz', health))).ok);
    await first.saw(/"deploymentName":"preenroll","buildId":"1","msg":"The worker polls"/);
    assert.equal((await historyOf(hire)).length, 2);

    await makeCurrent('1');
    await untilStatus(hire, ({ stage }) => stage === 'awaiting-activation');
    assert.equal(await buildOf(hire), '1');
  });

  it('a run that was begun by the old version moves on to the new one', async () => {
    const { okta } = stage();
    await makeCurrent('2');

    await okta.play(begunByFirst);
    await okta.untilInGroupB(begunByFirst);
    assert.equal(await buildOf(begunByFirst), '2');
  });

  it('and back again, when the old version is made the current one again', async () => {
    const { okta, runOf, untilStatus } = stage();
    const hire = await okta.hire();
    await untilStatus(hire, ({ stage }) => stage === 'awaiting-activation');
    assert.equal(await buildOf(hire), '2');
    await makeCurrent('1');

    await okta.play(hire);
    await runOf(hire).result();
    assert.equal(await buildOf(hire), '1');
  });

  it('a worker that is told to end under load ends every attempt that it has begun, within its grace', async () => {
    const { okta } = stage();
    await okta.control('POST', '/faults', {
      ...{ path: '^/api/v1/(users|groups)/', effect: { kind: 'delay', ms: 1_000 } },
    });
    underWay = await Promise.all(Array.from({ length: load }, () => okta.hire()));
    await until('many calls of different kinds are in flight', async () => {
      const journal = await okta.control<Request[]>('GET', '/journal');
      const open = journal.filter(({ status }) => status === undefined);
      return open.length >= load / 3 && new Set(open.map(({ method }) => method)).size > 1;
    });

    const began = performance.now();
    assert.equal(await first.end('SIGTERM'), 0);
    assert(performance.now() - began < endsWithinMs);

    const lost = await Promise.all(underWay.map(lostAttemptsOf));
    assert.deepEqual(lost.flat(), []);
    await okta.control('DELETE', '/faults');
  });

  it('and the new version does the rest, and nothing twice', async () => {
    const { okta, untilStatus } = stage();
    await makeCurrent('2');
    for (const hire of underWay) {
      await untilStatus(hire, ({ stage }) => stage === 'awaiting-activation');
      // Okta sends its mail after it has answered.
      await until('the activation mail is there', async () => {
        const mails = await Promise.all(
          [hire.login, hire.secondEmail].map((address) => okta.mailsTo(address)),
        );
        return mails.every((all) => all.some((mail) => kindOf(mail) === 'activation'));
      });
      assert.deepEqual(await okta.outcomeOf(hire), { ...enrolled, groups: ['A'] });
    }

    const journal = await okta.control<Request[]>('GET', '/journal');
    const changes = journal
      .filter(({ method, path }) => method !== 'GET' && isAbout(underWay, path))
      .map(({ method, path }) => `${method} ${path}`);
    assert.equal(new Set(changes).size, changes.length);
    // Group A, the factor, the activation.
    assert.equal(changes.length, 3 * load);
  });
});

function isAbout(hires: readonly Hire[], path: string): boolean {
  return hires.some(({ userId }) => path.includes(userId));
}
