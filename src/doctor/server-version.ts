/** By major, minor and patch; what stands behind them does not count. */
export function isOlderThan(version: string, other: string): boolean {
  const [ours, theirs] = [version, other].map((text) => text.split(/[.-]/).slice(0, 3).map(Number));
  for (const at of [0, 1, 2]) {
    const difference = (ours?.[at] ?? 0) - (theirs?.[at] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
