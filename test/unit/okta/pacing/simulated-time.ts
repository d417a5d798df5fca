import { setImmediate } from 'node:timers/promises';

/** A clock that goes on from one thing to do to the next. */
export function createSimulatedTime() {
  let now = 0;
  let order = 0;
  let tasks: { at: number; order: number; then: () => void }[] = [];

  function after(ms: number, then: () => void): () => void {
    order += 1;
    const task = { at: now + Math.max(ms, 0), order, then };
    const behind = tasks.findIndex(({ at }) => at > task.at);
    tasks.splice(behind < 0 ? tasks.length : behind, 0, task);
    return () => {
      tasks = tasks.filter((other) => other !== task);
    };
  }

  return {
    now: () => now,
    after,
    sleep: (ms: number) =>
      new Promise<void>((resolve) => {
        after(ms, resolve);
      }),
    async runUntil(end: number): Promise<void> {
      await setImmediate();
      for (let task = tasks.shift(); task && task.at <= end; task = tasks.shift()) {
        now = task.at;
        task.then();
        // What is awaited goes on before the next.
        await setImmediate();
      }
      now = end;
    },
  };
}
