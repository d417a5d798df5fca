/** True if there is an array or object inside more than `depth` others. Looks no deeper than that, so no depth exhausts the stack. */
export function nestsDeeper(json: unknown, depth: number): boolean {
  if (typeof json !== 'object' || json === null) return false;
  if (depth <= 0) return true;
  const values: unknown[] = Array.isArray(json) ? json : Object.values(json);
  // A delivery holds thousands of values, most of them texts: a loop and a look at the type halve the time.
  for (const value of values) {
    if (typeof value === 'object' && nestsDeeper(value, depth - 1)) return true;
  }
  return false;
}
