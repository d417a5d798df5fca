/** What a probe has found, in words that hold nothing secret: whoever can reach the address reads them. */
export interface Found {
  isWell: boolean;
  status: string;
  [more: string]: string | boolean;
}

/** Must not reject. */
export type Probe = () => Found | Promise<Found>;

/** By the path that is asked. */
export type Probes = ReadonlyMap<string, Probe>;

/** Of several parts in one process: well is what all of them are, and the first that is not gives the status. */
export function joinProbes(...parts: readonly Probes[]): Probes {
  const paths = new Set(parts.flatMap((probes) => [...probes.keys()]));
  return new Map([...paths].map((path) => [path, () => askAll(parts, path)]));
}

async function askAll(parts: readonly Probes[], path: string): Promise<Found> {
  const asked = await Promise.all(parts.map(async (probes) => probes.get(path)?.()));
  const found = asked.filter((one) => one !== undefined);
  const unwell = found.find(({ isWell }) => !isWell);
  return Object.assign({}, ...found, unwell && { isWell: false, status: unwell.status }) as Found;
}
