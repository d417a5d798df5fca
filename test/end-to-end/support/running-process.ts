import { EventEmitter, once } from 'node:events';
import { spawnGuarded } from '../../../src/temporal-server/guarded-process.js';

export interface Command {
  /** For messages. */
  name: string;
  /** The program and its arguments. */
  run: readonly [string, ...string[]];
  environment?: Readonly<Record<string, string>>;
}

export interface RunningProcess {
  readonly pid: number;
  /** All it has written, to both streams, in the order of arrival. */
  output(): string;
  /** What it has written to standard output alone. */
  standardOutput(): string;
  /** The first match in the output, past or future. Rejects if the process ends without one. */
  saw(pattern: RegExp): Promise<RegExpExecArray>;
  /** The exit code; null if a signal ended it. */
  readonly ended: Promise<number | null>;
  /** Sends a signal, to its whole process group if told so, as a terminal does with Ctrl-C. */
  signal(name: NodeJS.Signals, to?: 'process' | 'group'): void;
  /** Sends a signal and waits for the end. */
  end(name: NodeJS.Signals): Promise<number | null>;
}

// What finds programs and caches. All else that a process is to know, its test says.
const inherited = ['PATH', 'HOME', 'XDG_CACHE_HOME', 'TEMPORAL_CLI_PATH'];

/** Starts a program with the settings given and no others. It is killed with this process, however that ends. */
export function startProcess({ name, run, environment = {} }: Command): RunningProcess {
  const settings = Object.entries({ ...inheritedSettings(), ...environment });
  const child = spawnGuarded('env', [
    '-i',
    ...settings.map(([variable, value]) => `${variable}=${value}`),
    ...run,
  ]);
  const news = new EventEmitter();
  let output = '';
  let standardOutput = '';
  let hasEnded = false;
  child.stdout.on('data', (chunk: Buffer) => {
    standardOutput += chunk.toString();
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      news.emit('news');
    });
  }
  const ended = once(child, 'close').then(([code]) => {
    hasEnded = true;
    news.emit('news');
    return code as number | null;
  });
  const pid = child.pid ?? Number.NaN;

  const running: RunningProcess = {
    pid,
    output: () => output,
    standardOutput: () => standardOutput,
    async saw(pattern) {
      for (;;) {
        const found = pattern.exec(output);
        if (found) return found;
        if (hasEnded) throw new Error(`${name} has ended without ${String(pattern)}:\n${output}`);
        await once(news, 'news');
      }
    },
    ended,
    signal(signal, to = 'process') {
      // The id of a process that has ended may be another's by now.
      const isAlive = child.exitCode === null && child.signalCode === null;
      if (isAlive) process.kill(to === 'group' ? -pid : pid, signal);
    },
    end(signal) {
      running.signal(signal);
      return ended;
    },
  };
  return running;
}

function inheritedSettings(): Record<string, string> {
  return Object.fromEntries(
    inherited.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}
