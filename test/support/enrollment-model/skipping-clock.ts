import { isGrpcDeadlineError } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';

/** The clock of a server that skips time, and what it said when something happened by the clock of the machine, which is the emulator's. */
export interface SkippingClock {
  /** What the server's clock says, in milliseconds. */
  now: () => number;
  /** What the server's clock said at a time of the machine's; ISO 8601. */
  byServer: (time: string | Date) => string;
  skip: (ms: number) => Promise<void>;
}

const longestSkipMs = 15_000;

/** The server does not skip time any more: see {@link hasServerGivenUp}. */
export class TimeStandsStill extends Error {}

/** No call may be left open: the client would make it again when the connection is closed. */
async function sleepOrGiveUp(environment: TestWorkflowEnvironment, ms: number): Promise<void> {
  const deadline = Date.now() + longestSkipMs;
  try {
    await environment.connection.withDeadline(deadline, () => environment.sleep(ms));
  } catch (error) {
    if (isGrpcDeadlineError(error)) throw new TimeStandsStill();
    throw error;
  }
}

/** Time is skipped through {@link SkippingClock.skip} only: nothing else may make the server skip. */
export async function createSkippingClock(
  environment: TestWorkflowEnvironment,
): Promise<SkippingClock> {
  const ahead = async () => (await environment.currentTimeMs()) - Date.now();
  const skips = [{ from: 0, ahead: await ahead() }];
  const aheadAt = (time: number) => skips.findLast(({ from }) => from <= time)?.ahead ?? 0;

  return {
    now: () => Date.now() + aheadAt(Date.now()),
    byServer(time) {
      const at = new Date(time).getTime();
      return new Date(at + aheadAt(at)).toISOString();
    },
    async skip(ms) {
      // What happens meanwhile is told as of the end: it must not seem older than what the run had seen before it.
      const skip = { from: Date.now(), ahead: aheadAt(Date.now()) + ms };
      skips.push(skip);
      await sleepOrGiveUp(environment, ms);
      skip.ahead = await ahead();
    },
  };
}
