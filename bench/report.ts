import { judge, ratioOf, round, type Goal } from './goal.js';
import { median, type Samples } from './samples.js';

/** A figure as it is printed. What else a line needs to tell figures apart, such as `bucket` or `workers`, is one more key. */
export interface Figure {
  figure: string;
  value: number;
  unit: string;
  /** What it was measured beside, and the value by that. Absent where there is nothing to compare with; printed as null then. */
  floor?: number;
  ratio?: number;
  [key: string]: string | number | boolean | undefined;
}

/** The floor of a figure, by the names under which both were measured. */
export type Floors = Readonly<Record<string, string | number>>;

interface Report {
  bench: string;
  samples: Samples;
  goals?: readonly Goal[];
  /** Floors of figures that no goal is about. */
  floors?: Floors;
  /** Makes this process exit with 1 if a goal is missed. */
  check: boolean;
}

/** Prints a line of JSON on standard output. Three digits are all that a measurement on a shared machine is worth. */
export function printFigure(bench: string, given: Figure): void {
  const { figure, value, unit, floor, ratio, ...others } = given;
  const shown = { bench, figure, value: round(value), unit };
  const compared = { floor: roundOrNull(floor), ratio: roundOrNull(ratio) };
  process.stdout.write(`${JSON.stringify({ ...shown, ...compared, ...others })}\n`);
}

/** Prints the medians of all that was measured, each beside its floor, then whether the goals are met. */
export function report({ bench, samples, goals = [], floors = {}, check }: Report): void {
  const compared: Floors = {
    ...Object.fromEntries(goals.map(({ figure, floor }) => [figure, floor])),
    ...floors,
  };
  for (const measured of samples.medians()) {
    const floor = compared[measured.figure];
    printFigure(bench, {
      ...measured,
      ...(floor !== undefined && besideFloor(samples, measured.figure, floor)),
    });
  }
  const verdicts = goals.map((goal) => judge(goal, samples));
  for (const verdict of verdicts) printFigure(bench, verdict);
  if (check && verdicts.some(({ met }) => !met)) process.exitCode = 1;
}

function besideFloor(samples: Samples, figure: string, floor: string | number) {
  return {
    floor: typeof floor === 'number' ? floor : median(samples.of(floor)),
    ratio: ratioOf(samples, figure, floor),
  };
}

function roundOrNull(value: number | undefined): number | null {
  return value === undefined ? null : round(value);
}
