import assert from 'node:assert/strict';
import fc from 'fast-check';
import { noteDate, type ServerClock } from '../../../../src/okta/pacing/server-clock.js';

/** Answers of a server whose clock is behind ours by `ahead`, which names whole seconds only. */
function follow(ahead: number, answers: readonly { gap: number; there: number; back: number }[]) {
  let now = 10_000;
  let clock: ServerClock | undefined;
  for (const { gap, there, back } of answers) {
    now += gap;
    const answeredAt = now + there + back;
    const date = Math.floor((now + there - ahead) / 1_000) * 1_000;
    clock = noteDate(clock, { sentAt: now, answeredAt, date });
    now = answeredAt;
  }
  return clock ?? assert.fail();
}

const answer = fc.record({
  gap: fc.integer({ min: 0, max: 2_000 }),
  there: fc.integer({ min: 1, max: 300 }),
  back: fc.integer({ min: 1, max: 300 }),
});

describe("Okta's clock", () => {
  it('is always within what is believed of it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.array(answer, { minLength: 1, maxLength: 80 }),
        (ahead, answers) => {
          const clock = follow(ahead, answers);
          assert.ok(clock.earliest <= ahead && ahead <= clock.latest, JSON.stringify(clock));
        },
      ),
    );
  });

  it('is known to a few milliseconds and the way of an answer after some answers', () => {
    const answers = Array.from({ length: 60 }, () => ({ gap: 71, there: 5, back: 7 }));
    const { latest } = follow(123_456, answers);
    assert.ok(latest - 123_456 < 7 + 83, `${latest - 123_456} ms late`);
  });

  it('is learnt anew when it was set', () => {
    const before = follow(0, [{ gap: 0, there: 5, back: 5 }]);
    const sentAt = before.at + 1_000;
    const clock = noteDate(before, { sentAt, answeredAt: sentAt + 10, date: sentAt - 3_600_000 });
    assert.deepEqual([clock.earliest, clock.latest], [3_599_000, 3_600_010]);
  });
});
