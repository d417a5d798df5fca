import { condition, log, setCurrentDetails, setHandler, workflowInfo } from '@temporalio/workflow';
import {
  freezeStatusQuery,
  unfreezeSignal,
  type FreezeInput,
  type FreezeResult,
} from '../contract/freeze.js';
import type { OperatorRequest } from '../contract/operator.js';

/**
 * The one switch: as long as it runs, no activity changes anything in the world. It ends with the first signal `unfreeze`. Cancelling or
 * terminating it ends the freeze too, without saying who did it.
 */
export async function freeze(input: FreezeInput): Promise<FreezeResult> {
  const frozen = requestOf(input);
  const since = workflowInfo().startTime.toISOString();
  let unfrozen: OperatorRequest | undefined;
  setHandler(unfreezeSignal, (request) => {
    unfrozen ??= requestOf(request);
  });
  setHandler(freezeStatusQuery, () => ({ ...frozen, since }));

  setCurrentDetails(describe(frozen, since));
  log.warn('Everything is frozen');
  await condition(() => unfrozen !== undefined);
  log.warn('Nothing is frozen any more');
  const result = { frozen, unfrozen: requestOf(unfrozen) };
  setCurrentDetails(
    `Frozen by ${frozen.operator} since ${since}, unfrozen by ${result.unfrozen.operator}.`,
  );
  return result;
}

/** A person may have written it by hand: what is not there is unknown. */
function requestOf(value: unknown): OperatorRequest {
  const given: Partial<Record<keyof OperatorRequest, unknown>> =
    typeof value === 'object' && value !== null ? value : {};
  return { operator: textOf(given.operator), reason: textOf(given.reason) };
}

function textOf(value: unknown): string {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : 'unknown';
}

function describe({ operator, reason }: OperatorRequest, since: string): string {
  return [
    `**Everything is frozen** since ${since}, by ${operator}. The reason: ${reason}`,
    'As long as this run is running, preenroll changes nothing in Okta and sends no mails. It tries again all the time, so nothing is lost.',
    '**To unfreeze**: `preenroll unfreeze`, or send this run the signal `unfreeze` with `{"operator":"<you>","reason":"<why>"}`.',
  ].join('\n\n');
}
