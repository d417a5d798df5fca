import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { routedEventTypes, reactionEventTypes } from '../../../src/dispatch/routes.js';
import { checks } from '../../../src/doctor/checks/index.js';

const page = readFileSync(new URL('../../../docs/doctor.md', import.meta.url), 'utf8');

/** The cells of each row, by the first of them. */
const rows = new Map(
  (page.split('## The checks')[1] ?? '')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|')))
    .map(([, id = '', ...cells]) => [id.replaceAll('`', ''), cells] as const),
);

describe('docs/doctor.md', () => {
  for (const { id, title, remedy, byHand } of checks) {
    it(`has ${id} as it is`, () => {
      assert.deepEqual(rows.get(id)?.slice(0, 3), [title, remedy, byHand]);
    });
  }

  it('has no check that there is none of', () => {
    const known = new Set(checks.map(({ id }) => id));
    assert.deepEqual(
      [...rows.keys()].filter((id) => !known.has(id) && id !== 'smtp-test-mail'),
      [],
    );
  });

  it('names every event type that the hook may need', () => {
    for (const type of [...routedEventTypes, ...reactionEventTypes])
      assert(page.includes(`\`${type}\``), type);
  });
});
