interface RandomRuns {
  seed: number;
  numRuns: number;
  path?: string;
}

/**
 * How often a property is tried, and from which seed. `SEED`, with the `PATH_OF_RUN` that a failure prints, repeats what an earlier run
 * has tried; `RUNS` tries more. Seed and number are printed.
 */
export function randomRuns(name: string, runs: number): RandomRuns {
  const { SEED, RUNS, PATH_OF_RUN } = process.env;
  const seed = Number(SEED ?? Date.now() % 2 ** 31);
  const numRuns = Number(RUNS ?? runs);
  process.stderr.write(`${name}: SEED=${seed} RUNS=${numRuns}\n`);
  return { seed, numRuns, ...(PATH_OF_RUN !== undefined && { path: PATH_OF_RUN }) };
}
