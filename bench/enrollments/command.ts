import { performance } from 'node:perf_hooks';
import type { Command } from 'commander';
import pMap from 'p-map';
import type { PreEnrollUser } from '../../src/contract/pre-enroll-user.js';
import { preEnrollUserWorkflowId } from '../../src/contract/workflow-ids.js';
import { benchCommand, readCount, say, type BenchOptions } from '../bench-command.js';
import { cpuTime } from '../cpu-time.js';
import { bareWorkerCommand } from '../floors/bare-worker-command.js';
import { startBareWorker, type BareWorker } from '../floors/start-bare-worker.js';
import { startHiresStage, type BenchHire, type HiresStage } from '../hires-stage.js';
import { report } from '../report.js';
import { createSamples } from '../samples.js';
import { figures, goals } from './goals.js';

interface EnrollmentsOptions extends BenchOptions {
  hires: number;
  inFlight: number;
}

export function enrollmentsCommand(): Command {
  return benchCommand(
    'enrollments',
    'how many hires a worker completes, and what each of them costs',
    3,
  )
    .option('--hires <number>', 'how many in a round', readCount, 150)
    .option('--in-flight <number>', 'how many at the same time', readCount, 50)
    .addHelpText(
      'after',
      `
The worker is the built product in a process of its own, against the Okta emulator in another, without rate limits, and a mail server. A hire is
started by the client as the gateway starts it; the person signs in over HTTP as a browser would; then the run gets the one signal that the
gateway sends for the verified phone. The gateway itself is not there: \`acks\` measures it. The floor is a bare worker on the same server, with
a workflow of 6 activities that do nothing and one signal after the fourth. The two take turns.

Examples:
  npm run bench -- enrollments
  npm run bench -- enrollments --hires 500 --in-flight 100 --rounds 5
  npm run --silent bench -- enrollments --check | jq 'select(.goal)'`,
    )
    .action(enrollments);
}

async function enrollments(options: EnrollmentsOptions): Promise<void> {
  const { hires, inFlight, rounds, check } = options;
  const stage = await startHiresStage();
  const samples = createSamples();
  try {
    const { client, address } = stage.temporal;
    const bare = await startBareWorker((await bareWorkerCommand(address))());
    say('Warming up');
    await completeHires(stage, inFlight, inFlight);
    await completeBare(stage, bare, inFlight, inFlight);
    for (let at = 1; at <= rounds; at += 1) {
      say(`Round ${at} of ${rounds}`);
      const ours = await completeHires(stage, hires, inFlight);
      const theirs = await completeBare(stage, bare, hires, inFlight);
      const [last] = ours.done;
      const id = last ? preEnrollUserWorkflowId(last.userId) : '';
      const events = (await client.workflow.getHandle(id).fetchHistory()).events?.length;
      samples.add(figures.perSecond, ours.perSecond, 'hires/s');
      samples.add(figures.barePerSecond, theirs.perSecond, 'workflows/s');
      samples.add(figures.cpu, ours.cpu, 'ms');
      samples.add(figures.bareCpu, theirs.cpu, 'ms');
      samples.add(figures.events, events ?? Number.NaN, 'events');
      samples.add(figures.oktaCpu, ours.oktaCpu, 'ms');
      say(
        `${ours.perSecond.toFixed(2)} hires/s, bare ${theirs.perSecond.toFixed(2)}/s; CPU ${ours.cpu.toFixed(0)} ms, bare ${theirs.cpu.toFixed(0)} ms; ${events} events`,
      );
    }
    await bare.close();
  } finally {
    await stage.close();
  }
  report({ bench: 'enrollments', samples, goals, check });
}

async function completeHires(stage: HiresStage, count: number, concurrency: number) {
  const done = await stage.hire(count);
  const { client } = stage.temporal;
  async function complete(hire: BenchHire): Promise<void> {
    await stage.start(hire);
    await stage.signIn(hire);
    await stage.tell(hire);
    const run = client.workflow.getHandle<PreEnrollUser>(preEnrollUserWorkflowId(hire.userId));
    const { outcome } = await run.result();
    if (outcome !== 'completed') throw new Error(`A hire has ended as ${outcome}`);
  }
  const oktaBefore = await cpuTime(stage.okta.pid);
  const measured = await measure(stage.worker.pid, done, complete, concurrency);
  return { ...measured, done, oktaCpu: ((await cpuTime(stage.okta.pid)) - oktaBefore) / count };
}

function completeBare(stage: HiresStage, bare: BareWorker, count: number, concurrency: number) {
  const runs = Array.from({ length: count });
  return measure(bare.pid, runs, () => bare.runSixSteps(stage.temporal.client), concurrency);
}

/** Does something for each, so many at a time; and what a process used meanwhile. */
async function measure<T>(
  pid: number,
  all: readonly T[],
  act: (one: T) => Promise<void>,
  concurrency: number,
) {
  const cpuBefore = await cpuTime(pid);
  const beganAt = performance.now();
  await pMap(all, act, { concurrency });
  const seconds = (performance.now() - beganAt) / 1_000;
  return {
    perSecond: all.length / seconds,
    cpu: ((await cpuTime(pid)) - cpuBefore) / all.length,
  };
}
