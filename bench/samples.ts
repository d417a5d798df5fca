/** What was measured under a name, once per round. */
export interface Samples {
  add(figure: string, value: number, unit: string): void;
  /** Every figure with the median of its rounds, in the order in which they came. */
  medians(): { figure: string; value: number; unit: string }[];
  /** The rounds of one figure. Throws RangeError if there is none of this name. */
  of(figure: string): readonly number[];
}

export function createSamples(): Samples {
  const figures = new Map<string, { unit: string; values: number[] }>();
  return {
    add(figure, value, unit) {
      const { values } = figures.get(figure) ?? { values: [] };
      figures.set(figure, { unit, values: [...values, value] });
    },
    medians: () =>
      [...figures].map(([figure, { unit, values }]) => ({ figure, value: median(values), unit })),
    of(figure) {
      const found = figures.get(figure);
      if (found === undefined) throw new RangeError(`Nothing was measured as ${figure}.`);
      return found.values;
    },
  };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = Number.NaN, high = low] = sorted.slice(
    Math.ceil(middle) - 1,
    Math.floor(middle) + 1,
  );
  return (low + high) / 2;
}
