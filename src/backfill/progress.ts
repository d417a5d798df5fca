/** How many rows were gone through at a time. */
export interface Sample {
  at: number;
  gone: number;
}

export interface Pace {
  /** Rows a minute, of late. Absent until something has moved. */
  perMinute?: number;
  /** Until the last row is gone through, at this rate. */
  minutesLeft?: number;
}

/** What is longer ago says nothing about the present. */
const windowMs = 2 * 60_000;

/** Keeps the samples of the last minutes, and says how fast it goes. */
export function createPace(total: number): (sample: Sample) => Pace {
  let samples: Sample[] = [];
  return (latest) => {
    samples = [...samples.filter(({ at }) => at >= latest.at - windowMs), latest];
    const first = samples[0] ?? latest;
    const gone = latest.gone - first.gone;
    const minutes = (latest.at - first.at) / 60_000;
    if (gone <= 0 || minutes <= 0) return {};
    const perMinute = gone / minutes;
    return { perMinute, minutesLeft: Math.max(0, total - latest.gone) / perMinute };
  };
}
