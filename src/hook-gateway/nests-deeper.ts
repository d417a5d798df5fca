const quote = 0x22;
const backslash = 0x5c;
// [ and {, ] and } differ in this bit alone.
const curly = 0x20;
const open = 0x7b;
const close = 0x7d;

/** True if the JSON text has an array or object inside more than `depth` others. Looks at the text: nothing is built. */
export function nestsDeeper(json: Uint8Array, depth: number): boolean {
  let level = 0;
  let inString = false;
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at] ?? 0;
    if (inString) {
      if (byte === backslash) at += 1;
      else if (byte === quote) inString = false;
    } else if (byte === quote) inString = true;
    else if ((byte | curly) === open) {
      level += 1;
      if (level > depth) return true;
    } else if ((byte | curly) === close) level -= 1;
  }
  return false;
}
