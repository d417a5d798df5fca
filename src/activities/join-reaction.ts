import { getClient } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import type { OktaEvent } from '../contract/okta-event.js';
import type { ReactToFactorActivation } from '../contract/reaction.js';
import type { ReactionRouting } from '../dispatch/door.js';
import { reactToEvent } from '../dispatch/react-to-event.js';
import type { SignalAllowance } from '../dispatch/signal-allowance.js';

export function createJoinReaction(allowance: SignalAllowance) {
  /**
   * Gives an event to the run of the act that it belongs to, and starts that run where there is none. Repeatable: a run knows the events it has seen.
   *
   * @returns `joined: false` if that run has ended without it: whoever asks is the one to react then
   */
  async function joinReaction({
    event,
    ownerId,
    ...routing
  }: { event: OktaEvent; ownerId: string } & ReactionRouting): Promise<{ joined: boolean }> {
    const client = getClient();
    const door = { client, allowance, reactions: routing };
    const outcome = await reactToEvent(door, event, ownerId);
    return { joined: outcome !== 'duplicate' || (await hasEndedWith(client, ownerId, event.uuid)) };
  }

  return { joinReaction };
}

async function hasEndedWith(client: Client, workflowId: string, uuid: string): Promise<boolean> {
  const run = client.workflow.getHandle<ReactToFactorActivation>(workflowId);
  const { status } = await run.describe();
  return status.name === 'COMPLETED' && (await run.result()).eventUuids.includes(uuid);
}
