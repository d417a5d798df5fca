interface SimulatedOktaOptions {
  windowSeconds: number;
  limit: number;
  share: number;
  windowsBegin: 'with the first request' | 'one after another';
  random: () => number;
  now: () => number;
}

interface CountedWindow {
  begins: number;
  ends: number;
  ours: number[];
  foreign: number;
  refused: number;
}

/** One rate limit of Okta's. Its clock is at another time than ours, and its headers name whole seconds. */
export function createSimulatedOkta(options: SimulatedOktaOptions) {
  const { windowSeconds, limit, share, windowsBegin, now } = options;
  const ahead = 1_700_000_000_000 + 1_000 * options.random();
  const windows: CountedWindow[] = [];
  const length = windowSeconds * 1_000;

  function windowAt(time: number): CountedWindow {
    const last = windows.at(-1);
    if (last && last.ends > time) return last;
    const begins = windowsBegin === 'one after another' ? Math.floor(time / length) * length : time;
    const ends =
      windowsBegin === 'one after another'
        ? begins + length
        : Math.ceil((time + length) / 1_000) * 1_000;
    const window = { begins, ends, ours: [], foreign: 0, refused: 0 };
    windows.push(window);
    return window;
  }

  return {
    request(by: 'ours' | 'foreign'): { status: number; headers: Headers } {
      const time = now() + ahead;
      const window = windowAt(time);
      const used = window.ours.length + window.foreign;
      const isRefused = used >= limit;
      if (isRefused) {
        if (by === 'ours') window.refused += 1;
      } else if (by === 'ours') window.ours.push(time);
      else window.foreign += 1;
      return {
        status: isRefused ? 429 : 200,
        headers: new Headers({
          'x-rate-limit-limit': String(limit),
          'x-rate-limit-remaining': String(Math.max(limit - used - 1, 0)),
          'x-rate-limit-reset': String(window.ends / 1_000),
          date: new Date(time).toUTCString(),
        }),
      };
    },

    /** Of all whole windows but the first, in which nobody knows anything yet. */
    result() {
      const counted = windows.slice(1, -1).map((window) => ({
        ...{ ours: window.ours.length, foreign: window.foreign, refused: window.refused },
        allowed: Math.min(Math.floor(limit * share + 1e-9), limit - window.foreign),
        peak: peakOf(window, limit * share),
      }));
      const sum = (of: (window: (typeof counted)[number]) => number) =>
        counted.reduce((total, window) => total + of(window), 0);
      return {
        windows: counted,
        use: sum(({ ours }) => ours) / sum(({ allowed }) => allowed),
        refused: windows.reduce((total, { refused }) => total + refused, 0),
        calls: sum(({ ours }) => ours),
        peak: Math.max(...counted.map(({ peak }) => peak)),
      };
    },
  };
}

function peakOf({ begins, ends, ours }: CountedWindow, share: number): number {
  const tenth = (ends - begins) / 10;
  const most = Math.max(
    ...ours.map((from) => ours.filter((time) => time >= from && time < from + tenth).length),
  );
  return most / (share / 10);
}
