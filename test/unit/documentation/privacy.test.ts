import assert from 'node:assert/strict';
import type { Tokens } from 'marked';
import { pages, tokensOf } from '../../support/documentation/pages.js';
import { inventory, kinds } from '../../support/personal-data/inventory.js';

const [table] = tokensOf(pages.get('docs/privacy.md') ?? '').filter(
  (token): token is Tokens.Table => token.type === 'table',
);
const rows = (table?.rows ?? []).map((cells) => cells.map(({ text }) => text));

const words = (cell = '') => (cell === '–' ? [] : cell.split(', ').toSorted());

describe('the page about personal data', () => {
  it('says of each place what the search for canaries finds there', () => {
    const described = Object.fromEntries(rows.map(([place = '', what]) => [place, words(what)]));
    const searched = Object.fromEntries(
      Object.entries(inventory).map(([place, what]) => [place, [...what].toSorted()]),
    );
    assert.deepEqual(described, searched);
  });

  it('says of each place why, how long, who reads it and how it is erased', () => {
    for (const cells of rows) {
      assert.equal(cells.length, 6);
      assert.ok(
        cells.every((cell) => cell !== ''),
        cells[0],
      );
    }
  });

  it('uses the words for the data that the search has', () => {
    const used = rows.flatMap(([, what]) => words(what));
    assert.deepEqual(
      used.filter((word) => !kinds.some((kind) => kind === word)),
      [],
    );
  });
});
