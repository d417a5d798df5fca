import { median, type Samples } from './samples.js';

/** What a figure shall be, against a floor that was measured in the same round or against a number. */
export interface Goal {
  name: string;
  figure: string;
  unit: string;
  floor: string | number;
  ratio: { atLeast: number } | { atMost: number };
  /** A figure that must be zero in every round. */
  without?: string;
}

/**
 * The median of the rounds' own ratios: what troubles one round troubles both. NaN, which reaches no goal, where a floor came out as nothing or less, as
 * that of memory can: it says nothing.
 */
export function ratioOf(samples: Samples, figure: string, floor: string | number): number {
  const values = samples.of(figure);
  const floors = typeof floor === 'number' ? values.map(() => floor) : samples.of(floor);
  if (!floors.every((beside) => beside > 0)) return Number.NaN;
  return median(values.map((value, round) => value / (floors[round] ?? Number.NaN)));
}

/** A goal as it is printed: medians of the rounds; the ratio is the median of the rounds' own ratios. */
export function judge(goal: Goal, samples: Samples) {
  const values = samples.of(goal.figure);
  const floors = typeof goal.floor === 'number' ? [goal.floor] : samples.of(goal.floor);
  const ratio = ratioOf(samples, goal.figure, goal.floor);
  const isReached =
    'atLeast' in goal.ratio ? ratio >= goal.ratio.atLeast : ratio <= goal.ratio.atMost;
  const isClean = goal.without === undefined || samples.of(goal.without).every((n) => n === 0);
  return {
    figure: goal.name,
    value: round(median(values)),
    unit: goal.unit,
    floor: round(median(floors)),
    ratio: round(ratio),
    goal: 'atLeast' in goal.ratio ? `>= ${goal.ratio.atLeast}` : `<= ${goal.ratio.atMost}`,
    met: isReached && isClean,
  };
}

/** Three digits are all that a measurement on a shared machine is worth. */
export function round(value: number): number {
  return Number(value.toPrecision(3));
}
