import { EventEmitter, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  startProcess,
  type Command,
  type RunningProcess,
} from '../end-to-end/support/running-process.js';
import type { Outage, Part } from './facts.js';

export interface SupervisedProcess {
  readonly name: string;
  readonly outages: readonly Outage[];
  /** Rejects when it does not come up any more. */
  readonly failed: Promise<never>;
  /** All that its lives have written. */
  output(): string;
  /** SIGKILL. Resolves when it serves again. */
  kill(): Promise<void>;
  /** Ends it for good. */
  stop(): Promise<void>;
}

const mostStarts = 20;
const pauseMs = 500;

/**
 * Runs a process as a process manager does: when it ends, however that came, it is started again. Resolves when it serves.
 *
 * @param isReady what it writes when it serves
 * @throws Error with its output if it ends before it has served once
 */
export async function supervise(
  part: Part,
  command: Command,
  isReady: RegExp,
): Promise<SupervisedProcess> {
  const news = new EventEmitter();
  const outages: Outage[] = [];
  const lives: RunningProcess[] = [];
  let isStopping = false;

  async function startOnce(): Promise<RunningProcess> {
    const running = startProcess(command);
    lives.push(running);
    await running.saw(isReady);
    return running;
  }

  /** It may end again before it serves, because of a port or another process that is not there yet. */
  async function startAgain(): Promise<RunningProcess> {
    for (let starts = 1; ; starts += 1) {
      try {
        return await startOnce();
      } catch (error) {
        if (starts === mostStarts || isStopping) throw error;
        await sleep(pauseMs);
      }
    }
  }

  async function keepServing(first: RunningProcess): Promise<never> {
    let running = first;
    for (;;) {
      await running.ended;
      if (isStopping) return new Promise<never>(() => undefined);
      const from = Date.now();
      running = await startAgain();
      outages.push({ part, from, to: Date.now() });
      news.emit('serves');
    }
  }

  const failed = keepServing(await startOnce());
  // Who runs the chaos hears of it; what fails before that, fails because of something else.
  failed.catch(() => undefined);
  return {
    name: command.name,
    outages,
    failed,
    output: () => lives.map((life) => life.output()).join(''),
    async kill() {
      const servesAgain = once(news, 'serves');
      lives.at(-1)?.signal('SIGKILL');
      await servesAgain;
    },
    async stop() {
      isStopping = true;
      await lives.at(-1)?.end('SIGKILL');
    },
  };
}
