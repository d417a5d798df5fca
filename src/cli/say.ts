/** Says one line to the person at the terminal. Standard output is for data. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
