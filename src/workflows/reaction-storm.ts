import {
  condition,
  continueAsNew,
  log,
  setHandler,
  workflowInfo,
  allHandlersFinished,
  patched,
} from '@temporalio/workflow';
import {
  joinStormUpdate,
  stormStatusQuery,
  type ReactionStormInput,
  type ReactionStormState,
  type StormEntry,
} from '../contract/reaction.js';
import { storms } from './activities.js';
import { attentionReasonOf } from './until-repaired.js';

/** The ticket holds so many lines; what is beyond is counted. */
const mostListed = 300;

/** So often, at most, the ticket is given its list anew. */
const betweenWritesMs = 20_000;

/**
 * Then it continues as new: a worker that does not have the run in memory gets its history in pages of 256 events, and may not get the end of a longer one while an
 * update waits; each attempt fails then until one is not in the way of an update.
 */
const mostEvents = 150;

/**
 * Counts the reactions that want a ticket, from the first one on for as long as is configured. So many have one of their own; all further ones are on the list of a single ticket. One run at a time, under one id; it ends
 * when the time is over and the list is written, and the next reaction begins another.
 */
export async function reactionStorm(input: ReactionStormInput): Promise<ReactionStormState> {
  const { more, withinMs, carried } = input;
  const { firstExecutionRunId: stormId } = workflowInfo();
  const state = carried ?? {
    since: new Date().toISOString(),
    ...{ own: [], listed: [], count: 0 },
  };
  const known = new Set([...state.own, ...state.listed.map(({ reactionId }) => reactionId)]);
  let written = input.written ?? state.count;
  const isShort = patched('short-storms');
  setHandler(stormStatusQuery, () => state);
  setHandler(joinStormUpdate, (entry) => join(entry));

  function isLong(): boolean {
    const { historyLength, continueAsNewSuggested } = workflowInfo();
    return continueAsNewSuggested || (isShort && historyLength > mostEvents);
  }

  function join(entry: StormEntry): 'own' | 'listed' {
    const { reactionId } = entry;
    if (known.has(reactionId)) return state.own.includes(reactionId) ? 'own' : 'listed';
    known.add(reactionId);
    if (state.own.length < more) {
      state.own.push(reactionId);
      return 'own';
    }
    state.count += 1;
    if (state.listed.length < mostListed) state.listed.push(entry);
    return 'listed';
  }

  async function write(): Promise<void> {
    if (!isTold) {
      isTold = true;
      log.warn('There are so many reactions that the further ones are on the list of one ticket', {
        ...{ since: state.since, more },
      });
      notices.push(...tellOnce({ stormId, since: state.since }));
    }
    const { count } = state;
    const opened = await storms.writeStormTicket({ stormId, ...state });
    if (opened?.ticket !== undefined) state.ticket = opened.ticket;
    written = count;
  }

  // They hold back neither the ticket nor each other.
  const notices: Promise<void>[] = [];
  const over = new Date(state.since).getTime() + withinMs;
  let isTold = carried !== undefined && carried.count > 0;
  while (Date.now() < over || written < state.count) {
    await condition(
      () => written < state.count || (isShort && isLong()),
      Math.max(over - Date.now(), 1),
    );
    const isBehind = written < state.count;
    if (isBehind) await write();
    if ((isBehind || isShort) && isLong()) {
      await Promise.all(notices);
      await condition(allHandlersFinished);
      return continueAsNew<typeof reactionStorm>({ ...input, carried: state, written });
    }
    if (!isBehind) continue;
    await condition(() => false, Math.max(Math.min(betweenWritesMs, over - Date.now()), 1));
  }
  await Promise.all(notices);
  await condition(allHandlersFinished);
  return state;
}

function tellOnce(storm: { stormId: string; since: string }): Promise<void>[] {
  return [storms.mailOfStorm(storm), storms.postStormToChat(storm)].map(async (told) => {
    try {
      await told;
    } catch (error) {
      // The ticket is there, and the run says what happens.
      if (attentionReasonOf(error) === undefined) throw error;
      log.warn('The storm could not be told', { reason: attentionReasonOf(error) });
    }
  });
}
