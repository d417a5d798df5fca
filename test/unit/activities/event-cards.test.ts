import assert from 'node:assert/strict';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createEventCardActivities } from '../../../src/activities/event-cards.js';
import { LogCursorRefusedError } from '../../../src/okta/okta-errors.js';
import { createFakeOkta, type FakeOkta } from '../../support/fake-okta.js';
import { FakeTemporal } from '../dispatch/fake-temporal.js';

const group = '00g0000000000000card';

describe('startEventCards', () => {
  let okta: FakeOkta;
  let temporal: FakeTemporal;
  beforeEach(() => {
    okta = createFakeOkta();
    temporal = new FakeTemporal();
  });

  function start(): Promise<void> {
    const { startEventCards } = createEventCardActivities(okta, {
      concerns: () => true,
      encryptionKey: Buffer.alloc(32, 7),
      triggers: [
        { workflowType: 'greet', taskQueue: 'theirs', groups: [group], payload: 'encrypted' },
      ],
    });
    const from = { since: new Date(Date.now() - 60_000).toISOString() };
    return new MockActivityEnvironment({}, { client: temporal.client }).run(startEventCards, {
      from,
    });
  }

  it('starts those of a page of the log for the members of the named groups, encrypted', async () => {
    const member = okta.addUser({ groupIds: new Set([group]) });
    const event = okta.log.add('user.authentication.auth_via_mfa', member, { method: 'SMS' });
    okta.log.add('user.authentication.auth_via_mfa', okta.addUser(), { method: 'SMS' });
    okta.log.add('user.authentication.auth_via_mfa', '00u0000000000000gone', { method: 'SMS' });

    await start();

    assert.deepEqual(
      temporal.starts.map(({ workflowId }) => workflowId),
      [`user-mfa:greet:${String(event['uuid'])}`],
    );
    const [payload] = temporal.starts[0]?.input?.payloads ?? [];
    assert.equal(Buffer.from(payload?.metadata?.['encoding'] ?? []).toString(), 'binary/encrypted');
  });

  it('gives up where Okta does not give the page a second time', async () => {
    okta.failNext('pollLog', new LogCursorRefusedError());
    await assert.rejects(start(), { name: 'ApplicationFailure', nonRetryable: true });
  });
});
