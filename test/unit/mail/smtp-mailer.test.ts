import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { startMailbox, type Mailbox } from '../../../okta-emulator/mailbox/mailbox.js';
import { MailError, type Mail } from '../../../src/mail/mailer.js';
import { createSmtpMailer } from '../../../src/mail/smtp-mailer.js';

const mail: Mail = {
  to: 'ann@home.example',
  messageId: 'mfa-enrolled.00u00000000000000001',
  subject: 'MFA enrolled for Okta',
  text: 'Hello Änn',
  html: '<p>Hello Änn</p>',
};

describe('createSmtpMailer', () => {
  let mailbox: Mailbox;

  beforeEach(async () => {
    mailbox = await startMailbox();
  });

  afterEach(() => mailbox.close());

  const send = (changes: Partial<Mail> = {}, { url = mailbox.smtpUrl, timeoutMs = 5_000 } = {}) =>
    createSmtpMailer({ url, from: 'IT <it@example.com>', timeoutMs }).send({ ...mail, ...changes });

  async function refusal(sending: Promise<void>): Promise<MailError> {
    const [outcome] = await Promise.allSettled([sending]);
    assert(outcome.status === 'rejected', 'the mail was accepted');
    assert(outcome.reason instanceof MailError);
    assert.doesNotMatch(outcome.reason.message, /example|00u/, 'the message holds an address');
    return outcome.reason;
  }

  it('delivers the mail with both of its texts', async () => {
    await send();

    const [received] = mailbox.mails;
    assert.deepEqual(received?.to, ['ann@home.example']);
    assert.equal(received.from, 'it@example.com');
    assert.equal(received.subject, 'MFA enrolled for Okta');
    assert.equal(received.text.trim(), 'Hello Änn');
    assert.equal(received.html.trim(), '<p>Hello Änn</p>');
  });

  it("gives a mail that is sent twice one Message-ID, of the sender's domain", async () => {
    await send();
    await send();

    assert.deepEqual(
      mailbox.mails.map(({ messageId }) => messageId),
      Array(2).fill('<mfa-enrolled.00u00000000000000001@example.com>'),
    );
  });

  for (const at of ['rcpt', 'data'] as const) {
    it(`may try again after 451 at ${at}, and never after 550`, async () => {
      mailbox.faults.add({ kind: 'refuse', at, code: 451, count: 1 });
      mailbox.faults.add({ kind: 'refuse', at, code: 550, count: 1 });

      const later = await refusal(send());
      assert.equal(later.permanent, false);
      assert.match(later.message, /451$/);
      const never = await refusal(send());
      assert.equal(never.permanent, true);
      assert.match(never.message, /550$/);
      assert.equal(mailbox.mails.length, 0);
    });
  }

  it('may try again when nobody listens', async () => {
    await mailbox.stop();

    const { permanent, message } = await refusal(send());
    assert.equal(permanent, false);
    assert.match(message, /ESOCKET/);
  });

  it('may try again when the greeting is a refusal: it speaks of us and not of the mail', async () => {
    const server = createServer((socket) => socket.end('554 no service\r\n'));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;

    try {
      const error = await refusal(send({}, { url: `smtp://127.0.0.1:${port}` }));
      assert.equal(error.permanent, false);
    } finally {
      server.close();
    }
  });

  it('gives up in time on a server that never greets, and on one that goes on for ever', async () => {
    const silent = createServer(() => undefined);
    const talkative = createServer((socket) => {
      const talk = setInterval(() => socket.write('220-wait\r\n'), 10);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        clearInterval(talk);
      });
    });
    for (const server of [silent, talkative]) {
      await once(server.listen(0, '127.0.0.1'), 'listening');
      const { port } = server.address() as AddressInfo;
      try {
        const url = `smtp://127.0.0.1:${port}`;
        const { permanent, message } = await refusal(send({}, { url, timeoutMs: 200 }));
        assert.equal(permanent, false);
        assert.match(message, /EABORT/);
      } finally {
        server.close();
      }
    }
  });

  it('gives up in time when the answer to the message does not come', async () => {
    for (const kind of ['hang', 'answer-late'] as const) {
      mailbox.faults.add({ kind, count: 1 });

      const { permanent } = await refusal(send({}, { timeoutMs: 200 }));
      assert.equal(permanent, false);
    }
    assert.equal(mailbox.mails.length, 1);
  });

  const unfit = [
    'ann@home.example\r\nBcc: eve@evil.example',
    'ann@home.example>\r\nRCPT TO:<eve@evil.example',
    'ann@home.example\nSubject: changed',
    'ann@home.example, eve@evil.example',
    'ann@home.example eve@evil.example',
    'Ann <ann@home.example>',
    'friends: ann@home.example, eve@evil.example;',
    'no address',
    '<>',
    '',
  ];
  for (const to of unfit) {
    it(`sends nothing to ${JSON.stringify(to)}, for good`, async () => {
      const { permanent } = await refusal(send({ to }));

      assert.equal(permanent, true);
      assert.deepEqual(mailbox.mails, []);
    });
  }
});
