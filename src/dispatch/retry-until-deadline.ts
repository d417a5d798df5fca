import {
  defaultGrpcRetryOptions,
  makeGrpcRetryInterceptor,
  type ConnectionOptions,
} from '@temporalio/client';

type GrpcInterceptor = NonNullable<ConnectionOptions['interceptors']>[number];

/** Too little to make a call in. */
const tooLateMs = 50;

/**
 * Retries a call to Temporal as the SDK does by default, but not beyond the call's deadline, and never waiting for more than half of what is
 * left: after one "busy" the default would wait for almost two seconds, which is all that a delivery has. The default goes on for up to 18 seconds
 * after the caller has given up, and ends the process with an uncaught error if the connection is closed meanwhile.
 */
export const retryUntilDeadline: GrpcInterceptor = (options, nextCall) => {
  const defaults = defaultGrpcRetryOptions();
  const { deadline = Infinity } = options;
  const timeLeft = () => Number(deadline) - Date.now();
  const interceptor = makeGrpcRetryInterceptor({
    retryableDecider: (attempt, status) =>
      timeLeft() > tooLateMs && defaults.retryableDecider(attempt, status),
    delayFunction: (attempt, status) =>
      Math.min(timeLeft() / 2, defaults.delayFunction(attempt, status)),
  });
  return interceptor(options, nextCall);
};
