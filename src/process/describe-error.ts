/** What of an error may be logged: its class, its code or the type of a failure, and where it came from. Its message may quote anything. */
export interface DescribedError {
  name: string;
  code?: string;
  /** Of Temporal's `ApplicationFailure`. */
  type?: string;
  /** The first frames of its stack. */
  at: string[];
}

const word = /^\w{1,40}$/;

export function describeError(error: Error): DescribedError {
  const { code, type } = error as { code?: unknown; type?: unknown };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    name: error.name,
    ...(typeof code === 'string' && word.test(code) && { code }),
    ...(typeof type === 'string' && word.test(type) && { type }),
    at: frames.slice(0, 8).map((line) => line.trim()),
  };
}
