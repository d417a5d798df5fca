import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { createPace } from '../backfill/progress.js';
import type { BackfillStatus } from '../contract/backfill.js';
import { countBackfillHires, findBackfill, readBackfillStatus } from '../operate/backfills.js';
import { whyUnanswered } from '../operate/to-outcome.js';
import { describeEnd, describeProgress } from './describe-backfill.js';
import { NotFoundError } from './not-found-error.js';
import { say } from './say.js';

const lookEveryMs = 1_000;

/**
 * Shows how far a backfill is until it has ended, or until Ctrl-C, which leaves it running.
 *
 * @throws NotFoundError if there is none of the name
 */
export async function followBackfill(client: Client, name: string): Promise<'ended' | 'detached'> {
  const line = createStatusLine();
  const interrupted = new AbortController();
  const interrupt = () => {
    interrupted.abort();
  };
  process.on('SIGINT', interrupt);
  let paceOf: ReturnType<typeof createPace> | undefined;
  try {
    for (;;) {
      const run = await findBackfill(client, name);
      if (run === undefined) throw noBackfill(name);
      const status = await readBackfillStatus(client, name, run).catch(ignoreUnanswered);
      const counts = await countBackfillHires(client, name);
      if (!run.isRunning && status) {
        line.end();
        say(describeEnd(status, counts));
        return 'ended';
      }
      if (status === undefined) line.show('No worker answers: it goes on when one is back.');
      else {
        paceOf ??= createPace(status.total);
        const pace = paceOf({ at: Date.now(), gone: goneThrough(status) });
        line.show(describeProgress(status, counts, pace));
      }
      if (interrupted.signal.aborted || (await waits(lookEveryMs, interrupted.signal))) break;
    }
    line.end();
    say(`It goes on by itself. See how far it is: preenroll backfill --watch ${name}`);
    return 'detached';
  } finally {
    process.off('SIGINT', interrupt);
  }
}

export function noBackfill(name: string): NotFoundError {
  return new NotFoundError(`Temporal knows no backfill ${name}.`);
}

function goneThrough({ started, duplicates }: BackfillStatus): number {
  return started + duplicates;
}

function ignoreUnanswered(error: unknown): undefined {
  if (whyUnanswered(error) === undefined) throw error;
}

/** True if it was interrupted. */
async function waits(ms: number, signal: AbortSignal): Promise<boolean> {
  return sleep(ms, false, { signal }).catch(() => true);
}

/** A line that is written over at a terminal; elsewhere one after the other, now and then, where it says something new. */
function createStatusLine() {
  const { stderr } = process;
  let shown = '';
  let sayAgainAt = 0;
  return {
    show(text: string) {
      if (stderr.isTTY) {
        stderr.write(`\r\u001b[K${text.slice(0, Math.max(20, stderr.columns - 1))}`);
      } else {
        if (text === shown || Date.now() < sayAgainAt) return;
        say(text);
        sayAgainAt = Date.now() + 5_000;
      }
      shown = text;
    },
    end() {
      if (stderr.isTTY && shown !== '') stderr.write('\n');
    },
  };
}
