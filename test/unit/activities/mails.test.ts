import assert from 'node:assert/strict';
import { MailError } from '../../../src/mail/mailer.js';
import { quietWaiting } from '../../support/settings.js';
import {
  answerLost,
  assertNeedsAttention,
  assertRetryable,
  createActivityEnvironment,
  type ActivityEnvironment,
} from './activity-environment.js';

let okta: ActivityEnvironment['okta'];
let mailer: ActivityEnvironment['mailer'];
let activities: ActivityEnvironment['activities'];
let run: ActivityEnvironment['run'];
let userId: string;

beforeEach(() => {
  ({ okta, mailer, activities, run } = createActivityEnvironment({
    waiting: {
      ...{ ...quietWaiting, linkLifetime: 7 * 24 * 60 * 60_000 },
      escalation: { managerAttribute: 'managerId', operatorsAddress: 'operators@example.com' },
    },
  }));
  userId = okta.addUser({ groupIds: new Set([okta.groups.A]) });
});

describe('sendMfaEnrolledMail', () => {
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

  it('says the last two digits of the enrolled number, and no other digit', async () => {
    await send();

    const [{ text, html } = { text: '', html: '' }] = mailer.mails;
    assert.match(text, /\b23\b/);
    assert.deepEqual(text.match(/\d+/g), ['23']);
    assert.match(html, /\b23\b/);
    assert.doesNotMatch(html, /555|0123/);
  });

  it('is in the language of the profile', async () => {
    okta.user(userId).profile['preferredLanguage'] = 'de-DE';
    await send();

    assert.match(mailer.mails[0]?.text ?? '', /^Guten Tag Ann,/);
  });

  it('has a Message-ID of its own when the phone is enrolled again', async () => {
    await run(activities.sendMfaEnrolledMail, { userId, enrollment: 2 });

    assert.equal(mailer.mails[0]?.messageId, `mfa-enrolled.${userId}.2`);
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

describe('sendReminder', () => {
  const remind = () => run(activities.sendReminder, { userId, reminder: 'activation-reminder-1' });

  beforeEach(async () => {
    await run(activities.activateUser, { userId });
  });

  it('brings a PROVISIONED user a new link, which is nowhere in the result', async () => {
    const outcome = await remind();

    const [mail] = mailer.mails;
    assert.equal(mail?.to, 'ann@home.example');
    assert.equal(mail.messageId, `activation-reminder-1.${userId}`);
    const { activationUrl } = okta.user(userId);
    assert(activationUrl);
    assert.ok(mail.text.includes(activationUrl));
    assert.match(mail.text, /\b7 days\b/);
    assert.deepEqual(outcome, { sent: true });
  });

  it('carries the newest link under the same Message-ID when it is repeated', async () => {
    mailer.executeThenFailNext('send', new MailError(false, 'ETIMEDOUT CONN'));
    await assertRetryable(remind(), 'MailUnavailable');
    await remind();

    const [first, second] = mailer.mails;
    assert.equal(first?.messageId, second?.messageId);
    assert.ok(second?.text.includes(okta.user(userId).activationUrl ?? 'no link'));
  });

  it('sends nothing when no new link was given', async () => {
    okta.failNext('renewActivationLink', answerLost);

    await assertRetryable(remind(), 'OktaUnavailable');
    assert.deepEqual(mailer.mails, []);
  });

  it('asks an ACTIVE user to sign in, without a link', async () => {
    okta.setPassword(userId);
    await remind();

    assert.equal(okta.count('renewActivationLink'), 0);
    assert.match(mailer.mails[0]?.text ?? '', /https:\/\/example\.okta\.com\b(?!\/tokens)/);
  });

  it('asks to sign in when the person has become ACTIVE since the look', async () => {
    okta.setPassword(userId);
    okta.answerNext('getUser', { ...okta.user(userId), status: 'PROVISIONED' });

    assert.deepEqual(await remind(), { sent: true });
    assert.doesNotMatch(mailer.mails[0]?.text ?? '', /\/tokens\//);
  });

  for (const status of ['STAGED', 'SUSPENDED', 'DEPROVISIONED']) {
    it(`writes nothing to a user who is ${status}`, async () => {
      okta.user(userId).status = status;

      assert.deepEqual(await remind(), { sent: false, because: 'not-waiting' });
      assert.deepEqual(mailer.mails, []);
    });
  }
});

describe('sendEscalation', () => {
  const since = new Date(Date.now() - 4.5 * 24 * 60 * 60_000).toISOString();
  const tell = (to: 'manager' | 'operators') =>
    run(activities.sendEscalation, { userId, to, since });

  it('tells the operators whom to look at, and nothing personal', async () => {
    assert.deepEqual(await tell('operators'), { sent: true });

    const [mail] = mailer.mails;
    assert.equal(mail?.to, 'operators@example.com');
    assert.ok(mail.text.includes(userId));
    assert.match(mail.text, /\b4\b/);
    assert.doesNotMatch(mail.text, /Ann|ann@|555/);
  });

  it('tells the manager whom the profile names, by id, login or address', async () => {
    const manager = okta.addUser({
      status: 'ACTIVE',
      profile: { email: 'boss@example.com', preferredLanguage: 'de' },
    });
    for (const managerId of [manager, 'boss@example.com']) {
      okta.user(userId).profile['managerId'] = managerId;
      assert.deepEqual(await tell('manager'), { sent: true });
    }

    const [first, second] = mailer.mails;
    assert.equal(first?.to, 'boss@example.com');
    assert.match(first.text, /Ann/);
    assert.match(first.text, /^Guten Tag,/);
    assert.doesNotMatch(first.text, /https?:|555/);
    assert.deepEqual(first, second);
  });

  it('writes to nobody where there is no manager', async () => {
    for (const managerId of [undefined, '', 'nobody@example.com', '00u0000000000000none']) {
      okta.user(userId).profile['managerId'] = managerId;
      assert.deepEqual(await tell('manager'), { sent: false, because: 'no-manager' });
    }
    assert.deepEqual(mailer.mails, []);
  });
});
