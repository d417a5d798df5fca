import assert from 'node:assert/strict';
import { MailError } from '../../../src/mail/mailer.js';
import {
  answerLost,
  assertNeedsAttention,
  assertRetryable,
  createActivityEnvironment,
  type ActivityEnvironment,
} from './activity-environment.js';

describe('sendMfaEnrolledMail', () => {
  let okta: ActivityEnvironment['okta'];
  let mailer: ActivityEnvironment['mailer'];
  let activities: ActivityEnvironment['activities'];
  let run: ActivityEnvironment['run'];
  let userId: string;

  beforeEach(() => {
    ({ okta, mailer, activities, run } = createActivityEnvironment());
    userId = okta.addUser();
  });

  const send = () => run(activities.sendMfaEnrolledMail, { userId });
  const recipients = () => mailer.mails.map(({ to }) => to);

  it('goes to the secondary address, greets by name, and has a Message-ID of the user', async () => {
    await send();

    assert.deepEqual(recipients(), ['ann@home.example']);
    const [mail] = mailer.mails;
    assert.equal(mail?.subject, 'MFA enrolled for Okta');
    assert.match(mail.text, /^Hello Ann,/);
    assert.equal(mail.messageId, `mfa-enrolled.${userId}`);
  });

  it('goes to the primary address where the secondary is missing, empty or no text', async () => {
    for (const secondEmail of [undefined, null, '', '  ', 7]) {
      okta.user(userId).profile = { email: 'ann@example.com', secondEmail };
      await send();
    }

    assert.deepEqual(recipients(), Array<string>(5).fill('ann@example.com'));
  });

  it('greets without a name where the profile has none', async () => {
    okta.user(userId).profile = { email: 'ann@example.com', firstName: ' ' };
    await send();

    assert.match(mailer.mails[0]?.text ?? '', /^Hello,/);
  });

  it('needs a person when there is no address at all', async () => {
    okta.user(userId).profile = { firstName: 'Ann' };
    await assertNeedsAttention(send(), 'mail-address-missing');

    okta.deleteUser(userId);
    await assertNeedsAttention(send(), 'mail-address-missing');
    assert.deepEqual(recipients(), []);
  });

  it('carries the same Message-ID when it is repeated because an answer was lost', async () => {
    mailer.executeThenFailNext('send', new MailError(false, 'ETIMEDOUT CONN'));
    await assertRetryable(send(), 'MailUnavailable');
    await send();

    const [first, second] = mailer.mails;
    assert.deepEqual(first, second);
  });

  it('is tried again when the mail server or Okta is away', async () => {
    mailer.failNext('send', new MailError(false, 'ESOCKET CONN'));
    await assertRetryable(send(), 'MailUnavailable');
    okta.failNext('getUser', answerLost);
    await assertRetryable(send(), 'OktaUnavailable');

    await send();
    assert.equal(mailer.mails.length, 1);
  });

  it('needs a person when the mail server refuses the mail for good', async () => {
    mailer.failNext('send', new MailError(true, 'EENVELOPE RCPT TO 550'));

    await assertNeedsAttention(send(), 'mail-refused');
  });
});
