// By its file: the package itself loads the whole worker.
import { DefaultLogger, type Logger as TemporalLogger } from '@temporalio/worker/lib/logger.js';
import { pino, type Level, type Logger } from 'pino';
import { describeError } from './describe-error.js';

const redacted = ['phoneNumber', 'email', 'secondEmail', 'token'];

/**
 * JSON lines on standard error, so that standard output stays free for data. Call sites log ids, counts and codes; the redaction
 * is a second line, for what a library may attach; of an error that it attaches, all but the message is written.
 */
export function createLogger(level: string): Logger {
  return pino(
    {
      level,
      serializers: {
        error: (error: unknown) => (error instanceof Error ? describeError(error) : error),
      },
      redact: { paths: redacted.flatMap((key) => [key, `*.${key}`]), remove: true },
    },
    pino.destination({ fd: 2, sync: true }),
  );
}

/** What the SDK warns of at every worker for the queue of a bucket, which has none on purpose. */
const asIntended = 'No workflows registered, not polling for workflow tasks';

/** Temporal's SDK and its core log through the same lines. */
export function toTemporalLogger(logger: Logger): TemporalLogger {
  return new DefaultLogger('TRACE', ({ level, message, meta }) => {
    logger[message === asIntended ? 'debug' : (level.toLowerCase() as Level)](meta ?? {}, message);
  });
}
