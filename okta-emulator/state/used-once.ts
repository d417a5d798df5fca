/** Ids that may be used only once within the time that they are good for. */
export interface UsedOnce {
  /** @param until when the id needs no longer be remembered, in milliseconds. @returns false if it has been used before. */
  use(id: string, until: number): boolean;
}

const sweepEvery = 1000;

export function createUsedOnce(): UsedOnce {
  const used = new Map<string, number>();
  let uses = 0;
  return {
    use(id, until) {
      if (used.has(id)) return false;
      used.set(id, until);
      uses += 1;
      if (uses % sweepEvery === 0) forgetOlderThan(Date.now());
      return true;
    },
  };

  function forgetOlderThan(now: number): void {
    for (const [id, until] of used) if (until < now) used.delete(id);
  }
}
