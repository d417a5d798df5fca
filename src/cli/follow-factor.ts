import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { FactorStatus } from '../contract/enroll-and-activate-factor.js';
import { actOnFactorRun, askFactorRun, type FactorTarget } from '../operate/factor-runs.js';
import { describeFactorOutcome } from './describe-factor.js';
import { askAtTerminal, canAsk, toPassCode } from './read-pass-code.js';
import { InputError } from './read-stored-events.js';
import { say } from './say.js';
import { describeActivation, readActivation } from './show-activation.js';

const lookEveryMs = 500;

interface FollowOptions {
  /** Whether a QR code is drawn of the secret. */
  qr: boolean;
  /** Called with each status that is another than the last. */
  onChange?: (status: FactorStatus) => void;
}

/**
 * Shows how the enrollment of a factor goes on until it has ended, and asks for the code where somebody sits at a terminal. Ctrl-C leaves the run
 * running: undefined then.
 */
export async function followFactor(
  client: Client,
  target: FactorTarget,
  { qr, onChange }: FollowOptions,
): Promise<FactorStatus | undefined> {
  const over = new AbortController();
  const interrupted = once(process, 'SIGINT', { signal: over.signal }).then(() => undefined);
  let ended: Promise<FactorStatus> | undefined;
  const awaitsCode = new Promise<void>((resolve) => {
    ended = untilEnded(client, target, over.signal, async (status) => {
      onChange?.(status);
      await tell(client, target, status, qr);
      if (status.stage === 'awaiting-code') resolve();
    });
  });
  const detached = awaitsCode.then(() =>
    canAsk() ? takeCodes(client, target, over.signal) : never(over.signal),
  );
  try {
    return await Promise.race([ended, interrupted, detached]);
  } finally {
    over.abort();
  }
}

/** While every worker is away it says so, and looks again. */
async function untilEnded(
  client: Client,
  target: FactorTarget,
  over: AbortSignal,
  onChange: (status: FactorStatus) => Promise<void>,
): Promise<FactorStatus> {
  let last = '';
  for (;;) {
    const answer = await askFactorRun(client, target);
    if ('status' in answer) {
      const { status } = answer;
      if (`${status.stage} ${status.waitingFor}` !== last) await onChange(status);
      last = `${status.stage} ${status.waitingFor}`;
      if (status.stage === 'ended') return status;
    } else if (last !== 'unanswered') {
      say('No worker answers: it goes on when one is back.');
      last = 'unanswered';
    }
    await sleep(lookEveryMs, undefined, { signal: over });
  }
}

async function tell(
  client: Client,
  target: FactorTarget,
  { stage, waitingFor, attention }: FactorStatus,
  qr: boolean,
): Promise<void> {
  if (stage === 'ended') return;
  say(`${stage}: waits for ${waitingFor}${attention ? `: ${attention.explanation}` : ''}`);
  if (stage !== 'awaiting-code' && stage !== 'awaiting-approval') return;
  const activation = await readActivation(client, target);
  if (activation === undefined) return;
  for (const line of await describeActivation(activation, target, qr)) say(line);
}

/** Undefined when the person at the terminal wants no more of it. */
async function takeCodes(
  client: Client,
  target: FactorTarget,
  over: AbortSignal,
): Promise<undefined> {
  for (;;) {
    const given = await askAtTerminal('Code (r for another one, Ctrl-C to leave): ', over);
    if (given === undefined) return undefined;
    if (given === '') continue;
    try {
      const outcome = await actOnFactorRun(
        client,
        target,
        given === 'r'
          ? { act: 'resend' }
          : { act: 'submit', passCode: toPassCode(given, target.userId) },
      );
      if (outcome.outcome === 'done' && outcome.status.result) {
        await never(over);
        return undefined;
      }
      say(describeFactorOutcome(outcome));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      say(error.message);
    }
  }
}

/** The end is told by whoever looks at the run. */
async function never(over: AbortSignal): Promise<undefined> {
  await once(over, 'abort');
  return undefined;
}
