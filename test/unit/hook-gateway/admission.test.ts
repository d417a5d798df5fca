import assert from 'node:assert/strict';
import {
  createAdmission,
  type Admission,
  type LeavePlace,
} from '../../../src/hook-gateway/admission.js';
import { pushAtSlowTemporal } from './slow-temporal.js';

const withinMs = 2_000;
const maxInFlight = 100;

/** Enters as often as it is let in. */
function enterAll(admission: Admission): LeavePlace[] {
  const places: LeavePlace[] = [];
  for (let leave = admission.enter(); leave; leave = admission.enter()) places.push(leave);
  return places;
}

describe('the admission of deliveries', () => {
  let now: number;
  let admission: Admission;
  beforeEach(() => {
    now = 0;
    admission = createAdmission({ maxInFlight, withinMs, now: () => now });
  });

  /** Lets in whoever may, lets time pass, and ends them all alike. */
  function round({ takes, isTaken = true }: { takes: number; isTaken?: boolean }): number {
    const places = enterAll(admission);
    now += takes;
    for (const leave of places) leave(isTaken);
    return places.length;
  }

  it('lets in as many as the limit allows, and another one for each that leaves', () => {
    const [leave] = enterAll(admission);
    assert.equal(admission.enter(), undefined);
    leave?.(true);
    assert.equal(enterAll(admission).length, 1);
  });

  it('stays at its most while all are quick, also where each takes a while, whatever their number', () => {
    for (const takes of [5, 100, 900]) {
      for (let at = 0; at < 20; at += 1) assert.equal(round({ takes }), maxInFlight);
    }
    for (let at = 0; at < 20; at += 1) {
      const leave = admission.enter();
      now += 900;
      leave?.(true);
    }
    assert.equal(round({ takes: 5 }), maxInFlight);
  });

  it('lets in only one, as a probe, once all have missed their deadline', () => {
    assert.equal(round({ takes: withinMs, isTaken: false }), maxInFlight);
    for (let at = 0; at < 5; at += 1) assert.equal(round({ takes: withinMs, isTaken: false }), 1);
  });

  it('opens again within a few deliveries that are quick', () => {
    round({ takes: withinMs, isTaken: false });
    assert.equal(round({ takes: 10 }), 1);
    assert(round({ takes: 10 }) >= 16);
    assert.equal(round({ takes: 10 }), maxInFlight);
  });

  it('shrinks when deliveries come close to their deadline, though none has missed it', () => {
    round({ takes: 1_900 });
    assert(round({ takes: 1_900 }) < maxInFlight);
  });

  it('is not impressed by a single one that was slow', () => {
    const leave = admission.enter();
    now += 1_900;
    leave?.(true);
    assert(enterAll(admission).length >= 64);
  });

  it('learns nothing from calls that fail at once', () => {
    for (let at = 0; at < 10; at += 1)
      assert.equal(round({ takes: 5, isTaken: false }), maxInFlight);
  });

  describe('at a Temporal that takes 20 deliveries a second, with 64 connections pushing', () => {
    const load = { connections: 64, perSecond: 20, withinMs, seconds: 60, afterSeconds: 10 };

    it('soon ends all that it lets in within their deadline, and uses what there is', () => {
      const { inTime, late } = pushAtSlowTemporal(load, (clock) =>
        createAdmission({ maxInFlight, withinMs, now: clock }),
      );
      assert(inTime >= 0.95 * load.perSecond * 50, `${inTime} in time`);
      assert.equal(late, 0);
    });

    it('where a fixed limit would let all time out', () => {
      const { inTime, late } = pushAtSlowTemporal(load, () => {
        let places = maxInFlight;
        return {
          enter() {
            if (places === 0) return undefined;
            places -= 1;
            return () => (places += 1);
          },
        };
      });
      assert.equal(inTime, 0);
      assert(late >= load.connections * 20, `${late} late`);
    });
  });
});
