import assert from 'node:assert/strict';
import { startMailbox, type Mailbox } from '../../../okta-emulator/mailbox/mailbox.js';
import { startOktaEmulator, type OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import { oktaApi, type OktaApi } from './okta-api.js';

describe("Okta's activation mail", () => {
  let mailbox: Mailbox;
  let okta: OktaEmulator;
  let api: OktaApi;

  beforeEach(async () => {
    mailbox = await startMailbox();
    okta = await startOktaEmulator({ apiToken: 'token', smtpUrl: mailbox.smtpUrl });
    api = oktaApi(okta);
  });

  afterEach(async () => {
    await okta.close();
    await mailbox.close();
  });

  const addressed = (to: string) => mailbox.waitForMail((mail) => mail.to.includes(to));
  const deliveries = () =>
    okta.org.log.entries
      .map(({ event }) => event)
      .filter(({ eventType }) => eventType === 'system.email.delivery')
      .map(({ outcome }) => outcome.result);
  const delivery = (result: string) =>
    new Promise<void>((resolve) => {
      const unsubscribe = okta.org.log.subscribe(({ eventType, outcome }) => {
        if (eventType !== 'system.email.delivery' || outcome.result !== result) return;
        unsubscribe();
        resolve();
      });
    });
  const hire = () => api.createUser({ email: 'ann@work.example', secondEmail: 'ann@home.example' });

  it('goes to the primary and the secondary address, with a link that works', async () => {
    const { id } = await hire();
    await api.expect(200, 'POST', `/users/${id}/lifecycle/activate`);

    const [work, home] = await Promise.all(
      ['ann@work.example', 'ann@home.example'].map((address) => addressed(address)),
    );

    const [token] = [...okta.org.activationTokens.keys()];
    const url = `${okta.url}/tokens/${String(token)}/verify`;
    assert.ok(work?.text.includes(url), work?.text);
    assert.match(work?.text ?? '', /expires in 7 days /);
    assert.equal(home?.text, work?.text);
    assert.equal(mailbox.mails.length, 2);
  });

  it('goes to the primary address only where the org does not allow secondary ones', async () => {
    okta.org.settings.secondaryEmailEnabled = false;
    const { id } = await hire();
    const sent = delivery('SUCCESS');
    await api.expect(200, 'POST', `/users/${id}/lifecycle/activate`);

    await sent;

    assert.deepEqual(
      mailbox.mails.map(({ to }) => to),
      [['ann@work.example']],
    );
  });

  it('says how long the link works', async () => {
    okta.org.settings.activationLinkLifetimeMs = 90 * 60 * 1000;
    const { id } = await hire();
    await api.expect(200, 'POST', `/users/${id}/lifecycle/activate`);

    const { text } = await addressed('ann@work.example');

    assert.match(text, /expires in 1 hour, 30 minutes /);
  });

  it('is sent again by reactivate only if that is asked for', async () => {
    const { id } = await api.createUser({ email: 'ann@work.example' });
    await api.expect(200, 'POST', `/users/${id}/lifecycle/activate?sendEmail=false`);
    await api.expect(200, 'POST', `/users/${id}/lifecycle/reactivate`);
    const sent = delivery('SUCCESS');
    await api.expect(200, 'POST', `/users/${id}/lifecycle/reactivate?sendEmail=true`);

    await sent;

    assert.equal(mailbox.mails.length, 1);
  });

  it('is not sent to somebody who signs in with the password he has', async () => {
    const withPassword = await api.createUser({}, { password: 'correct horse' });
    await api.expect(200, 'POST', `/users/${withPassword.id}/lifecycle/activate`);
    const { id } = await api.createUser({ email: 'ann@work.example' });
    await api.expect(200, 'POST', `/users/${id}/lifecycle/activate`);

    await addressed('ann@work.example');

    assert.equal(mailbox.mails.length, 1);
  });

  it('that bounces is a failed delivery in the System Log, not an API error', async () => {
    mailbox.faults.add({ kind: 'refuse', at: 'rcpt', code: 550 });
    const { id } = await api.createUser();
    const bounced = delivery('FAILURE');

    await api.expect(200, 'POST', `/users/${id}/lifecycle/activate`);

    await bounced;
    assert.deepEqual(deliveries(), ['FAILURE']);
  });

  it('waits for a mail server that is away', async () => {
    await mailbox.stop();
    const { id } = await api.createUser({ email: 'ann@work.example' });
    const deferred = delivery('DEFERRED');
    await api.expect(200, 'POST', `/users/${id}/lifecycle/activate`);
    await deferred;
    const sent = delivery('SUCCESS');

    await mailbox.start();

    await sent;
    assert.deepEqual(deliveries(), ['DEFERRED', 'SUCCESS']);
    await addressed('ann@work.example');
  });
});
