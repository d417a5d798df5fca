import { readdirSync, readFileSync } from 'node:fs';
import { Worker, type InjectedSinks, type WorkflowBundle } from '@temporalio/worker';
import type { TraceSinks } from '../../src/contract/begun-run.js';

const directory = new URL('../histories/', import.meta.url);

/** The files of all recorded histories. */
export const recordedHistories: readonly string[] = readdirSync(directory);

export interface History {
  events: {
    workflowExecutionStartedEventAttributes?: { header?: object };
    activityTaskScheduledEventAttributes?: { activityType: { name: string } };
  }[];
}

export function readHistory(file: string): History {
  return JSON.parse(readFileSync(new URL(file, directory), 'utf8')) as History;
}

/** What is wrong with each history by the workflows of the bundle; one worker replays them all. */
export async function replay(
  workflowBundle: WorkflowBundle,
  histories: ReadonlyMap<string, unknown>,
  sinks?: InjectedSinks<TraceSinks>,
): Promise<ReadonlyMap<string, Error | undefined>> {
  const given = [...histories].map(([workflowId, history]) => ({ workflowId, history }));
  const said = new Map<string, Error | undefined>();
  const options = { workflowBundle, ...(sinks && { sinks }) };
  for await (const { workflowId, error } of Worker.runReplayHistories(options, given)) {
    said.set(workflowId, error);
  }
  return said;
}
