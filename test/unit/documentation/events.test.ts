import assert from 'node:assert/strict';
import type { Tokens } from 'marked';
import { alertEventTypes } from '../../../src/activities/log-entry.js';
import { reactionEventTypes, routedEventTypes } from '../../../src/dispatch/routes.js';
import { pages, tokensOf } from '../../support/documentation/pages.js';
import { sourceText } from '../../support/documentation/source-text.js';
import { readReference } from '../../support/reference-data.js';

const [hooked = [], logged = [], asked = [], unused = []] = tokensOf(
  pages.get('docs/events.md') ?? '',
)
  .filter((token): token is Tokens.Table => token.type === 'table')
  .map(({ rows }) => rows.map((cells) => cells.map(({ text }) => text)));

/** Of the first column, without the backticks; there may be two in a cell. */
const typesIn = (rows: readonly string[][]) =>
  rows.flatMap(([cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map(([, type = '']) => type));

describe('the page about events', () => {
  it('has those that the hook is subscribed to', () => {
    assert.deepEqual(
      typesIn(hooked).toSorted(),
      [...routedEventTypes, ...reactionEventTypes].toSorted(),
    );
  });

  it('has those that the reconciliation reads besides', () => {
    assert.deepEqual(typesIn(logged).toSorted(), [...alertEventTypes].toSorted());
  });

  it('has every type that the code names, and none of them as unused', () => {
    const named = new Set(
      sourceText('src')
        .match(/\b(?:user|group|system|event_hook)\.(?:[a-z_]+\.)*[a-z_]+(?=["'`])/g)
        ?.filter((type) =>
          /^(user\.(lifecycle|account|session|mfa|authentication)|group\.user_membership|system\.email|event_hook)\./.test(
            type,
          ),
        ),
    );
    assert(named.size > 10);
    const used = new Set(typesIn([...hooked, ...logged, ...asked]));
    assert.deepEqual(
      [...named].filter((type) => !used.has(type)),
      [],
    );
    assert.deepEqual(
      typesIn(unused).filter((type) => used.has(type)),
      [],
    );
  });

  it("says of each what Okta's catalogue says of hooks", async function () {
    const catalogue = await readReference(this, 'spec/okta-event-types-2026.08-subset.csv');
    const eligible = new Map(
      catalogue
        .split('\n')
        .map((line) => [line.split(',')[0] ?? '', line.includes('event-hook-eligible')]),
    );
    for (const row of [...hooked, ...logged, ...asked]) {
      const [type = ''] = typesIn([row]);
      assert.equal(eligible.get(type), row.at(-1) === 'yes', type);
    }
  });
});
