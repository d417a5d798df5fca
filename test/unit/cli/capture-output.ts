/** What a command wrote, and the exit code that it left. */
export interface Output {
  stdout: string;
  stderr: string;
  exitCode: NodeJS.Process['exitCode'];
}

/** Runs a command within this process and keeps what it writes from the test's own output. The command is told what it has written so far. */
export async function captureOutput(
  command: (written: Readonly<Pick<Output, 'stdout' | 'stderr'>>) => Promise<void>,
): Promise<Output> {
  const { exitCode: before, stdout, stderr } = process;
  const written = { stdout: '', stderr: '' };
  const restore = [
    replaceWrite(stdout, (text) => (written.stdout += text)),
    replaceWrite(stderr, (text) => (written.stderr += text)),
  ];
  process.exitCode = undefined;
  try {
    await command(written);
    return { ...written, exitCode: process.exitCode };
  } finally {
    for (const undo of restore) undo();
    process.exitCode = before;
  }
}

function replaceWrite(stream: NodeJS.WriteStream, write: (text: string) => void): () => void {
  const original = stream.write.bind(stream);
  stream.write = (text: string | Uint8Array) => {
    write(String(text));
    return true;
  };
  return () => {
    stream.write = original;
  };
}
