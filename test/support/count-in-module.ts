import { condition, defineSignal, setHandler } from '@temporalio/workflow';

export const lookSignal = defineSignal('look');

// What a workflow must never have, here on purpose.
let runs = 0;

/** A workflow that counts in its module's state, and says the count when it is signaled. */
export async function countInModule(): Promise<number> {
  let mayLook = false;
  setHandler(lookSignal, () => {
    mayLook = true;
  });
  runs += 1;
  await condition(() => mayLook);
  return runs;
}
