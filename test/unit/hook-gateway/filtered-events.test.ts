import assert from 'node:assert/strict';
import { createEventFilter } from '../../../src/dispatch/event-filter.js';
import { oktaLogEvent } from '../dispatch/okta-log-event.js';
import { envelope } from './envelope.js';
import { deliver } from './http-client.js';
import { runGateway } from './running-gateway.js';

const filter = createEventFilter(
  {
    ignoreTypes: ['user.session.start'],
    ignoreActors: [],
    ownActors: ['0oaours'],
    loginPattern: /@example\.com$/i,
    signInHints: 'hook',
  },
  'hook',
);

const bySelf = { actor: { id: '0oaours', type: 'PublicClientApp' } };
const activated = oktaLogEvent({ eventType: 'user.lifecycle.activate', ...bySelf });
const filtered = {
  'a type that is ignored': oktaLogEvent({ eventType: 'user.session.start' }),
  'our own activation of a hire': activated,
  'a user of another login': oktaLogEvent({
    target: [{ id: '00uother0other0other', type: 'User', alternateId: 'p@partner.example' }],
  }),
};

describe('an event that does not concern us', () => {
  for (const [what, event] of Object.entries(filtered)) {
    it(`starts and signals nothing, and is accepted and counted: ${what}`, async () => {
      const gateway = await runGateway({ concerns: filter });
      const { status } = await deliver(gateway.port, envelope([event]));
      await gateway.close();

      assert.equal(status, 204);
      assert.deepEqual(gateway.deliveries, []);
      const [counted] = gateway.counted;
      assert.deepEqual(counted?.labels, { event_type: event['eventType'], outcome: 'ignored' });
    });
  }

  it('does not keep the others of its delivery back, nor what we created ourselves', async () => {
    const created = oktaLogEvent({ uuid: 'created', ...bySelf });
    const gateway = await runGateway({ concerns: filter });
    await deliver(gateway.port, envelope([activated, created]));
    await gateway.close();

    const uuids = gateway.deliveries.map(({ events }) => events.map(({ uuid }) => uuid));
    assert.deepEqual(uuids, [['created']]);
  });

  it('comes along with the others, beside them, for those who need what Okta sent', async () => {
    const created = oktaLogEvent({ uuid: 'created' });
    const body = envelope([activated, created]);
    const gateway = await runGateway({ concerns: filter });
    await deliver(gateway.port, body);
    await gateway.close();

    const [delivery] = gateway.deliveries;
    assert.deepEqual(delivery?.values, [activated, created]);
    assert.deepEqual(delivery.envelope, body);
    assert.equal(delivery.headers['user-agent'], 'Okta-Integrations');
  });

  it('concerns us where no filter is set', async () => {
    const gateway = await runGateway();
    await deliver(gateway.port, envelope([activated]));
    await gateway.close();
    assert.equal(gateway.deliveries.length, 1);
  });
});
