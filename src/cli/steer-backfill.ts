import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { OperatorRequest } from '../contract/operator.js';
import { cancelBackfill, pauseBackfill, resumeBackfill } from '../operate/backfills.js';
import type { BackfillOptions, Wanted } from './backfill-options.js';
import { followBackfill, noBackfill } from './follow-backfill.js';
import { NotFoundError } from './not-found-error.js';
import { toOperatorRequest } from './operator-request.js';
import { printResults } from './print-results.js';
import { InputError } from './read-stored-events.js';
import { sayIfFrozen } from './say-if-frozen.js';
import { say } from './say.js';
import { withTemporal } from './with-temporal.js';

const asks = { pause: pauseBackfill, resume: resumeBackfill, cancel: cancelBackfill };

const done = {
  pause: 'Nobody more is started until it is resumed; who was started goes on.',
  resume: 'It goes on.',
  cancel: 'The rest is not started; who was started goes on.',
};

/** Watches a backfill that there is, prints its results, or asks it for something. */
export async function steerBackfill(
  { of: name, want }: Extract<Wanted, { of: string }>,
  options: BackfillOptions,
): Promise<void> {
  const steer =
    want === 'watch' || want === 'results' ? undefined : { want, by: toRequest(options) };
  await withTemporal(async ({ client }) => {
    if (want === 'results') {
      await printResults(client, name, options.output);
      return;
    }
    await sayIfFrozen(client);
    if (steer) await ask(client, name, steer);
    else if ((await followBackfill(client, name)) === 'ended' && options.output !== 'text') {
      await printResults(client, name, options.output);
    }
  });
}

function toRequest({ operator, reason }: BackfillOptions): OperatorRequest {
  if (reason === undefined) throw new InputError('Say why with --reason: it is recorded.');
  return toOperatorRequest({ reason, ...(operator !== undefined && { operator }) });
}

async function ask(
  client: Client,
  name: string,
  { want, by }: { want: keyof typeof asks; by: OperatorRequest },
): Promise<void> {
  try {
    await asks[want](client, name, by);
    say(done[want]);
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    throw new NotFoundError(`${noBackfill(name).message} Or it has ended: --results says how.`);
  }
}
