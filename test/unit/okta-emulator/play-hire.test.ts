import assert from 'node:assert/strict';

import { startMailbox, type Mailbox } from '../../../okta-emulator/mailbox/mailbox.js';
import { startOktaEmulator, type OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import { playHire } from '../../../okta-emulator/pages/play-hire.js';
import { oktaApi, smsFactor, type OktaApi } from './okta-api.js';

describe('a played hire', () => {
  let mailbox: Mailbox;
  let okta: OktaEmulator;
  let api: OktaApi;

  beforeEach(async () => {
    mailbox = await startMailbox();
    okta = await startOktaEmulator({ apiToken: 'token', smtpUrl: mailbox.smtpUrl, mailbox });
    api = oktaApi(okta);
  });

  afterEach(async () => {
    await okta.close();
    await mailbox.close();
  });

  async function stagedHire(number: string): Promise<{ id: string; login: string }> {
    const { id, profile } = await api.createUser({}, { groupIds: [okta.groupA] });
    await api.expect(200, 'POST', `/users/${id}/factors?activate=true`, smsFactor(number));
    return { id, login: (profile as { login: string }).login };
  }
  const activate = (id: string) => api.expect(200, 'POST', `/users/${id}/lifecycle/activate`);
  const statusOf = async (id: string) => (await api.expect(200, 'GET', `/users/${id}`)).status;

  it('waits for the activation mail and ends up signed in', async () => {
    const { id, login } = await stagedHire('+14155552671');
    const played = playHire({ url: okta.url, login });
    await activate(id);
    await played;

    assert.equal(await statusOf(id), 'ACTIVE');
    assert.ok(okta.org.users.get(id)?.lastLogin);
  });

  it('does not mix up people who are hired at the same time', async () => {
    const hires = await Promise.all(
      Array.from({ length: 5 }, (_, n) => stagedHire(`+1415555267${n}`)),
    );
    await Promise.all(hires.map(({ id }) => activate(id)));
    await Promise.all(hires.map(({ login }) => playHire({ url: okta.url, login })));

    for (const { id } of hires) assert.ok(okta.org.users.get(id)?.lastLogin);
  });

  it('fails with the status of the page when the link was used before', async () => {
    const { id, login } = await stagedHire('+14155552671');
    await activate(id);
    await playHire({ url: okta.url, login });

    await assert.rejects(playHire({ url: okta.url, login }), /activation link .* 410/);
  });

  it('gives up waiting when the signal fires', async () => {
    const { login } = await stagedHire('+14155552671');
    const signal = AbortSignal.timeout(150);

    await assert.rejects(playHire({ url: okta.url, login, signal }), {
      name: /^(AbortError|TimeoutError)$/,
    });
  });
});
