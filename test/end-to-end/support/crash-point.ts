import { Client } from '@grpc/grpc-js';

// Loaded into a gateway by --import: kills it with SIGKILL around one of its calls to Temporal that make an event durable, counted from 1.
const { CRASH_BEFORE, CRASH_AFTER } = process.env;
const prototype = Client.prototype as unknown as {
  makeUnaryRequest: (path: string, ...rest: unknown[]) => unknown;
};
const makeUnaryRequest = prototype.makeUnaryRequest;
let sent = 0;
let answered = 0;

prototype.makeUnaryRequest = function (path, ...rest) {
  if (!/\/(StartWorkflowExecution|SignalWorkflowExecution)$/.test(path)) {
    return makeUnaryRequest.call(this, path, ...rest);
  }
  sent += 1;
  if (sent === Number(CRASH_BEFORE)) process.kill(process.pid, 'SIGKILL');
  const callback = rest.pop() as (...answer: unknown[]) => void;
  return makeUnaryRequest.call(this, path, ...rest, (...answer: unknown[]) => {
    answered += 1;
    if (answered === Number(CRASH_AFTER)) process.kill(process.pid, 'SIGKILL');
    callback(...answer);
  });
};
