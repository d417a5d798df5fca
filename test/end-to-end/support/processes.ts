import { startProcess, type Command, type RunningProcess } from './running-process.js';

/**
 * For a suite that starts processes. Call it in `describe`. What was started is killed after the suite, also if the test run is
 * killed; if a test failed, the output is shown.
 */
export function useProcesses(): (command: Command) => RunningProcess {
  const started: { name: string; running: RunningProcess }[] = [];

  after(async function () {
    for (const { running } of started) running.signal('SIGKILL', 'group');
    await Promise.all(started.map(({ running }) => running.ended));
    if (!hasFailed(this.test?.parent)) return;
    for (const { name, running } of started) {
      process.stderr.write(`--- ${name} (${running.pid})\n${running.output()}\n`);
    }
  });

  return (command) => {
    const running = startProcess(command);
    started.push({ name: command.name, running });
    return running;
  };
}

function hasFailed(suite: Mocha.Suite | undefined): boolean {
  let failed = false;
  suite?.eachTest((test) => {
    failed ||= !test.isPending() && test.state !== 'passed';
  });
  return failed;
}
