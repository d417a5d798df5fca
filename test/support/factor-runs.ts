import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowNotFoundError, type WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import {
  factorStatusQuery,
  type EnrollAndActivateFactor,
  type EnrollAndActivateFactorInput,
  type FactorStatus,
} from '../../src/contract/enroll-and-activate-factor.js';
import { factorWorkflowId } from '../../src/contract/workflow-ids.js';
import type { FakeOkta } from './fake-okta.js';
import { withHires, type Hires } from './hires.js';
import { workflowBundle } from './temporal.js';

export interface FactorWorld {
  okta: FakeOkta;
  start: (input: GivenFactor) => Promise<FactorRun>;
}

type GivenFactor = Pick<EnrollAndActivateFactorInput, 'userId'> &
  Partial<EnrollAndActivateFactorInput>;

/** The world that all tests of a suite share: a worker takes a second to come and to go. Call it in `describe`. */
export function useFactorWorld(
  environment: () => TestWorkflowEnvironment,
  { taskQueue, ...options }: { taskQueue: string; encryptionKey?: Buffer },
): () => FactorWorld {
  let world: FactorWorld | undefined;
  let stop: (() => void) | undefined;
  let stopped: Promise<void> | undefined;
  before(async () => {
    const given = { taskQueue, workflowBundle: await workflowBundle(), ...options };
    await new Promise<void>((resolve, reject) => {
      stopped = withHires(environment(), given, async ({ client, okta }) => {
        world = { okta, start: (input) => startFactor({ client }, taskQueue, input) };
        resolve();
        await new Promise<void>((release) => (stop = release));
      });
      stopped.catch(reject);
    });
  });
  after(async () => {
    stop?.();
    await stopped;
  });
  return () => world ?? assert.fail('The world is there from the first test on, not before.');
}

export type FactorRun = WorkflowHandle<EnrollAndActivateFactor>;

/** Starts the run that enrolls a factor; `sms:OKTA` unless told otherwise. */
export function startFactor(
  { client }: Pick<Hires, 'client'>,
  taskQueue: string,
  input: GivenFactor,
): Promise<FactorRun> {
  const { userId, factorType = 'sms', provider = 'OKTA' } = input;
  return client.workflow.start<EnrollAndActivateFactor>('enrollAndActivateFactor', {
    ...{ workflowId: factorWorkflowId(userId, factorType, provider), taskQueue },
    args: [{ ...input, factorType, provider }],
  });
}

/** @param mayBeMissing the run may not have begun yet. Rejects if the run's status does not fit within 20 seconds of real time; time does not skip meanwhile. */
export async function waitForFactor(
  run: FactorRun,
  fits: (status: FactorStatus) => boolean,
  mayBeMissing = false,
): Promise<FactorStatus> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const status = await run.query(factorStatusQuery).catch((error: unknown) => {
      if (mayBeMissing && error instanceof WorkflowNotFoundError) return undefined;
      throw error;
    });
    if (status && fits(status)) return status;
    if (Date.now() > deadline) assert.fail(`The run stays at ${JSON.stringify(status)}`);
    await sleep(20);
  }
}
