import fc from 'fast-check';

type Mutation = (bytes: Buffer) => Buffer;

// Positions are drawn before the length is known.
const position = fc.nat({ max: 2 ** 20 });
const byte = fc.nat({ max: 255 });

/** Replaces `count` bytes by others. Past the end there is nothing to replace. */
function splice(bytes: Buffer, at: number, count: number, inserted: Uint8Array): Buffer {
  return Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at + count)]);
}

const overwrite = fc.record({ at: position, byte }).map(
  ({ at, byte }): Mutation =>
    (bytes) =>
      splice(bytes, at % (bytes.length + 1), 1, Uint8Array.of(byte)),
);

const flip = fc
  .record({ at: position, bit: fc.nat({ max: 7 }) })
  .map(({ at, bit }): Mutation => (bytes) => {
    const where = at % (bytes.length + 1);
    return splice(bytes, where, 1, Uint8Array.of((bytes[where] ?? 0) ^ (1 << bit)));
  });

const insert = fc
  .record({ at: position, inserted: fc.uint8Array({ minLength: 1, maxLength: 8 }) })
  .map(
    ({ at, inserted }): Mutation =>
      (bytes) =>
        splice(bytes, at % (bytes.length + 1), 0, inserted),
  );

const remove = fc.record({ at: position, count: fc.integer({ min: 1, max: 64 }) }).map(
  ({ at, count }): Mutation =>
    (bytes) =>
      splice(bytes, at % (bytes.length + 1), count, Uint8Array.of()),
);

const truncate = position.map(
  (at): Mutation =>
    (bytes) =>
      bytes.subarray(0, at % (bytes.length + 1)),
);

const duplicate = fc
  .record({ from: position, to: position, count: fc.integer({ min: 1, max: 512 }) })
  .map(({ from, to, count }): Mutation => (bytes) => {
    const start = from % (bytes.length + 1);
    return splice(bytes, to % (bytes.length + 1), 0, bytes.subarray(start, start + count));
  });

/** A few mutations, one after the other: flips, inserts, deletions, truncations, slices that come twice. At most 4 KiB are added. */
export const mutation: fc.Arbitrary<Mutation> = fc
  .array(fc.oneof(overwrite, flip, insert, remove, truncate, duplicate), {
    minLength: 1,
    maxLength: 8,
  })
  .map((mutations) => (bytes) => mutations.reduce((mutated, mutate) => mutate(mutated), bytes));
