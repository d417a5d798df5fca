import { readdirSync, readFileSync } from 'node:fs';
import { Worker, type WorkflowBundle } from '@temporalio/worker';

const directory = new URL('../histories/', import.meta.url);

/** The files of all recorded histories. */
export const recordedHistories: readonly string[] = readdirSync(directory);

export interface History {
  events: { activityTaskScheduledEventAttributes?: { activityType: { name: string } } }[];
}

export function readHistory(file: string): History {
  return JSON.parse(readFileSync(new URL(file, directory), 'utf8')) as History;
}

/** What is wrong with each history by the workflows of the bundle; one worker replays them all. */
export async function replay(
  workflowBundle: WorkflowBundle,
  histories: ReadonlyMap<string, unknown>,
): Promise<ReadonlyMap<string, Error | undefined>> {
  const given = [...histories].map(([workflowId, history]) => ({ workflowId, history }));
  const said = new Map<string, Error | undefined>();
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle }, given)) {
    said.set(workflowId, error);
  }
  return said;
}
