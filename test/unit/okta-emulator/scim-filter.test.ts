import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseScimFilter, ScimFilterError } from '../../../okta-emulator/api/scim-filter.js';

const anything = { check: () => undefined, caseSensitive: true };
const fits = (source: string, resource: object, caseSensitive = true) =>
  parseScimFilter(source, { ...anything, caseSensitive })(resource);

const event = {
  eventType: 'user.session.start',
  uuid: 'u1',
  actor: { id: 'a1', detailEntry: null },
  target: [{ id: 't1' }, { id: 't2' }],
  published: new Date('2026-01-02T03:04:05.678Z'),
  step: 0,
  proxy: false,
};

describe('a SCIM filter', () => {
  const cases: [string, boolean][] = [
    ['eventType eq "user.session.start"', true],
    ['eventType eq "other"', false],
    ['eventType ne "other"', true],
    ['eventType co "session"', true],
    ['eventType sw "user."', true],
    ['eventType ew ".start"', true],
    ['eventType eq "a" or eventType eq "user.session.start"', true],
    ['eventType eq "user.session.start" and uuid eq "u2"', false],
    ['uuid eq "u2" and uuid eq "u1" or uuid eq "u1"', true],
    ['uuid eq "u2" and (uuid eq "u1" or uuid eq "u1")', false],
    ['not (uuid eq "u2")', true],
    ['target.id eq "t2"', true],
    ['target.id eq "t1" and target.id eq "t2"', true],
    ['target.id ne "t2"', false],
    ['target pr', false],
    ['target.id pr', true],
    ['actor.detailEntry pr', false],
    ['nothing.here pr', false],
    ['nothing.here ne "x"', true],
    ['step eq 0', true],
    ['proxy eq false', true],
    ['actor.detailEntry eq null', true],
    ['published gt "2026-01-01T00:00:00.000Z"', true],
    ['published lt "2026-01-01T00:00:00.000Z"', false],
    ['UUID eq "u1"', false],
    ['uuid EQ "u1" AND uuid PR', true],
    ['uuid eq "U1"', false],
  ];
  for (const [source, expected] of cases) {
    it(`${source}: ${String(expected)}`, () => {
      assert.equal(fits(source, event), expected);
    });
  }

  it('compares without regard to case where it is told to', () => {
    assert.equal(fits('uuid eq "U1"', event, false), true);
  });

  it('finds any text again that JSON can quote', () => {
    fc.assert(
      fc.property(fc.string(), (value) =>
        fits(`name eq ${JSON.stringify(value)}`, { name: value }),
      ),
    );
  });

  it('names only equalities that hold for whatever fits', () => {
    const comparison = fc
      .tuple(
        fc.constantFrom('a', 'b'),
        fc.constantFrom('eq', 'gt', 'sw'),
        fc.constantFrom('x', 'y'),
      )
      .map(([attribute, operator, value]) => `${attribute} ${operator} "${value}"`);
    const { filter } = fc.letrec<{ filter: string }>((tie) => ({
      filter: fc.oneof(
        { maxDepth: 3 },
        comparison,
        fc
          .tuple(tie('filter'), fc.constantFrom('and', 'or'), tie('filter'))
          .map((parts) => parts.join(' ')),
        tie('filter').map((inner) => `(${inner})`),
        tie('filter').map((inner) => `not (${inner})`),
      ),
    }));
    const resource = fc.record({ a: fc.constantFrom('x', 'y'), b: fc.constantFrom('x', 'y') });
    fc.assert(
      fc.property(filter, resource, (source, candidate) => {
        const parsed = parseScimFilter(source, anything);
        fc.pre(parsed(candidate));
        return (parsed.needs ?? []).every((equalities) =>
          equalities.some(({ attribute, value }) => candidate[attribute as 'a' | 'b'] === value),
        );
      }),
    );
  });

  const needs: [string, string[][]][] = [
    ['a eq "1" and b sw "2" and c eq "3"', [['a 1'], ['c 3']]],
    ['(a eq "1" or b eq "2") and c gt "3"', [['a 1', 'b 2']]],
    ['a eq "1" or b sw "2"', []],
    ['not (a eq "1")', []],
  ];
  for (const [source, expected] of needs) {
    it(`${source}: can be looked up by ${JSON.stringify(expected)}`, () => {
      const found = parseScimFilter(source, anything).needs ?? [];
      assert.deepEqual(
        found.map((equalities) =>
          equalities.map(({ attribute, value }) => `${attribute} ${String(value)}`),
        ),
        expected,
      );
    });
  }

  const unreadable = [
    ['', 'position 0'],
    ['uuid', 'position 4'],
    ['uuid eqq "u1"', 'position 5'],
    ['uuid eq u1', 'position 8'],
    ['uuid eq "u1', 'position 8'],
    ['uuid eq "\\x"', 'position 8'],
    ['uuid eq "u1" uuid eq "u2"', 'position 13'],
    ['(uuid eq "u1"', 'position 13'],
    ['uuid eq "u1")', 'position 12'],
    ['not uuid eq "u1"', 'position 4'],
    ['target[id eq "t1"]', 'position 0'],
  ] as const;
  for (const [source, position] of unreadable) {
    it(`can't read ${JSON.stringify(source)}, and says where`, () => {
      assert.throws(() => parseScimFilter(source, anything), {
        name: ScimFilterError.name,
        message: new RegExp(position),
      });
    });
  }
});
