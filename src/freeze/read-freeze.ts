import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { freezeWorkflowId } from '../contract/freeze.js';
import type { OperatorRequest } from '../contract/operator.js';

export interface CurrentFreeze extends OperatorRequest {
  /** ISO 8601. */
  since: string;
}

/** Who has frozen everything, why and since when; undefined if nobody has. Needs no worker. Throws every error of the client. */
export async function readFreeze(client: Client): Promise<CurrentFreeze | undefined> {
  return (await readLastFreeze(client)).current;
}

interface LastFreeze {
  /** The one that holds now. */
  current?: CurrentFreeze;
  /** When the last one ended, as long as Temporal keeps it. */
  ended?: Date;
}

/** The freeze that holds now, or the end of the one before. Throws every error of the client. */
export async function readLastFreeze(client: Client): Promise<LastFreeze> {
  try {
    const { memo, startTime, closeTime } = await client.workflow
      .getHandle(freezeWorkflowId)
      .describe();
    if (closeTime !== undefined) return { ended: closeTime };
    return {
      current: {
        ...{ operator: textOf(memo?.['operator']), reason: textOf(memo?.['reason']) },
        since: startTime.toISOString(),
      },
    };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return {};
    throw error;
  }
}

/** A freeze that was started in Temporal's UI has no memo. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : 'unknown';
}
