import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import type { SlotReserveContext } from '@temporalio/worker';
import { createPacedSlots } from '../../../src/worker/paced-slots.js';

const context = {} as SlotReserveContext;
const slotInfo = { type: 'activity', activityType: 'addToGroup' } as const;

describe("the slots of a bucket's queue", () => {
  let wait: number;
  let aheads: number[];

  beforeEach(() => {
    wait = 0;
    aheads = [];
  });

  const createSlots = () =>
    createPacedSlots(10, (ahead) => {
      aheads.push(ahead);
      return wait;
    });

  function reserve(slots: ReturnType<typeof createSlots>, aborted = new AbortController().signal) {
    const granted: object[] = [];
    const reserved = slots.reserveSlot(context, aborted).then((permit) => granted.push(permit));
    return { granted, reserved };
  }

  it('are handed out while the turn of the next task is near, up to ten', async () => {
    const slots = createSlots();
    const asked = Array.from({ length: 12 }, () => reserve(slots));
    await setImmediate();
    assert.equal(asked.flatMap(({ granted }) => granted).length, 10);
    assert.equal(slots.tryReserveSlot(context), null);
    assert.deepEqual(aheads, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('are not handed out while the turn is far away, and are as soon as it is not', async () => {
    wait = 4_020;
    const slots = createSlots();
    const { granted, reserved } = reserve(slots);
    await setImmediate();
    assert.deepEqual(granted, []);
    assert.equal(slots.tryReserveSlot(context), null);

    wait = 0;
    await reserved;
    assert.equal(granted.length, 1);
  });

  it('come free when a task ends, or was not there', async () => {
    const slots = createSlots();
    const permits: object[] = [];
    for (let n = 0; n < 10; n++)
      permits.push(await slots.reserveSlot(context, new AbortController().signal));
    const [first = {}, second = {}] = permits;
    const asked = [reserve(slots), reserve(slots), reserve(slots)];
    slots.markSlotUsed({ permit: first, slotInfo });
    await setImmediate();
    assert.equal(asked.flatMap(({ granted }) => granted).length, 0);

    slots.releaseSlot({ permit: first, slotInfo });
    slots.releaseSlot({ permit: second });
    await setImmediate();
    assert.equal(asked.flatMap(({ granted }) => granted).length, 2);
  });

  it('are not handed out to who does not need them any more', async () => {
    wait = Infinity;
    const slots = createSlots();
    const gone = new AbortController();
    const { reserved } = reserve(slots, gone.signal);
    const reason = new Error('The worker shuts down');
    gone.abort(reason);
    // Any other error is one of the slots in the eyes of the SDK, which logs it.
    await assert.rejects(reserved, (error) => error === reason);

    wait = 0;
    assert.equal(
      (await Promise.all(Array.from({ length: 10 }, () => reserve(slots).reserved))).length,
      10,
    );
  });

  it('are not handed out any more while it drains, which ends when each has fetched a task or found none', async () => {
    const slots = createSlots();
    const [first, second] = [{}, {}].map(() => slots.tryReserveSlot(context) ?? assert.fail());
    const asked = reserve(slots);
    await asked.reserved;
    const [third = {}] = asked.granted;

    let isDrained = false;
    const drained = slots.drain().then(() => {
      isDrained = true;
    });
    assert.equal(slots.tryReserveSlot(context), null);
    slots.markSlotUsed({ permit: first ?? {}, slotInfo });
    slots.releaseSlot({ permit: second ?? {} });
    await setImmediate();
    assert.equal(isDrained, false);
    slots.markSlotUsed({ permit: third, slotInfo });
    await drained;
    assert.equal(slots.tryReserveSlot(context), null);
  });

  it('need not be waited for where none fetches', async () => {
    await createSlots().drain();
  });
});
