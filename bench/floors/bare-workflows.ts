import { condition, defineSignal, proxyActivities, setHandler, sleep } from '@temporalio/workflow';

// What every enrollment is compared with: as many steps as Temporal needs to be told of, and nothing in them.

interface BareActivities {
  step(number: number): Promise<void>;
}

export const goOnSignal = defineSignal('goOn');

const { step } = proxyActivities<BareActivities>({ startToCloseTimeout: '1 minute' });

/** Six steps in sequence, and a signal that is waited for after the fourth. */
export async function bareSixSteps(): Promise<void> {
  let mayGoOn = false;
  setHandler(goOnSignal, () => {
    mayGoOn = true;
  });
  for (let number = 1; number <= 4; number += 1) await step(number);
  await condition(() => mayGoOn);
  await step(5);
  await step(6);
}

/** Four steps, then waits for a signal, a month at most. */
export async function bareWait(): Promise<void> {
  let mayGoOn = false;
  setHandler(goOnSignal, () => {
    mayGoOn = true;
  });
  for (let number = 1; number <= 4; number += 1) await step(number);
  await Promise.race([condition(() => mayGoOn), sleep('30 days')]);
}
