/** True if there is an array or object inside more than `depth` others. Looks no deeper than that, so no depth exhausts the stack. */
export function nestsDeeper(json: unknown, depth: number): boolean {
  if (typeof json !== 'object' || json === null) return false;
  return depth <= 0 || Object.values(json).some((inner) => nestsDeeper(inner, depth - 1));
}
