import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { createPace } from '../backfill/progress.js';
import type { BackfillStatus } from '../contract/backfill.js';
import { countBackfillHires, findBackfill, readBackfillStatus } from '../operate/backfills.js';
import { isTemporalUnreachable } from '../operate/temporal-errors.js';
import { whyUnanswered } from '../operate/to-outcome.js';
import { describeEnd, describeProgress } from './describe-backfill.js';
import { NotFoundError } from './not-found-error.js';
import { say } from './say.js';

const lookEveryMs = 1_000;

/**
 * Shows how far a backfill is until it has ended, or until Ctrl-C, which leaves it running. While Temporal or every worker is away it says so, and
 * looks again.
 *
 * @throws NotFoundError if there is none of the name
 */
export async function followBackfill(client: Client, name: string): Promise<'ended' | 'detached'> {
  const line = createStatusLine();
  const over = new AbortController();
  const interrupted = once(process, 'SIGINT', { signal: over.signal }).then(() => undefined);
  const ended = untilEnded(client, name, line, over.signal);
  const outcome = await Promise.race([ended, interrupted]).finally(() => {
    over.abort();
    line.end();
  });
  say(outcome ?? `It goes on by itself. See how far it is: preenroll backfill --watch ${name}`);
  return outcome === undefined ? 'detached' : 'ended';
}

/** Resolves with how it ended. */
async function untilEnded(
  client: Client,
  name: string,
  line: ReturnType<typeof createStatusLine>,
  over: AbortSignal,
): Promise<string> {
  let paceOf: ReturnType<typeof createPace> | undefined;
  for (;;) {
    try {
      const run = await findBackfill(client, name);
      if (run === undefined) throw noBackfill(name);
      const status = await readBackfillStatus(client, name, run);
      const counts = await countBackfillHires(client, name);
      if (!run.isRunning) return describeEnd(status, counts);
      paceOf ??= createPace(status.total);
      const pace = paceOf({ at: Date.now(), gone: goneThrough(status) });
      line.show(describeProgress(status, counts, pace));
    } catch (error) {
      if (isTemporalUnreachable(error)) line.show('Temporal cannot be reached.');
      else if (whyUnanswered(error) === undefined) throw error;
      else line.show('No worker answers: it goes on when one is back.');
    }
    await sleep(lookEveryMs, undefined, { signal: over });
  }
}

export function noBackfill(name: string): NotFoundError {
  return new NotFoundError(`Temporal knows no backfill ${name}.`);
}

function goneThrough({ started, duplicates }: BackfillStatus): number {
  return started + duplicates;
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
