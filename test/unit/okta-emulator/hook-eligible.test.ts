import assert from 'node:assert/strict';

import { isHookEligible } from '../../../okta-emulator/event-hooks/hook-eligible.js';
import { readReference } from '../../support/reference-data.js';

describe('hook-eligible event types', () => {
  it('are those that the catalogue of Okta marks as such', async function () {
    const catalogue = await readReference(this, 'spec/okta-event-types-2026.08-subset.csv');
    const rows = catalogue.split('\n').filter((row) => /^[a-z_]+\./.test(row));
    assert.ok(rows.length > 100);

    for (const row of rows) {
      const [eventType = ''] = row.split(',');
      assert.equal(isHookEligible(eventType), row.includes('event-hook-eligible'), eventType);
    }
  });
});
