import { WorkflowNotFoundError, type Client, type WorkflowHandle } from '@temporalio/client';
import {
  statusQuery,
  type PreEnrollUser,
  type PreEnrollUserStatus,
} from '../../../src/contract/pre-enroll-user.js';
import { preEnrollUserWorkflowId } from '../../../src/contract/workflow-ids.js';
import { routedEventTypes } from '../../../src/dispatch/routes.js';
import { useBuiltCode } from './built-code.js';
import { useNamespace, type TemporalAccess } from './namespace.js';
import { startOktaOrg, type Hire, type OktaOrg } from './okta-org.js';
import { isReady, productCommand } from './product-command.js';
import { useProcesses } from './processes.js';
import type { RunningProcess } from './running-process.js';
import { until } from './until.js';

export const hookSecret = 'a-hook-secret-that-no-log-may-show';

/** An org, a gateway that it calls, and Temporal; a worker when a test wants one. */
export interface Stage {
  okta: OktaOrg;
  client: Client;
  gateway: RunningProcess;
  hookUrl: string;
  /** Resolves when it polls. What is given is told it besides. */
  startWorker: (more?: Record<string, string>) => Promise<RunningProcess>;
  /** The run of a hire, which need not be there yet. */
  runOf: (hire: Hire) => WorkflowHandle<PreEnrollUser>;
  /** Waits until the hire has a run, and its status fits. */
  untilStatus: (hire: Hire, fits: (status: PreEnrollUserStatus) => boolean) => Promise<void>;
}

interface StageOptions {
  temporal?: () => TemporalAccess;
  okta?: Record<string, string>;
  /** What the worker is told besides. */
  worker?: Record<string, string>;
  /** What the gateway is told besides. */
  gateway?: Record<string, string>;
  logLevel?: string;
}

/** Sets up a stage for a suite. Call it in `describe`; the returned function gives it from the first hook on. */
export function useStage({
  temporal = useNamespace(),
  okta: oktaEnvironment,
  worker: workerEnvironment,
  gateway: gatewayEnvironment,
  logLevel = 'info',
}: StageOptions = {}): () => Stage {
  useBuiltCode();
  const start = useProcesses();
  let stage: Stage | undefined;

  before(async function () {
    this.timeout('1m');
    const { environment, client } = temporal();
    const shared = { ...environment, LOG_LEVEL: logLevel };
    const okta = await startOktaOrg(start, oktaEnvironment);
    const gateway = start(
      productCommand('gateway', {
        ...{ ...shared, PORT: '0', OKTA_EVENT_HOOK_SECRET: hookSecret },
        ...gatewayEnvironment,
      }),
    );
    const hookUrl = (await gateway.saw(isReady.gateway))[1] ?? '';
    await okta.admin.registerEventHook({
      ...{ url: hookUrl, secret: hookSecret, eventTypes: routedEventTypes },
    });

    const runOf = ({ userId }: Hire) =>
      client.workflow.getHandle<PreEnrollUser>(preEnrollUserWorkflowId(userId));
    stage = {
      ...{ runOf, okta, client, gateway, hookUrl },
      async startWorker(more) {
        const worker = start(
          productCommand('worker', {
            ...{ ...shared, ...okta.environment, ...workerEnvironment, ...more },
          }),
        );
        await worker.saw(isReady.worker);
        return worker;
      },
      async untilStatus(hire, fits) {
        await until(`the run's status fits ${String(fits)}`, async () => {
          const status = await runOf(hire)
            .query(statusQuery)
            .catch((error: unknown) => {
              if (!(error instanceof WorkflowNotFoundError)) throw error;
            });
          return status !== undefined && fits(status);
        });
      },
    };
  });

  return () => {
    if (stage === undefined) throw new Error('The stage is there from the first hook on');
    return stage;
  };
}
