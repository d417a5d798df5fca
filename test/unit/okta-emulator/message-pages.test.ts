import assert from 'node:assert/strict';

import { createTransport } from 'nodemailer';

import { startMailbox, type Mailbox } from '../../../okta-emulator/mailbox/mailbox.js';
import type { ReceivedMail } from '../../../okta-emulator/mailbox/received-mail.js';
import { startOktaEmulator, type OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import { oktaApi, smsFactor } from './okta-api.js';

describe('the pages for messages', () => {
  let mailbox: Mailbox;
  let okta: OktaEmulator;

  beforeEach(async () => {
    mailbox = await startMailbox();
    okta = await startOktaEmulator({ apiToken: 'token', smtpUrl: mailbox.smtpUrl, mailbox });
  });

  afterEach(async () => {
    await okta.close();
    await mailbox.close();
  });

  const get = async (path: string, accept: string) => {
    const response = await fetch(okta.url + path, { headers: { accept } });
    return { status: response.status, headers: response.headers, body: await response.text() };
  };
  const json = async (path: string) =>
    JSON.parse((await get(path, 'application/json')).body) as unknown;
  const html = async (path: string) => (await get(path, 'text/html')).body;
  const send = (subject: string, to: string, body: object) =>
    createTransport(mailbox.smtpUrl).sendMail({ from: 'it@example.com', to, subject, ...body });

  it('list the mails, newest first, and those to one address', async () => {
    await send('First', 'ann@example.com', { text: 'one' });
    await send('Second <b>', 'bob@example.com', { text: 'two' });

    const mails = (await json('/_emulator/mailbox')) as ReceivedMail[];
    assert.deepEqual(
      mails.map(({ subject }) => subject),
      ['Second <b>', 'First'],
    );
    const [toAnn, ...others] = (await json(
      '/_emulator/mailbox?to=ann@example.com',
    )) as ReceivedMail[];
    assert.equal(toAnn?.subject, 'First');
    assert.equal(others.length, 0);

    const page = await html('/_emulator/mailbox');
    assert.ok(page.indexOf('Second &lt;b&gt;') < page.indexOf('First'));
    assert.match(page, new RegExp(`href="/_emulator/mailbox/${toAnn.id}"`));
  });

  it('show a mail with links that can be followed and nothing that can be run', async () => {
    await send('Welcome', 'ann@example.com', {
      text: 'Hello <script>alert(1)</script>, open https://okta.example/welcome/a-b_c?x=1&y=2 now',
      html: '<p>Hello</p><script>alert(1)</script>',
    });
    const { id } = mailbox.mails[0] ?? assert.fail('no mail');

    const page = await html(`/_emulator/mailbox/${id}`);
    assert.match(page, /<a href="https:\/\/okta\.example\/welcome\/a-b_c\?x&#x3D;1&amp;y&#x3D;2"/);
    assert.ok(!page.includes('<script'));
    assert.deepEqual(await json(`/_emulator/mailbox/${id}`), mailbox.mails[0]);

    const raw = await get(`/_emulator/mailbox/${id}/html`, 'text/html');
    assert.match(raw.body, /<p>Hello<\/p>/);
    assert.match(raw.headers.get('content-security-policy') ?? '', /sandbox; default-src 'none'/);
    assert.equal((await get('/_emulator/mailbox/unknown', 'text/html')).status, 404);
  });

  it('show the texts by phone, newest first, and those to the phones of one user', async () => {
    const api = oktaApi(okta);
    const numbers = { 'ann@example.com': '+14155552671', 'bob@example.com': '+14155552672' };
    for (const [login, number] of Object.entries(numbers)) {
      const { id } = await api.createUser({ login }, { groupIds: [okta.groupA] });
      await api.expect(200, 'POST', `/users/${id}/factors`, smsFactor(number));
    }

    const texts = (await json('/_emulator/phone')) as { to: string; text: string }[];
    assert.deepEqual(
      texts.map(({ to }) => to),
      ['+14155552672', '+14155552671'],
    );
    assert.deepEqual(await json('/_emulator/phone?login=ann@example.com'), [texts[1]]);
    assert.deepEqual(await json('/_emulator/phone?login=nobody@example.com'), []);
    const page = await html('/_emulator/phone');
    assert.ok(page.indexOf('+14155552672') < page.indexOf('+14155552671'));
  });

  it('refresh themselves, unless stopped', async () => {
    for (const path of ['/_emulator/phone', '/_emulator/mailbox']) {
      assert.match(await html(path), /<meta http-equiv="refresh"/);
      assert.doesNotMatch(await html(`${path}?paused`), /http-equiv="refresh"/);
    }
  });
});
