import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { attention, attentionTo, isAttentionReason } from '../../src/contract/attention.js';
import { readRequest } from '../../src/contract/operator-request.js';

const runbook = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');
const entries = new Map(
  runbook
    .split(/^### /m)
    .slice(1)
    .map((entry) => [/^`([\w-]+)`/.exec(entry)?.[1] ?? entry, entry]),
);

describe('the runbook', () => {
  for (const reason of Object.keys(attention)) {
    it(`has an entry for ${reason}, which says who can help, and speaks of accepting where that helps`, () => {
      assert(isAttentionReason(reason));
      const entry = entries.get(reason);
      assert(entry, 'there is no entry');
      assert.match(entry, /Who can help: /);
      const { onAccept } = attentionTo(reason);
      assert.equal(/[Aa]ccept(?!\w)/.test(entry), onAccept !== undefined);
    });
  }

  it('has no entry for a reason that does not exist', () => {
    assert.deepEqual(
      [...entries.keys()].filter((reason) => !isAttentionReason(reason)),
      [],
    );
  });
});

describe('a reason to park', () => {
  for (const [reason, { explanation, action, whoCanFix }] of Object.entries(attention)) {
    it(`explains ${reason} in whole sentences, without personal data`, () => {
      for (const text of [explanation, action]) assert.match(text, /^[A-Z].*\.$/s);
      assert.ok(
        'request' in readRequest({ operator: whoCanFix, reason: `${explanation} ${action}` }),
      );
    });
  }
});
