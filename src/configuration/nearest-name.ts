import { distance } from 'fastest-levenshtein';

/** The known name that is probably meant; undefined if the name is one of them, or near to none. Case does not count. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  if (known.includes(name)) return undefined;
  const near = known
    .map((each) => ({ each, apart: distance(name.toLowerCase(), each.toLowerCase()) }))
    .filter(({ each, apart }) => apart <= mayDiffer(each.length))
    .sort((one, other) => one.apart - other.apart);
  return near[0]?.each;
}

/** Of short names every other one is near. */
function mayDiffer(length: number): number {
  return length < 4 ? 0 : Math.max(1, Math.floor(length / 4));
}
