import assert from 'node:assert/strict';

import { startOktaEmulator, type OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import { oktaApi, smsFactor, type OktaApi } from './okta-api.js';

const phone = '+14155552671';
const password = 'correct horse';

interface Page {
  status: number;
  /** Where the page is, after redirects. */
  path: string;
  title: string;
  html: string;
  alert: string | undefined;
}

describe('the pages of a person', () => {
  let okta: OktaEmulator;
  let api: OktaApi;

  const start = async (options: { engine?: 'classic'; passwordOptional?: boolean } = {}) => {
    okta = await startOktaEmulator({
      apiToken: 'token',
      smtpUrl: 'smtp://127.0.0.1:9',
      ...options,
    });
    api = oktaApi(okta);
  };

  afterEach(() => okta.close());

  async function pageOf(answer: Promise<Response>): Promise<Page> {
    const response = await answer;
    const html = await response.text();
    return {
      status: response.status,
      path: new URL(response.url).pathname,
      title: /<h1>([^<]*)/.exec(html)?.[1] ?? '',
      html,
      alert: /role="alert"[^>]*>([^<]*)/.exec(html)?.[1],
    };
  }
  const open = (url: string) => pageOf(fetch(new URL(url, okta.url)));
  const submit = (path: string, fields: Record<string, string> = {}) =>
    pageOf(fetch(okta.url + path, { method: 'POST', body: new URLSearchParams(fields) }));
  const choosePassword = (path: string, chosen = password, repetition = chosen) =>
    submit(`${path}/password`, { password: chosen, repetition });
  const latestCode = () => /\d{6}/.exec(okta.org.texts.at(-1)?.text ?? '')?.[0] ?? '';
  const statusOf = async (id: string) => (await api.expect(200, 'GET', `/users/${id}`)).status;
  const events = () =>
    okta.org.log.entries.map(({ event }) => `${event.eventType} ${event.outcome.result}`);

  interface Hire {
    id: string;
    login: string;
    link: string;
  }

  async function activatedHire({ withPhone = true } = {}): Promise<Hire> {
    const { id, profile } = await api.createUser({}, { groupIds: [okta.groupA] });
    if (withPhone) {
      await api.expect(200, 'POST', `/users/${id}/factors?activate=true`, smsFactor(phone));
    }
    const path = `/users/${id}/lifecycle/activate?sendEmail=false`;
    const { activationUrl } = await api.expect(200, 'POST', path);
    const { login } = profile as { login: string };
    return { id, login, link: String(activationUrl) };
  }

  for (const engine of ['idx', 'classic'] as const) {
    it(`lead from the activation link to being signed in (${engine})`, async () => {
      await start(engine === 'classic' ? { engine } : {});
      const { id, link } = await activatedHire();

      const passwordPage = await open(link);
      assert.equal(passwordPage.status, 200);
      assert.match(passwordPage.title, /^Welcome, Uma/);
      assert.equal(await statusOf(id), 'PROVISIONED');

      const codePage = await choosePassword(passwordPage.path);
      assert.equal(codePage.title, 'Enter the code');
      assert.equal(codePage.path, passwordPage.path);
      assert.match(codePage.html, /ending in <strong>2671</);
      assert.ok(!codePage.html.includes(phone));

      const lastPage = await submit(`${codePage.path}/code`, { code: latestCode() });
      assert.equal(lastPage.status, 200);
      assert.equal(lastPage.title, 'You are signed in');
      assert.equal(await statusOf(id), 'ACTIVE');
      assert.ok(events().includes('user.account.update_password SUCCESS'));
      assert.ok(events().includes('user.session.start SUCCESS'));
    });
  }

  it('show the same step again when reloaded', async () => {
    await start();
    const { link } = await activatedHire();
    const { path } = await open(link);

    assert.match((await open(path)).title, /^Welcome/);
    await choosePassword(path);
    assert.equal((await open(path)).title, 'Enter the code');
    assert.equal(okta.org.texts.length, 1);
  });

  it('open an activation link once only', async () => {
    await start();
    const { link } = await activatedHire();
    await open(link);

    const { status, title, alert } = await open(link);
    assert.equal(status, 410);
    assert.equal(title, 'This link no longer works');
    assert.ok(alert);
    assert.equal((await open('/welcome/unknown')).status, 410);
  });

  it('give a person five minutes', async () => {
    await start();
    const { link } = await activatedHire();
    const { path } = await open(link);
    for (const session of okta.org.personSessions.values()) session.expires = new Date(0);

    for (const page of [await choosePassword(path), await open(path)]) {
      assert.equal(page.status, 410);
      assert.equal(page.title, 'Your time is up');
    }
  });

  it('refuse a password that is too short or not repeated, and say so', async () => {
    await start();
    const { id, link } = await activatedHire();
    const { path } = await open(link);

    const short = await choosePassword(path, 'short');
    assert.equal(short.status, 403);
    assert.match(short.alert ?? '', /complexity/);
    const mistyped = await choosePassword(path, password, 'correct house');
    assert.equal(mistyped.status, 400);
    assert.match(mistyped.alert ?? '', /not the same/);
    assert.match(mistyped.html, /aria-invalid="true"[^>]*>/);
    assert.equal((await submit(`${path}/password`)).status, 400);
    assert.equal(await statusOf(id), 'PROVISIONED');
  });

  it('refuse a wrong code, and take the right one after it, with or without spaces', async () => {
    await start();
    const { link } = await activatedHire();
    const { path } = await open(link);
    await choosePassword(path);
    const code = latestCode();

    const wrong = await submit(`${path}/code`, { code: code === '000000' ? '000001' : '000000' });
    assert.equal(wrong.status, 403);
    assert.equal(wrong.title, 'Enter the code');
    assert.match(wrong.alert ?? '', /passcode/);
    assert.ok(events().includes('user.authentication.auth_via_mfa FAILURE'));

    const right = await submit(`${path}/code`, { code: ` ${code.slice(0, 3)} ${code.slice(3)}` });
    assert.equal(right.title, 'You are signed in');
  });

  it('send the code again, but not within thirty seconds', async () => {
    await start();
    const { id, link } = await activatedHire();
    const { path } = await open(link);
    await choosePassword(path);

    const tooSoon = await submit(`${path}/resend`);
    assert.equal(tooSoon.status, 429);
    assert.match(tooSoon.alert ?? '', /30 seconds/);
    assert.equal(okta.org.texts.length, 1);

    const challenge = okta.org.users.get(id)?.factors[0]?.challenge;
    assert.ok(challenge);
    challenge.sent = new Date(Date.now() - 31_000);
    assert.equal((await submit(`${path}/resend`)).title, 'Enter the code');
    assert.equal(okta.org.texts.length, 2);
    const last = await submit(`${path}/code`, { code: latestCode() });
    assert.equal(last.title, 'You are signed in');
  });

  it('say that no text could be sent, when the org has no telephony provider', async () => {
    await start();
    const { link } = await activatedHire();
    okta.org.settings.telephonyProviderActive = false;
    const { path } = await open(link);

    const { status, title, alert } = await choosePassword(path);
    assert.equal(status, 400);
    assert.equal(title, 'Enter the code');
    assert.match(alert ?? '', /telephony/);
  });

  it('sign a hire without a phone in with the password alone', async () => {
    await start();
    const { link } = await activatedHire({ withPhone: false });
    const { path } = await open(link);

    assert.equal((await choosePassword(path)).title, 'You are signed in');
  });

  it('sign in a user who activated before, with login, password and code', async () => {
    await start();
    const { id, login } = await activatedHire();
    const user = okta.org.users.get(id);
    assert.ok(user);
    Object.assign(user, { password, status: 'ACTIVE' });

    assert.equal((await open('/')).title, 'Sign in');
    const codePage = await submit('/signin', { login: login.toUpperCase(), password });
    assert.equal(codePage.title, 'Enter the code');
    const last = await submit(`${codePage.path}/code`, { code: latestCode() });
    assert.equal(last.title, 'You are signed in');
  });

  it('refuse to sign in with a wrong password or an unknown login, without telling which', async () => {
    await start();
    const { id, login } = await activatedHire();
    Object.assign(okta.org.users.get(id) ?? {}, { password, status: 'ACTIVE' });

    const wrong = await submit('/signin', { login, password: 'wrong password' });
    const unknown = await submit('/signin', { login: 'nobody@example.com', password });
    assert.deepEqual([wrong.status, unknown.status], [401, 401]);
    assert.deepEqual([wrong.alert, unknown.alert], ['Unable to sign in.', 'Unable to sign in.']);
    assert.match(wrong.html, new RegExp(`value="${login}"`));
    assert.equal((await submit('/signin')).status, 400);
  });

  it('sign in by text alone where the org does without passwords', async () => {
    await start({ passwordOptional: true });
    const { id, login } = await activatedHire();
    assert.equal(await statusOf(id), 'ACTIVE');

    const codePage = await submit('/signin', { login, password: '' });
    assert.equal(codePage.title, 'Enter the code');
  });

  it('say where the mails are if they are not here', async () => {
    await start();
    const { status, title } = await open('/_emulator/mailbox');

    assert.equal(status, 404);
    assert.equal(title, 'No mailbox here');
  });

  it('need no script and allow none', async () => {
    await start();
    const response = await fetch(`${okta.url}/signin`);
    const policy = response.headers.get('content-security-policy') ?? '';

    assert.match(policy, /default-src 'none'/);
    assert.doesNotMatch(policy, /script-src|unsafe/);
    assert.equal(response.headers.get('referrer-policy'), 'no-referrer');
    assert.doesNotMatch(await response.text(), /<script|style="|onclick/);
    const css = await fetch(`${okta.url}/_emulator/style.css`);
    assert.equal(css.status, 200);
    assert.match(css.headers.get('content-type') ?? '', /^text\/css/);
  });
});
