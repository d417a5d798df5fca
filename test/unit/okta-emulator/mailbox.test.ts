import assert from 'node:assert/strict';

import { createTransport } from 'nodemailer';

import { startMailbox, type Mailbox } from '../../../okta-emulator/mailbox/mailbox.js';

describe('the mailbox', () => {
  let mailbox: Mailbox;

  beforeEach(async () => {
    mailbox = await startMailbox();
  });

  afterEach(() => mailbox.close());

  const send = (overrides: object = {}) =>
    createTransport({ url: mailbox.smtpUrl, socketTimeout: 300 }).sendMail({
      from: 'okta@example.com',
      to: ['ann@example.com', 'ann@home.example'],
      subject: 'Welcome, Änn',
      text: 'Open https://okta.example/welcome/abc',
      html: '<p>Open <a href="https://okta.example/welcome/abc">the link</a></p>',
      messageId: '<hire-1@example.com>',
      ...overrides,
    });

  it('keeps a mail with its recipients, texts and message id', async () => {
    await send();

    const [mail] = mailbox.mails;
    assert.deepEqual(mail?.to, ['ann@example.com', 'ann@home.example']);
    assert.equal(mail.from, 'okta@example.com');
    assert.equal(mail.subject, 'Welcome, Änn');
    assert.equal(mail.text.trim(), 'Open https://okta.example/welcome/abc');
    assert.match(mail.html, /<a href=/);
    assert.equal(mail.messageId, '<hire-1@example.com>');
    assert.ok(Number.isFinite(Date.parse(mail.receivedAt)));
  });

  it('lists mails in the order of their arrival', async () => {
    for (const subject of ['first', 'second', 'third']) await send({ subject });

    assert.deepEqual(
      mailbox.mails.map(({ subject }) => subject),
      ['first', 'second', 'third'],
    );
  });

  it('waits for a mail that is still to come, and finds one that has come', async () => {
    const waited = mailbox.waitForMail(({ subject }) => subject === 'second');
    await send({ subject: 'first' });
    await send({ subject: 'second' });

    assert.equal((await waited).subject, 'second');
    assert.equal((await mailbox.waitForMail(({ to }) => to.length === 2)).subject, 'first');
  });

  it('stops waiting when the signal fires', async () => {
    const controller = new AbortController();
    const waited = mailbox.waitForMail(() => true, { signal: controller.signal });
    controller.abort(new Error('enough'));

    await assert.rejects(waited, /enough/);
  });

  for (const code of [451, 550]) {
    it(`refuses recipients with ${code} as often as it was told to`, async () => {
      mailbox.faults.add({ kind: 'refuse', at: 'rcpt', code, count: 1 });

      await assert.rejects(send({ to: 'ann@example.com' }), { responseCode: code });
      await send({ to: 'ann@example.com' });
      assert.equal(mailbox.mails.length, 1);
    });

    it(`refuses the message with ${code} after it was transmitted`, async () => {
      mailbox.faults.add({ kind: 'refuse', at: 'data', code, count: 1 });

      await assert.rejects(send(), { responseCode: code });
      assert.equal(mailbox.mails.length, 0);
    });
  }

  it('hangs without keeping the message', async () => {
    mailbox.faults.add({ kind: 'hang', count: 1 });

    await assert.rejects(send(), { code: 'ETIMEDOUT' });
    assert.equal(mailbox.mails.length, 0);
  });

  it('keeps the message and never says so', async () => {
    mailbox.faults.add({ kind: 'answer-late', count: 1 });

    await assert.rejects(send(), { code: 'ETIMEDOUT' });
    assert.equal(mailbox.mails.length, 1);
  });

  it('keeps the message and says so late', async () => {
    mailbox.faults.add({ kind: 'answer-late', ms: 100, count: 1 });
    const sending = send();
    await mailbox.waitForMail(() => true);

    assert.equal(await Promise.race([sending, Promise.resolve('not yet')]), 'not yet');
    assert.match((await sending).response, /^250 /);
  });

  it('keeps the message and cuts the connection', async () => {
    mailbox.faults.add({ kind: 'cut', count: 1 });

    await assert.rejects(send(), { code: 'ECONNECTION' });
    assert.equal(mailbox.mails.length, 1);
  });

  it('refuses connections while stopped, and keeps its port and its mails', async () => {
    await send();
    await mailbox.stop();
    await assert.rejects(send(), { code: 'ESOCKET' });

    await mailbox.start();
    await send();
    assert.equal(mailbox.mails.length, 2);
  });

  it('forgets mails and faults when cleared', async () => {
    mailbox.faults.add({ kind: 'refuse', at: 'data', code: 550 });
    await assert.rejects(send());
    mailbox.clear();

    await send();
    assert.equal(mailbox.mails.length, 1);
  });

  it('does not start on a port that is taken', async () => {
    const port = Number(new URL(mailbox.smtpUrl).port);

    await assert.rejects(startMailbox({ port }), { code: 'EADDRINUSE' });
  });
});
