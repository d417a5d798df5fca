import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';
import { stormStatusQuery } from '../../src/contract/reaction.js';
import { reactionStormWorkflowId, windowBegin } from '../../src/contract/workflow-ids.js';
import { factorActivation, phoneTwins } from './factor-events.js';
import { joinStorm } from './join-storm.js';
import { oktaError } from './okta-error.js';
import { privilegedGroup, type Reactions } from './reactions.js';

/** The acts of the paths last so long. */
export const windowMs = 1_000;

const addAdmin = ({ okta }: Reactions) =>
  okta.addUser({ status: 'ACTIVE', groupIds: new Set([privilegedGroup]) });

/** Every way through `reactToFactorActivation` and `reactionStorm`, to its end, by the name of its history. */
export const reactionPaths: Record<string, (reactions: Reactions) => Promise<WorkflowHandle>> = {
  async 'reaction-alerted-with-a-twin'(reactions) {
    const [sms, voice] = phoneTwins({ userId: addAdmin(reactions), published: beginning() });
    reactions.okta.log.write(sms);
    await reactions.deliver(sms);
    await reactions.waitFor(sms, ({ stage }) => stage === 'collecting');
    reactions.okta.log.write(voice);
    await reactions.deliver(voice);
    return ended(reactions, sms);
  },

  async 'reaction-recorded'(reactions) {
    const userId = reactions.okta.addUser({ status: 'ACTIVE' });
    const event = factorActivation({ userId, method: 'SMS', published: beginning() });
    reactions.okta.log.write(event);
    await reactions.deliver(event);
    return ended(reactions, event);
  },

  async 'reaction-unconfirmed'(reactions) {
    const event = factorActivation({ userId: addAdmin(reactions), method: 'SMS' });
    await reactions.deliver(event);
    return ended(reactions, event);
  },

  async 'reaction-to-our-own-act'(reactions) {
    const { okta } = reactions;
    const own = { actor: { id: okta.ownUserId }, apiTokenId: okta.ownApiTokenId };
    const event = factorActivation({ userId: addAdmin(reactions), method: 'SMS', ...own });
    okta.log.write(event);
    await reactions.deliver(event);
    return ended(reactions, event);
  },

  async 'reaction-to-a-user-who-is-gone'(reactions) {
    const userId = addAdmin(reactions);
    const event = factorActivation({ userId, method: 'SMS' });
    reactions.okta.log.write(event);
    reactions.okta.deleteUser(userId);
    await reactions.deliver(event);
    return ended(reactions, event);
  },

  async 'reaction-that-joins-another'(reactions) {
    const userId = addAdmin(reactions);
    const bound = beginning().getTime();
    const at = (published: number) =>
      factorActivation({ userId, method: 'SMS', published: new Date(published) });
    const [before, after] = [at(bound - 5), at(bound + 5)];
    for (const event of [before, after]) reactions.okta.log.write(event);
    await reactions.deliver(after);
    const run = await ended(reactions, after);
    await reactions.resultOf(before);
    return run;
  },

  async 'reaction-that-a-person-must-help'(reactions) {
    const { okta } = reactions;
    const userId = addAdmin(reactions);
    const event = factorActivation({ userId, method: 'SMS', published: beginning() });
    okta.log.write(event);
    okta.failNext('listUserGroupIds', oktaError('403 E0000006'));
    await reactions.deliver(event);
    await reactions.waitFor(event, ({ attention }) => attention !== undefined);
    return reactions.runOf(event);
  },

  async 'storm-with-a-list'(reactions) {
    const { client, okta } = reactions;
    for (let at = 0; at < 3; at += 1) {
      const event = factorActivation({ userId: addAdmin(reactions), method: 'SMS' });
      okta.log.write(event);
      await reactions.deliver(event);
      await reactions.waitFor(event, ({ ticket }) => ticket !== undefined);
    }
    const storm = client.workflow.getHandle(reactionStormWorkflowId);
    while ((await storm.query(stormStatusQuery)).count < 2) await sleep(20);
    await storm.result();
    return storm;
  },

  async 'storm-continued-as-new'({ client }) {
    const storm = client.workflow.getHandle(reactionStormWorkflowId);
    await joinStorm(client, 0);
    const { runId } = await storm.describe();
    for (let number = 1; (await storm.describe()).runId === runId; number += 1) {
      await joinStorm(client, number);
    }
    await storm.terminate();
    return client.workflow.getHandle(reactionStormWorkflowId, runId);
  },
};

/** Of the window that is now. */
function beginning(): Date {
  return new Date(windowBegin(new Date().toISOString(), windowMs));
}

async function ended(reactions: Reactions, event: unknown): Promise<WorkflowHandle> {
  await reactions.resultOf(event);
  return reactions.runOf(event);
}
