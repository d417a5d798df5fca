/**
 * How often a property is tried, and from which seed. `FUZZ_SEED` repeats what an earlier run has tried, `FUZZ_RUNS` tries more;
 * both are printed.
 */
export function fuzzParameters(name: string, runs: number): { seed: number; numRuns: number } {
  const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31);
  const numRuns = Number(process.env['FUZZ_RUNS'] ?? runs);
  process.stderr.write(`${name}: FUZZ_SEED=${seed} FUZZ_RUNS=${numRuns}\n`);
  return { seed, numRuns };
}
