import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure, type UpdateDefinition } from '@temporalio/common';
import { undoUpdate, type OperatorRequest, type Refusal } from '../../../src/contract/operator.js';
import type { PreEnrollUserStatus } from '../../../src/contract/pre-enroll-user.js';
import { insist } from './insist.js';
import type { World } from './world.js';

export const operator: OperatorRequest = { operator: 'ann', reason: 'the person called' };

/** What became of an operator's request; `over` if the run has ended. */
export async function ask<Request extends OperatorRequest>(
  world: Pick<World, 'run' | 'client'>,
  update: UpdateDefinition<PreEnrollUserStatus, [Request]>,
  request: Request,
): Promise<'granted' | 'over' | Refusal> {
  const { run } = world;
  const updateId = randomUUID();
  try {
    await insist(world, () => run.executeUpdate(update, { updateId, args: [request] }));
    return 'granted';
  } catch (error) {
    if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure) {
      if (error.cause.type === 'Refused') return error.cause.details?.[0] as Refusal;
    }
    await refuseUnlessOver(run, error);
    return 'over';
  }
}

/**
 * Asks to undo it, and goes on as soon as the run knows: it is answered when it is done, for which time may have to go on. No call is left open: the
 * client would make it again when the connection is closed.
 */
export async function startUndo(world: Pick<World, 'run' | 'client'>): Promise<void> {
  const { run } = world;
  const options = { updateId: randomUUID(), waitForStage: 'ACCEPTED' as const };
  try {
    await insist(world, () => run.startUpdate(undoUpdate, { ...options, args: [operator] }));
  } catch (error) {
    await refuseUnlessOver(run, error);
  }
}

async function refuseUnlessOver(run: World['run'], error: unknown): Promise<void> {
  const { status } = await run.describe();
  assert.notEqual(status.name, 'RUNNING', String(error));
}
