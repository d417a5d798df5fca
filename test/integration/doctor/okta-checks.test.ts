import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { startOktaEmulator, type OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import type { RoleType } from '../../../okta-emulator/state/role.js';
import type { CheckStatus } from '../../../src/contract/doctor.js';
import { hookEventTypes } from '../../../src/dispatch/hook-event-types.js';
import type { DoctorSettings } from '../../../src/doctor/evidence.js';
import { createReaders } from '../../../src/doctor/readers/create-readers.js';
import type { OktaPorts } from '../../../src/doctor/readers/ports.js';
import { runDoctor } from '../../../src/doctor/run-doctor.js';
import type { OktaConnection } from '../../../src/okta/create-sdk.js';
import { createOktaOrgClient } from '../../../src/okta/org-sdk-client.js';
import { createOktaSdkClient } from '../../../src/okta/okta-sdk-client.js';
import { ssws } from '../../support/ssws.js';
import { probeCredential } from '../../../src/probe-credential.js';
import { ecKey } from '../../unit/okta/authorization/keys.js';
import { createSettings, quietWaiting } from '../../support/settings.js';
import { oktaApi, type OktaApi } from '../../unit/okta-emulator/okta-api.js';

const secret = 'a-secret-of-the-event-hook-that-is-long';
const day = 24 * 60 * 60_000;

interface Org {
  okta: OktaEmulator;
  api: OktaApi;
  /** What answers behind the event hook. */
  endpoint: Endpoint;
  settings: DoctorSettings;
}

interface Endpoint {
  url: string;
  answer: (challenge: string) => { status: number; body: string };
}

/** What is broken, what the check says then, and in which words. */
type Row = [break_: (org: Org) => unknown, status: CheckStatus, evidence: RegExp];

const policyNamed = ({ okta }: Org, name: string) => {
  const policy = [...okta.org.policies.values()].find((each) => each.name === name);
  assert(policy, name);
  return policy;
};
const forbidPhone = (org: Org, name: string) => {
  const { settings } = policyNamed(org, name);
  assert(settings?.type === 'AUTHENTICATORS');
  for (const each of settings.authenticators) {
    if (each.key === 'phone_number') each.enroll.self = 'NOT_ALLOWED';
  }
};
const phone = ({ okta }: Org) => {
  const found = [...okta.org.authenticators.values()].find(({ key }) => key === 'phone_number');
  assert(found);
  return found;
};
const theHook = ({ okta }: Org) => {
  const [hook] = okta.org.eventHooks.values();
  assert(hook);
  return hook;
};
const population = (org: Org, changes: object) => {
  org.settings.populations = org.settings.populations.map((each) => ({ ...each, ...changes }));
};
const refuse = (path: string) => (org: Org) => {
  org.okta.apiFaults.add({ path, effect: { kind: 'error', errorCode: 'E0000006' } });
};
const inactive = { status: 'INACTIVE' } as const;

/** Each check that asks Okta, in an org that lacks what it is about. */
const table: Record<string, Row> = {
  'credential-valid': [refuseToken, 'failure', /401/],
  'credential-kind': [() => undefined, 'warning', /SSWS/],
  'credential-expiry': [
    ({ okta }) => {
      okta.org.settings.apiTokenExpiresAt = new Date(Date.now() + 2 * day).toISOString();
    },
    'warning',
    /1 days/,
  ],
  'role-sufficient': [
    (org) => {
      hasRole(org, 'READ_ONLY_ADMIN');
    },
    // Who may little may not even read what that is.
    'unknown',
    /scope or the role/,
  ],
  'role-not-excessive': [() => undefined, 'warning', /SUPER_ADMIN/],
  'other-groups-out-of-reach': [another, 'warning', /would have taken/],
  'groups-exist': [
    (org) => {
      population(org, { groups: { A: org.okta.groupA, B: '00gnotthere000000000' } });
    },
    'failure',
    /Group B/,
  ],
  'groups-type': [everyone, 'failure', /BUILT_IN/],
  'groups-rules': [ruleForA, 'failure', /fills Group A/],
  'phone-attribute-exists': [
    (org) => {
      population(org, { phoneAttributes: ['handy'] });
    },
    'failure',
    /none of handy/,
  ],
  'phone-attribute-writers': [() => undefined, 'warning', /mobilePhone/],
  'phone-numbers-filled': [({ api }) => api.createUser({}), 'warning', /1 of 2/],
  'phone-numbers-usable': [({ api }) => api.createUser({ mobilePhone: '12' }), 'warning', /1 of 2/],
  'policy-a-present': [
    (org) => Object.assign(policyNamed(org, 'SMS only'), inactive),
    'failure',
    /no policy/,
  ],
  'policy-a-allows-phone': [
    (org) => {
      forbidPhone(org, 'SMS only');
    },
    'failure',
    /Group A/,
  ],
  'policy-order': [
    (org) => {
      policyNamed(org, 'SMS only').priority = 4;
    },
    'failure',
    /before Group A/,
  ],
  'policy-b-allows-phone': [
    (org) => {
      forbidPhone(org, 'All other factors');
    },
    'failure',
    /Group B/,
  ],
  'policy-gaps': [
    (org) => Object.assign(policyNamed(org, 'SMS only').rules[0] ?? {}, inactive),
    'warning',
    /no active rule/,
  ],
  'sign-on-asks-for-mfa': [askNobody, 'failure', /no active rule/],
  'phone-authenticator': [(org) => Object.assign(phone(org), inactive), 'failure', /INACTIVE/],
  'telephony-provider': [
    ({ okta }) => {
      okta.org.telephonyProviders.clear();
    },
    'warning',
    /no provider/,
  ],
  'secondary-mail': [
    ({ api }) => api.createUser({ mobilePhone: '+14155550102' }),
    'warning',
    /none of 2/,
  ],
  'event-hook-exists': [
    ({ okta }) => {
      okta.org.eventHooks.clear();
    },
    'failure',
    /no hook/,
  ],
  'event-hook-active': [(org) => Object.assign(theHook(org), inactive), 'failure', /INACTIVE/],
  'event-hook-verified': [
    (org) => Object.assign(theHook(org), { verificationStatus: 'UNVERIFIED' }),
    'failure',
    /UNVERIFIED/,
  ],
  'event-hook-event-types': [(org) => theHook(org).items.pop(), 'failure', /missing/],
  'event-hook-answers': [
    ({ endpoint }) => {
      endpoint.answer = () => ({ status: 200, body: 'welcome' });
    },
    'failure',
    /without the challenge/,
  ],
  'event-hook-deliveries': [failDelivery, 'warning', /[1-9] in the last/],
  'rate-limit-share': [
    (org) => {
      org.settings.hiresPerDay = 100_000;
    },
    'failure',
    /100000 hires/,
  ],
  'system-log-readable': [refuse('/logs'), 'failure', /403/],
};

function refuseToken({ okta }: Org) {
  okta.apiFaults.add({ path: '/users/me', effect: { kind: 'error', errorCode: 'E0000011' } });
}

/** A policy for a group that is none of ours. */
async function another({ okta, api }: Org) {
  const { id } = await api.expect(200, 'POST', '/groups', { profile: { name: 'Another' } });
  policyNamed({ okta } as Org, 'All other factors').includedGroupIds.push(id);
}

function everyone(org: Org) {
  const group = [...org.okta.org.groups.values()].find(({ type }) => type === 'BUILT_IN');
  population(org, { groups: { A: org.okta.groupA, B: group?.id ?? '' } });
}

async function ruleForA({ okta, api }: Org) {
  const { id } = await api.expect(200, 'POST', '/groups/rules', {
    ...{ type: 'group_rule', name: 'All' },
    conditions: { expression: { type: 'urn:okta:expression:1.0', value: 'user.department=="X"' } },
    actions: { assignUserToGroups: { groupIds: [okta.groupA] } },
  });
  await api.expect(204, 'POST', `/groups/rules/${id}/lifecycle/activate`);
}

function hasRole({ okta }: Org, type: RoleType) {
  okta.org.admin.roles = [{ id: 'irb1', type, created: new Date() }];
}

function askNobody({ okta }: Org) {
  for (const policy of okta.org.policies.values()) {
    if (policy.type !== 'MFA_ENROLL') policy.status = 'INACTIVE';
  }
}

/** The endpoint refuses, and somebody is created. */
async function failDelivery({ api, endpoint }: Org) {
  endpoint.answer = () => ({ status: 404, body: '' });
  await api.createUser({ mobilePhone: '+14155550103' });
  for (;;) {
    const { body } = await api.call(
      'GET',
      '/logs?filter=eventType%20eq%20%22event_hook.delivery%22',
    );
    if ((body as unknown[]).length > 0) return;
  }
}

describe('the doctor in front of an org', function () {
  this.timeout('30s');
  let org: Org;
  let server: Server;

  beforeEach(async () => {
    const endpoint: Endpoint = {
      url: '',
      answer: (verification) => ({ status: 200, body: JSON.stringify({ verification }) }),
    };
    server = createServer((request, response) => {
      const challenge = String(request.headers['x-okta-verification-challenge']);
      const isRight = request.headers.authorization === secret;
      const { status, body } = isRight ? endpoint.answer(challenge) : { status: 401, body: '' };
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    endpoint.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/okta/event-hook`;
    const okta = await startOktaEmulator({
      ...{ apiToken: 'token', smtpUrl: 'smtp://127.0.0.1:9', hookBatchWindowMs: 1 },
    });
    const types = hookEventTypes({ ignoreTypes: [], signInHints: 'hook' });
    const groups = { A: okta.groupA, B: okta.groupB };
    const waiting = { ...quietWaiting, linkLifetime: 7 * day };
    const settings: DoctorSettings = {
      populations: createSettings(groups, { waiting }).populations,
      ...{ hookEventTypes: types, intervalSeconds: 60, share: 0.95, hiresPerDay: 20 },
      ...{ scheduleIds: [], audit: 'none' },
    };
    const api = oktaApi(okta);
    org = { okta, api, endpoint, settings };
    await createHook(org, types);
    await api.createUser({ mobilePhone: '+14155550101' });
  });
  afterEach(async () => {
    await org.okta.close();
    server.close();
  });

  async function createHook({ api, endpoint }: Org, items: string[]) {
    const { id } = await api.expect(200, 'POST', '/eventHooks', {
      ...{ name: 'preenroll', events: { type: 'EVENT_TYPE', items } },
      channel: {
        ...{ type: 'HTTP', version: '1.0.0' },
        config: {
          ...{ uri: endpoint.url, headers: [] },
          authScheme: { type: 'HEADER', key: 'Authorization', value: secret },
        },
      },
    });
    await api.expect(200, 'POST', `/eventHooks/${id}/lifecycle/verify`);
  }

  function portsOf({ okta }: Org): OktaPorts {
    const options = { orgUrl: okta.url, credential: ssws(okta.apiToken), requestTimeoutMs: 5_000 };
    return {
      client: createOktaSdkClient(options),
      org: createOktaOrgClient(options),
      credential: {
        ...{ kind: 'api-token', neededScopes: [] },
        grantedOf: () => Promise.resolve([]),
      },
    };
  }

  const run = (only?: string[], ports = portsOf(org)) =>
    runDoctor({
      only,
      readers: createReaders({
        settings: () => org.settings,
        ...{ oddNames: [], temporalConfigFile: { isNamed: false, exists: false } },
        ...{ okta: ports, hookSecret: secret },
      }),
    });

  for (const [id, [break_, status, evidence]] of Object.entries(table)) {
    it(`${id}: ${status} where it is broken`, async () => {
      await break_(org);
      const [result] = await run([id]);
      assert(result);
      assert.equal(result.status, status, result.evidence);
      assert.match(result.evidence, evidence);
      assert(result.remedy);
    });
  }

  it('finds nothing wrong with what can be right of these, and changes nothing', async () => {
    const before = org.okta.journal.length;
    const results = await run(Object.keys(table));
    const asked = org.okta.journal.slice(before);

    const bad = results.filter(({ status }) => status !== 'ok').map(({ id }) => id);
    assert.deepEqual(bad, [
      ...['credential-kind', 'role-not-excessive', 'other-groups-out-of-reach'],
      ...['phone-attribute-writers', 'secondary-mail'],
    ]);
    assert.deepEqual(
      asked.filter(({ method }) => method !== 'GET'),
      [],
    );
  });

  describe('as a service app', () => {
    const own = ecKey('key-1', 'P-256');
    const needed = ['okta.users.read', 'okta.logs.read'];
    const checks = [
      ...['credential-valid', 'credential-kind', 'credential-expiry', 'scopes-sufficient'],
      ...['scopes-not-excessive', 'role-sufficient', 'role-not-excessive'],
    ];

    async function runAs(app: Partial<Parameters<OktaEmulator['createServiceApp']>[0]>) {
      const { okta } = org;
      const { id } = okta.createServiceApp({ keys: [own.publicJwk as never], ...app });
      const connection: OktaConnection = {
        orgUrl: okta.url,
        credential: {
          ...{ mode: 'PrivateKey', clientId: id, privateKey: { value: own.jwkText } },
          ...{ scopes: [...needed, 'okta.roles.read'], isDpopUsed: true },
        },
      };
      const options = { ...connection, requestTimeoutMs: 5_000 };
      const results = await run(checks, {
        client: createOktaSdkClient(options),
        org: createOktaOrgClient(options),
        credential: probeCredential(connection, needed, 5_000),
      });
      return Object.fromEntries(results.map((result) => [result.id, result]));
    }

    it('finds scopes and role right, and says what it cannot see', async () => {
      const results = await runAs({
        ...{ scopes: [...needed, 'okta.roles.read'], roles: ['READ_ONLY_ADMIN', 'USER_ADMIN'] },
      });
      for (const id of checks) {
        // Who may little may not even read what that is.
        const expected = id.startsWith('role-') ? 'unknown' : 'ok';
        assert.equal(results[id]?.status, expected, results[id]?.evidence);
      }
    });

    it('finds what is missing, and what is too much', async () => {
      const results = await runAs({
        ...{ scopes: ['okta.users.read', 'okta.roles.read', 'okta.policies.manage'] },
        roles: ['SUPER_ADMIN'],
      });
      assert.deepEqual(
        ['scopes-sufficient', 'scopes-not-excessive', 'role-not-excessive'].map((id) => [
          results[id]?.status,
          results[id]?.evidence,
        ]),
        [
          ['failure', 'missing: okta.logs.read'],
          ['warning', 'tokens can also be had for: okta.policies.manage'],
          ['warning', 'it can do more than it must: SUPER_ADMIN'],
        ],
      );
    });

    it('says that Okta does not know the key', async () => {
      const results = await runAs({ keys: [ecKey('key-2', 'P-256').publicJwk as never] });
      assert.equal(results['credential-valid']?.status, 'failure');
      assert.match(results['credential-valid'].evidence, /OKTA_CLIENT_/);
      assert.equal(results['role-sufficient']?.status, 'unknown');
    });
  });

  it('says that Okta is away, and that the rest is not known', async () => {
    await org.okta.close();
    const results = await run(['engine', 'clock-skew', 'groups-exist']);

    assert.deepEqual(
      results.map(({ status }) => status),
      ['failure', 'unknown', 'unknown'],
    );
  });

  it('knows Classic', async () => {
    await org.okta.close();
    const okta = await startOktaEmulator({
      ...{ engine: 'classic', apiToken: 'token', smtpUrl: 'smtp://127.0.0.1:9' },
    });
    org = { ...org, okta, api: oktaApi(okta) };
    const results = await run([
      ...['engine', 'policy-a-allows-phone', 'policy-order', 'policy-b-allows-phone'],
      ...['policy-gaps', 'phone-authenticator', 'telephony-provider'],
    ]);

    assert.deepEqual(
      results.map(({ id, status }) => `${id}: ${status}`),
      [
        ...['engine: ok', 'policy-a-allows-phone: ok', 'policy-order: ok'],
        ...['policy-b-allows-phone: ok', 'policy-gaps: ok', 'phone-authenticator: unknown'],
        'telephony-provider: unknown',
      ],
    );
    assert.equal(results[0]?.evidence, 'Classic Engine');
  });
});
