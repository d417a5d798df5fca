import { getClient } from '@temporalio/activity';
import {
  WorkflowNotFoundError,
  type Client,
  type WorkflowExecutionDescription,
  type WorkflowExecutionStatusName,
} from '@temporalio/client';
import pMap from 'p-map';
import type { GroupASweep, Sitter, SweepPosition } from '../contract/group-a-sweep.js';
import type { EnrollmentStage } from '../contract/pre-enroll-user.js';
import { enrollmentStage } from '../contract/search-attributes.js';
import { preEnrollUserWorkflowId } from '../contract/workflow-ids.js';
import { startPreEnrollUser } from '../dispatch/start-pre-enroll-user.js';
import type { GroupMember, OktaClient } from '../okta/okta-client.js';
import type { Population } from './enrollment-settings.js';

/** What a population says about its Group A. */
type SweptPopulation = Pick<Population, 'name' | 'sittingDays'> & {
  groups: Pick<Population['groups'], 'A'>;
};

/** What a page adds to the sweep. */
export interface SweptPage extends Pick<GroupASweep, 'members' | 'started' | 'sitters'> {
  /** Absent after the last page of the Group A. */
  next?: SweepPosition;
}

// More calls at the same time only make each of them slower.
const concurrency = 4;

const day = 24 * 60 * 60_000;

/** A run that ended so has not done its work, and nobody has decided that it should not. */
const failed: ReadonlySet<WorkflowExecutionStatusName> = new Set([
  'FAILED',
  'TERMINATED',
  'TIMED_OUT',
]);

export function createGroupASweepActivities(
  okta: Pick<OktaClient, 'listGroupMembers'>,
  { populations }: { populations: readonly SweptPopulation[] },
  { now }: { now: () => number } = Date,
) {
  /** The names of the populations to sweep, in order. Those that share a Group A are swept once, as the first of them. */
  function listSweptPopulations(): Promise<string[]> {
    return Promise.resolve(populations.filter(isFirstWithItsGroupA).map(({ name }) => name));
  }

  /**
   * Reads a page of a Group A, starts the members who have no run, and finds those who sit there too long. Deactivated members are only
   * counted. A population that is not configured any more has no members. Repeatable: a start that happened is not counted again.
   */
  async function sweepGroupAPage({ from }: { from: SweepPosition }): Promise<SweptPage> {
    const population = populations.find(({ name }) => name === from.population);
    if (population === undefined) return { members: 0, started: 0, sitters: [] };
    const { members, next } = await okta.listGroupMembers(population.groups.A, from.after);
    const looks = await pMap(
      members.filter(({ status }) => status !== 'DEPROVISIONED'),
      (member) => lookAfter(getClient(), member, population, now()),
      { concurrency },
    );
    return {
      members: members.length,
      started: looks.filter(({ started }) => started).length,
      sitters: looks.flatMap(({ sitter }) => sitter ?? []),
      ...(next !== undefined && { next: { population: population.name, after: next } }),
    };
  }

  return { listSweptPopulations, sweepGroupAPage };
}

export type GroupASweepActivities = ReturnType<typeof createGroupASweepActivities>;

interface Look {
  started: boolean;
  /** Present if the member is there too long. */
  sitter?: Sitter;
}

/** Finds the member's run, and starts one where there is none or it has failed. Who was cancelled, or has come to an end, is never started again. */
async function lookAfter(
  client: Client,
  { id: userId, created }: GroupMember,
  { name, sittingDays }: SweptPopulation,
  now: number,
): Promise<Look> {
  const run = await describeRun(client, preEnrollUserWorkflowId(userId));
  const isLost = run === undefined || failed.has(run.status.name);
  const started =
    isLost &&
    (await startPreEnrollUser({ client }, { userId }, { againIfFailed: true })) === 'started';
  const since = run ? await beginningOf(client, run) : new Date(created);
  const isSitting = since.getTime() < now - sittingDays * day;
  return {
    started,
    ...(isSitting && {
      sitter: { userId, population: name, since: since.toISOString(), run: stateOf(run) },
    }),
  };
}

async function describeRun(
  client: Client,
  workflowId: string,
  runId?: string,
): Promise<WorkflowExecutionDescription | undefined> {
  try {
    return await client.workflow.getHandle(workflowId, runId).describe();
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

/** When the first run of a hire's chain began, as long as Temporal keeps it. */
async function beginningOf(client: Client, run: WorkflowExecutionDescription): Promise<Date> {
  const firstRunId = run.raw.workflowExecutionInfo?.firstRunId;
  if (!firstRunId || firstRunId === run.runId) return run.startTime;
  return (await describeRun(client, run.workflowId, firstRunId))?.startTime ?? run.startTime;
}

function stateOf(run: WorkflowExecutionDescription | undefined): Sitter['run'] {
  if (run === undefined) return 'none';
  if (run.closeTime !== undefined) return 'ended';
  return (run.typedSearchAttributes.get(enrollmentStage) ?? 'preparing') as EnrollmentStage;
}

function isFirstWithItsGroupA(
  { groups }: SweptPopulation,
  index: number,
  populations: readonly SweptPopulation[],
): boolean {
  return populations.findIndex((other) => other.groups.A === groups.A) === index;
}
