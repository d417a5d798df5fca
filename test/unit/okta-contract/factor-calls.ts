import { Secret, TOTP } from 'otpauth';
import { answerPush } from '../../../okta-emulator/management/push-activation.js';
import type { OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import { oktaApi, smsFactor, type ResourceBody } from '../okta-emulator/okta-api.js';

/** Enrolls and activates a factor of each kind, and reads them, and the user's roles, at every step. */
export async function makeFactorCalls(emulator: OktaEmulator): Promise<void> {
  const api = oktaApi(emulator);
  const { id: userId } = await api.createUser({}, { groupIds: [emulator.groupB] });
  const user = `/users/${userId}`;
  const get = (path: string) => api.expect(200, 'GET', path);
  const post = (path: string, body?: object) => api.expect(200, 'POST', path, body);
  const enroll = (factor: object) => post(`${user}/factors`, factor);
  const activate = ({ id }: ResourceBody, body?: object) =>
    post(`${user}/factors/${id}/lifecycle/activate`, body);
  emulator.org.settings.passCode = '123456';
  emulator.org.settings.sharedSecret = 'JBSWY3DPEHPK3PXP';
  const secret = Secret.fromBase32('JBSWY3DPEHPK3PXP');

  for (const factorType of ['sms', 'call', 'email']) {
    const phone = factorType === 'email' ? {} : { profile: { phoneNumber: '+12015550126' } };
    const body = { factorType, provider: 'OKTA', ...phone };
    const pending = await enroll(body);
    const challenge = emulator.org.users.get(userId)?.factors.at(-1)?.challenge;
    if (challenge) challenge.sent = new Date(0);
    await post(`${user}/factors/${pending.id}/resend`, body);
    await activate(pending, { passCode: '123456' });
  }
  for (const provider of ['OKTA', 'GOOGLE']) {
    const pending = await enroll({ factorType: 'token:software:totp', provider });
    await get(`${user}/factors`);
    await activate(pending, { passCode: TOTP.generate({ secret }) });
  }
  const push = await enroll({ factorType: 'push', provider: 'OKTA' });
  await activate(push);
  acceptPush(emulator, userId);
  const profile = { question: 'disliked_food', answer: 'mayonnaise' };
  await enroll({ factorType: 'question', provider: 'OKTA', profile });
  await get(`${user}/factors/${push.id}`);
  await api.call('POST', `${user}/factors`, smsFactor('+12015550126'));
  emulator.org.users
    .get(userId)
    ?.roles.push({ id: 'ra1', type: 'SUPER_ADMIN', created: new Date() });
  await get(`${user}/roles`);
  Object.assign(emulator.org.settings, { passCode: null, sharedSecret: null });
}

/** In the app, which is no call of the API. */
function acceptPush({ org }: OktaEmulator, userId: string): void {
  const user = org.users.get(userId) ?? org.admin;
  const request = { id: 'r1', uri: '/app', ipAddress: '127.0.0.1', userAgent: 'Okta Verify' };
  const factor = user.factors.find(({ factorType }) => factorType === 'push');
  if (factor) answerPush({ org, caller: { user, sessionId: 's1', request }, user }, factor, true);
}
