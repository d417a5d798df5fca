import assert from 'node:assert/strict';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { Refusal } from '../../../src/contract/operator.js';
import type { World } from './world.js';

/** What became of an operator's request; `over` if the run has ended. */
export async function ask(
  { run }: Pick<World, 'run'>,
  update: () => Promise<unknown>,
): Promise<'granted' | 'over' | Refusal> {
  try {
    await update();
    return 'granted';
  } catch (error) {
    if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure) {
      if (error.cause.type === 'Refused') return error.cause.details?.[0] as Refusal;
    }
    const { status } = await run.describe();
    assert.notEqual(status.name, 'RUNNING', String(error));
    return 'over';
  }
}
