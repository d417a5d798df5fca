import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';

import { chromium, type Browser, type Page } from 'playwright-core';

import { startMailbox, type Mailbox } from '../../okta-emulator/mailbox/mailbox.js';
import { startOktaEmulator, type OktaEmulator } from '../../okta-emulator/okta-emulator.js';
import { oktaApi, smsFactor } from '../unit/okta-emulator/okta-api.js';

const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const isMissing = !existsSync(executablePath);
const reason = isMissing ? ` (skipped: no Chromium at ${executablePath})` : '';

const login = 'ada.lovelace@example.com';
const password = 'correct horse';

describe(`the pages in Chromium, by keyboard, on a screen of 320 pixels${reason}`, () => {
  let browser: Browser | undefined;
  let mailbox: Mailbox;
  let okta: OktaEmulator;
  let page: Page;

  before(async function () {
    if (isMissing) this.skip();
    browser = await chromium.launch({
      executablePath,
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
  });

  after(() => browser?.close());

  beforeEach(async () => {
    mailbox = await startMailbox();
    okta = await startOktaEmulator({ apiToken: 'token', smtpUrl: mailbox.smtpUrl, mailbox });
    await activateHire();
    page = (await browser?.newPage({ viewport: { width: 320, height: 568 } })) ?? assert.fail();
  });

  afterEach(async () => {
    await page.close();
    await okta.close();
    await mailbox.close();
  });

  async function activateHire(): Promise<void> {
    const api = oktaApi(okta);
    const profile = { login, email: login, firstName: 'Ada', lastName: 'Lovelace' };
    const { id } = await api.createUser(profile, { groupIds: [okta.groupA] });
    const factor = smsFactor('+14155552671');
    await api.expect(200, 'POST', `/users/${id}/factors?activate=true`, factor);
    await api.expect(200, 'POST', `/users/${id}/lifecycle/activate`);
    await mailbox.waitForMail(({ to }) => to.includes(login));
  }

  const evaluate = (expression: string) => page.evaluate<unknown>(expression);
  const heading = () => page.getByRole('heading', { level: 1 }).innerText();
  const alert = () => page.getByRole('alert').innerText();
  const focusedName = () =>
    evaluate('(document.activeElement.labels?.[0] ?? document.activeElement).innerText');

  /** Presses Tab until what has the name is focused, and sees to it that the focus can be seen. */
  async function tabTo(name: string): Promise<void> {
    for (let presses = 0; (await focusedName()) !== name; presses += 1) {
      assert.ok(presses < 15, `${name} is out of reach`);
      await page.keyboard.press('Tab');
    }
    const outline = await evaluate('getComputedStyle(document.activeElement).outlineStyle');
    assert.equal(outline, 'solid', `the focus on ${name} can't be seen`);
  }
  /** Presses Enter, and sees to it that the page that comes needs no scrolling to the side. */
  async function enter(): Promise<void> {
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    await assertFits();
  }
  async function assertFits(): Promise<void> {
    const width = await evaluate('document.documentElement.scrollWidth');
    assert.ok(Number(width) <= 320, `${await heading()} is ${String(width)} pixels wide`);
  }
  async function open(path: string): Promise<void> {
    await page.goto(okta.url + path);
    await assertFits();
  }
  async function openActivationLink(): Promise<void> {
    await open('/_emulator/mailbox?paused');
    await tabTo('Welcome to Okta!');
    await enter();
    await tabTo(/https?:\S+/.exec(mailbox.mails[0]?.text ?? '')?.[0] ?? '');
    await enter();
  }
  async function choosePassword(): Promise<void> {
    assert.equal(await focusedName(), 'New password');
    await page.keyboard.type(password);
    await tabTo('Repeat the password');
    await page.keyboard.type(password);
    await enter();
  }
  /** Reads the latest code from the phone page, in a tab of its own as a person would. */
  async function codeOnPhone(): Promise<string> {
    const phone = (await browser?.newPage()) ?? assert.fail();
    await phone.goto(`${okta.url}/_emulator/phone?paused`);
    const texts = await phone.getByText(/verification code is/).allInnerTexts();
    await phone.close();
    return /\d{6}/.exec(texts[0] ?? '')?.[0] ?? assert.fail('no code on the phone');
  }
  async function enterCode(code: string): Promise<void> {
    assert.equal(await focusedName(), 'Code from the text message');
    await page.keyboard.type(code);
    await enter();
  }

  it('lead from the activation mail to being signed in', async () => {
    await openActivationLink();
    assert.equal(await heading(), 'Welcome, Ada');
    await choosePassword();
    assert.equal(await heading(), 'Enter the code');
    await enterCode(await codeOnPhone());
    assert.equal(await heading(), 'You are signed in');
  });

  it('announce a wrong code and take the right one after it', async () => {
    await openActivationLink();
    await choosePassword();
    const code = await codeOnPhone();

    await enterCode(code === '000000' ? '000001' : '000000');
    assert.match(await alert(), /passcode/);
    const input = page.getByLabel('Code from the text message');
    assert.equal(await input.getAttribute('aria-invalid'), 'true');
    assert.match((await input.getAttribute('aria-describedby')) ?? '', /\berror\b/);

    await enterCode(code);
    assert.equal(await heading(), 'You are signed in');
  });

  it('do not even send a code that is too short', async () => {
    await openActivationLink();
    await choosePassword();
    await page.keyboard.type('123');
    await page.keyboard.press('Enter');

    assert.equal(await evaluate('document.activeElement.validity.patternMismatch'), true);
    assert.equal(await page.getByRole('alert').count(), 0);
  });

  it('let a person ask for the code again, and say when it is too early', async () => {
    await openActivationLink();
    await choosePassword();
    await tabTo('Send the code again');
    await enter();

    assert.match(await alert(), /30 seconds/);
    await enterCode(await codeOnPhone());
    assert.equal(await heading(), 'You are signed in');
  });

  it('announce that a link was used, and lead to the sign-in page', async () => {
    await openActivationLink();
    await choosePassword();
    await openActivationLink();
    assert.equal(await heading(), 'This link no longer works');
    assert.match(await alert(), /once/);

    await tabTo('Go to sign in');
    await enter();
    assert.equal(await focusedName(), 'Username');
    await page.keyboard.type(login);
    await tabTo('Password');
    await page.keyboard.type(password);
    await enter();
    // Two texts within thirty seconds are refused; the code of the first one still works.
    assert.match(await alert(), /30 seconds/);
    await enterCode(await codeOnPhone());
    assert.equal(await heading(), 'You are signed in');
  });

  it('announce that a sign-in failed, and keep the username', async () => {
    await open('/signin');
    await page.keyboard.type(login);
    await tabTo('Password');
    await page.keyboard.type('wrong');
    await enter();

    assert.equal(await alert(), 'Unable to sign in.');
    assert.equal(await page.getByLabel('Username').inputValue(), login);
  });

  it('help a phone to offer the code and the right keyboard', async () => {
    await openActivationLink();
    assert.equal(
      await page.getByLabel('New password').getAttribute('autocomplete'),
      'new-password',
    );
    await choosePassword();

    const code = page.getByLabel('Code from the text message');
    assert.equal(await code.getAttribute('autocomplete'), 'one-time-code');
    assert.equal(await code.getAttribute('inputmode'), 'numeric');
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  });

  it('fit on the screen, every one of them', async () => {
    const all = ['', '/phone', '/authenticator?paused', '/mailbox'].map(
      (path) => `/_emulator${path}`,
    );
    for (const path of all) await open(path);
    await tabTo('Stop refreshing');
    await enter();
    assert.equal(await page.locator('meta[http-equiv=refresh]').count(), 0);
  });
});
