import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Token, Tokens } from 'marked';
import { pages, tokensOf } from '../../support/documentation/pages.js';

const root = path.join(import.meta.dirname, '../../..');

/** Of how many controls a security team gets to know how they stand. */
const controls = 46;

const rows = tokensOf(pages.get('docs/security.md') ?? '')
  .filter((token): token is Tokens.Table => token.type === 'table')
  .flatMap(({ rows: cells }) => cells)
  .map(([number, , state, evidence, missing]) => ({
    number: number?.text ?? '',
    state: state?.text ?? '',
    links: linksIn(evidence?.tokens ?? []),
    missing: missing?.text ?? '',
  }));

describe('the page about security', () => {
  it('has every control once, in order', () => {
    assert.deepEqual(
      rows.map(({ number }) => Number(number)),
      Array.from({ length: controls }, (_, at) => at + 1),
    );
  });

  for (const { number, state, links, missing } of rows) {
    it(`says of ${number} how it stands, with evidence that is there`, () => {
      assert(['held', 'in part', 'not yet'].includes(state), state);
      if (state !== 'not yet') assert(links.length > 0, 'no evidence');
      if (state === 'in part') assert(missing !== '', 'what is missing is not said');
      for (const { href, text } of links) {
        if (href.includes('#') || !href.startsWith('../')) continue;
        const file = path.join(root, 'docs', href);
        assert(existsSync(file), href);
        if (href.endsWith('.test.ts')) assert(hasTitle(file, text), `${href} has no test: ${text}`);
      }
    });
  }
});

function linksIn(tokens: readonly Token[]): { href: string; text: string }[] {
  return tokens
    .filter((token): token is Tokens.Link => token.type === 'link')
    .map(({ href, text }) => ({ href, text }));
}

/** What is filled in by a row of a test's table is left out as `…`. */
function hasTitle(file: string, title: string): boolean {
  const source = readFileSync(file, 'utf8');
  const titles = [
    ...source.matchAll(/\b(?:it|describe)\(\s*(['"`])((?:(?!\1)[^\\]|\\.)+)\1/g),
    // Of a table.
    ...source.matchAll(/\[(['"`])((?:(?!\1)[^\\]|\\.)+)\1,/g),
  ].map(([, , found = '']) => found.replaceAll('\\', ''));
  const parts = title.split('…').map((part) => part.trim());
  return titles.some((found) => parts.every((part) => found.includes(part)));
}
