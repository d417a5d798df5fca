/** What has to be ended or removed, whatever happens. */
export interface CleanUp {
  /** Notes what undoes what was just done. */
  later(undo: () => Promise<unknown>): void;
  /** Undoes all, the latest first. Harmless when called twice: the second call waits for the first. */
  run(): Promise<void>;
}

export function createCleanUp(): CleanUp {
  const undos: (() => Promise<unknown>)[] = [];
  let running: Promise<void> | undefined;

  async function undoAll(): Promise<void> {
    for (let undo = undos.pop(); undo !== undefined; undo = undos.pop()) await undo();
  }
  return {
    later(undo) {
      undos.push(undo);
    },
    run: () => (running ??= undoAll()),
  };
}
