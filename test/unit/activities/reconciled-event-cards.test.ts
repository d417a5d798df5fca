import assert from 'node:assert/strict';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createReconciliationActivities } from '../../../src/activities/reconciliation.js';
import { createSignalAllowance } from '../../../src/dispatch/signal-allowance.js';
import { createFakeOkta } from '../../support/fake-okta.js';
import { FakeTemporal } from '../dispatch/fake-temporal.js';

describe('reconcilePage, of event cards', () => {
  it('starts those that no hook started, for the members of the named groups, encrypted', async () => {
    const okta = createFakeOkta();
    const temporal = new FakeTemporal();
    const group = '00g0000000000000card';
    const { reconcilePage } = createReconciliationActivities(okta, {
      ...{ allowance: createSignalAllowance(), concerns: () => true },
      eventCards: {
        encryptionKey: Buffer.alloc(32, 7),
        triggers: [
          { workflowType: 'greet', taskQueue: 'theirs', groups: [group], payload: 'encrypted' },
        ],
      },
    });
    const member = okta.addUser({ groupIds: new Set([group]) });
    const event = okta.log.add('user.authentication.auth_via_mfa', member, { method: 'SMS' });
    okta.log.add('user.authentication.auth_via_mfa', okta.addUser(), { method: 'SMS' });
    okta.log.add('user.authentication.auth_via_mfa', '00u0000000000000gone', { method: 'SMS' });

    const environment = new MockActivityEnvironment({}, { client: temporal.client });
    await environment.run(reconcilePage, {
      from: { since: new Date(Date.now() - 60_000).toISOString() },
      ...{ counted: [], settings: { shareOfLimit: 0.5, signInHints: 'hook' as const } },
    });

    assert.deepEqual(
      temporal.starts.map(({ workflowId }) => workflowId),
      [`user-mfa:greet:${String(event['uuid'])}`],
    );
    const [payload] = temporal.starts[0]?.input?.payloads ?? [];
    assert.equal(Buffer.from(payload?.metadata?.['encoding'] ?? []).toString(), 'binary/encrypted');
  });
});
