import assert from 'node:assert/strict';
import { startMailbox, type Mailbox } from '../../../okta-emulator/mailbox/mailbox.js';
import { startOktaEmulator, type OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import type { LogEvent } from '../../../okta-emulator/system-log/log-event.js';
import { startHookEndpoint, type HookEndpoint } from './hook-endpoint.js';
import { oktaApi, type OktaApi } from './okta-api.js';

const address = 'ann@work.example';

describe("an address that Okta's mails do not reach", () => {
  let mailbox: Mailbox;
  let okta: OktaEmulator;
  let api: OktaApi;
  let endpoint: HookEndpoint;

  beforeEach(async () => {
    mailbox = await startMailbox();
    endpoint = await startHookEndpoint();
    okta = await startOktaEmulator({
      ...{ apiToken: 'token', smtpUrl: mailbox.smtpUrl, mailbox },
      hookBatchWindowMs: 5,
    });
    api = oktaApi(okta);
  });

  afterEach(async () => {
    endpoint.close();
    await okta.close();
    await mailbox.close();
  });

  const bounces = async (method: string, body?: object) => {
    const response = await fetch(`${okta.url}/_emulator/bounces`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text && (JSON.parse(text) as unknown) };
  };
  const nextDelivery = () =>
    new Promise<LogEvent>((resolve) => {
      const unsubscribe = okta.org.log.subscribe((event) => {
        if (event.eventType !== 'system.email.delivery') return;
        unsubscribe();
        resolve(event);
      });
    });
  const activate = async (email = address) => {
    const { id } = await api.createUser({ email });
    const delivery = nextDelivery();
    await api.expect(200, 'POST', `/users/${id}/lifecycle/activate`);
    return { id, event: await delivery };
  };
  const remind = async (id: string) => {
    const delivery = nextDelivery();
    await api.expect(200, 'POST', `/users/${id}/lifecycle/reactivate?sendEmail=true`);
    return await delivery;
  };

  it('leaves a bounce in the System Log about user and address, and no mail in the mailbox', async () => {
    assert.equal((await bounces('POST', { address: 'ANN@work.example' })).status, 201);

    const { id, event } = await activate();

    assert.deepEqual(event.outcome, { result: 'FAILURE', reason: 'bounce' });
    assert.match(event.debugContext.debugData['providerMessage'] ?? '', /^550 /);
    assert.equal(event.actor.type, 'SystemPrincipal');
    assert.deepEqual(
      event.target.map((target) => [target.type, target.id]),
      [
        ['User', id],
        ['email', address],
      ],
    );
    assert.equal(mailbox.mails.length, 0);
    assert.equal((await api.expect(200, 'GET', `/users/${id}`)).status, 'PROVISIONED');
  });

  it('is not tried again: later mails are dropped, until the bounces are cleared', async () => {
    await bounces('POST', { address });
    const { id } = await activate();

    const dropped = await remind(id);
    assert.deepEqual(dropped.outcome, { result: 'FAILURE', reason: 'dropped' });
    assert.equal(dropped.debugContext.debugData['providerMessage'], 'Bounced Address');
    assert.deepEqual((await bounces('GET')).body, [{ address }]);
    assert.equal((await bounces('DELETE')).status, 204);
    const delivered = await remind(id);

    assert.deepEqual(delivered.outcome, { result: 'SUCCESS', reason: 'delivered' });
    assert.deepEqual(
      mailbox.mails.map(({ to }) => to),
      [[address]],
    );
  });

  it('is no other address, and none at all after a reset', async () => {
    await bounces('POST', { address });
    const { event } = await activate('ben@work.example');
    assert.equal(event.outcome.result, 'SUCCESS');

    okta.reset();

    assert.deepEqual((await bounces('GET')).body, []);
  });

  it('must be one', async () => {
    assert.equal((await bounces('POST', { address: 'nobody' })).status, 400);
    assert.equal((await bounces('POST', {})).status, 400);
  });

  it('is told to the hooks that asked for it', async () => {
    const { id: hookId } = await api.expect(200, 'POST', '/eventHooks', {
      name: 'bounces',
      events: { type: 'EVENT_TYPE', items: ['system.email.delivery'] },
      channel: { type: 'HTTP', version: '1.0.0', config: { uri: endpoint.url } },
    });
    await api.expect(200, 'POST', `/eventHooks/${hookId}/lifecycle/verify`);
    await bounces('POST', { address });

    const { event } = await activate();
    await endpoint.arrivals(2);

    assert.deepEqual(endpoint.uuids(), [event.uuid]);
  });

  it('is all that the event names where the org says so', async () => {
    okta.org.settings.mailEventsNameUser = false;
    await bounces('POST', { address });

    const { event } = await activate();

    assert.deepEqual(
      event.target.map(({ type, id }) => [type, id]),
      [['email', address]],
    );
  });
});
