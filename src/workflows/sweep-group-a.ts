import {
  continueAsNew,
  log,
  metricMeter,
  setCurrentDetails,
  setHandler,
  sleep,
} from '@temporalio/workflow';
import { attention } from '../contract/attention.js';
import {
  sweepStatusQuery,
  type GroupASweep,
  type SweepGroupAInput,
  type SweepPosition,
} from '../contract/group-a-sweep.js';
import { counter } from '../contract/metrics.js';
import type { SweptPage } from '../activities/group-a-sweep.js';
import { groupASweep } from './activities.js';
import { attentionReasonOf } from './until-repaired.js';

// A history of 1.5 MB at most, where everybody sits too long.
const pagesPerRun = 50;

/** The list is a result of a run, which is limited to 2 MB; whoever sees 1,000 knows enough. */
const mostSitters = 1_000;

/**
 * Goes through all who are in a Group A: starts those who were lost, and lists those who sit there too long. The Schedule starts it every day.
 *
 * A sweep does not fail: where only a person can help, it says so in its details and its log, and tries the page again.
 */
export async function sweepGroupA({ carried }: SweepGroupAInput): Promise<GroupASweep> {
  let report: GroupASweep = carried?.report ?? {
    ...{ at: now(), members: 0, started: 0, sitting: 0, sitters: [] },
  };
  setHandler(sweepStatusQuery, () => report);

  const populations = await groupASweep.listSweptPopulations();
  let from = carried?.from ?? beginningOf(populations[0]);
  for (let pages = 1; from !== undefined; pages += 1) {
    if (pages > pagesPerRun) await continueAsNew<typeof sweepGroupA>({ carried: { report, from } });
    const page = await readPage(from);
    if (page === undefined) continue;
    report = withPage(report, page);
    from = page.next ?? beginningOf(populations[populations.indexOf(from.population) + 1]);
  }
  return told(report);
}

function beginningOf(population: string | undefined): SweepPosition | undefined {
  return population === undefined ? undefined : { population };
}

/** Undefined if a person is needed: it is time to try again then. */
async function readPage(from: SweepPosition): Promise<SweptPage | undefined> {
  try {
    const page = await groupASweep.sweepGroupAPage({ from });
    setCurrentDetails('');
    return page;
  } catch (error) {
    const reason = attentionReasonOf(error);
    if (reason === undefined) throw error;
    const { explanation, action, lookAgainAfter } = attention[reason];
    log.error('A Group A cannot be read: a person is needed', { reason });
    setCurrentDetails(
      `**What is wrong** (\`${reason}\`), at ${now()}: ${explanation}\n\n**What to do**: ${action}`,
    );
    await sleep(lookAgainAfter);
    return undefined;
  }
}

function withPage(report: GroupASweep, { members, started, sitters }: SweptPage): GroupASweep {
  return {
    at: now(),
    members: report.members + members,
    started: report.started + started,
    sitting: report.sitting + sitters.length,
    sitters: [...report.sitters, ...sitters].slice(0, mostSitters),
  };
}

/** One line, without names: the ids are in the result. */
function told(report: GroupASweep): GroupASweep {
  const { members, started, sitting } = report;
  const counts = { members, started, sitting };
  if (started > 0) counter(metricMeter, 'preenroll_sweep_started')(started, {});
  if (sitting > 0) log.warn('There are people who are in Group A for too long', counts);
  else log.info('Nobody is in Group A for too long', counts);
  return report;
}

function now(): string {
  return new Date().toISOString();
}
