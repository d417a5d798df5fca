import type { OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import { oktaApi } from '../okta-emulator/okta-api.js';

interface Definition {
  type: string;
  /** Of a new policy of this type, but for its name. */
  policy: object;
  rule: object;
}

/** Makes every call about policies and their rules, for each type of policy that the engine has. */
export async function makePolicyCalls(emulator: OktaEmulator): Promise<void> {
  const isClassic = emulator.org.engine === 'classic';
  await managePolicies(emulator, enrollment(emulator));
  await managePolicies(emulator, signOn(emulator));
  if (isClassic) await oktaApi(emulator).expect(400, 'GET', '/policies?type=ACCESS_POLICY');
  else await managePolicies(emulator, appSignOn);
}

/** A policy with a rule: created, changed, switched off and on, and removed. */
async function managePolicies(emulator: OktaEmulator, { type, policy, rule }: Definition) {
  const api = oktaApi(emulator);
  const call = (method: string, path: string, body?: object) => api.expect(200, method, path, body);
  const done = (method: string, path: string) => api.expect(204, method, path);
  const body = { type, name: 'Managed', ...policy };

  await call('GET', `/policies?type=${type}`);
  const { id: policyId } = await call('POST', '/policies', body);
  const policyPath = `/policies/${policyId}`;
  const { id: ruleId } = await call('POST', `${policyPath}/rules`, rule);
  const rulePath = `${policyPath}/rules/${ruleId}`;
  await call('GET', policyPath);
  await call('PUT', policyPath, { ...body, name: 'Renamed' });
  await call('GET', `${policyPath}/rules`);
  await call('GET', rulePath);
  await call('PUT', rulePath, rule);
  for (const operation of ['deactivate', 'activate']) {
    await done('POST', `${rulePath}/lifecycle/${operation}`);
    await done('POST', `${policyPath}/lifecycle/${operation}`);
  }
  await done('DELETE', rulePath);
  await done('DELETE', policyPath);
}

function enrollment({ org, groupB }: OktaEmulator): Definition {
  const enroll = { self: 'REQUIRED' };
  return {
    type: 'MFA_ENROLL',
    policy: {
      conditions: { people: { groups: { include: [groupB] } } },
      settings:
        org.engine === 'idx'
          ? { type: 'AUTHENTICATORS', authenticators: [{ key: 'phone_number', enroll }] }
          : { type: 'FACTORS', factors: { okta_sms: { enroll } } },
    },
    // Without conditions, which Okta answers as null.
    rule: { type: 'MFA_ENROLL', name: 'Always', actions: { enroll: { self: 'CHALLENGE' } } },
  };
}

function signOn({ groupB }: OktaEmulator): Definition {
  const signon = { access: 'ALLOW', requireFactor: true, factorPromptMode: 'ALWAYS' };
  return {
    type: 'OKTA_SIGN_ON',
    policy: { conditions: { people: { groups: { include: [groupB] } } } },
    rule: { type: 'SIGN_ON', name: 'Always', actions: { signon } },
  };
}

const verificationMethod = { type: 'ASSURANCE', factorMode: '2FA', reauthenticateIn: 'PT2H' };

const appSignOn: Definition = {
  type: 'ACCESS_POLICY',
  policy: {},
  rule: {
    ...{ type: 'ACCESS_POLICY', name: 'Always' },
    actions: { appSignOn: { access: 'ALLOW', verificationMethod } },
  },
};
