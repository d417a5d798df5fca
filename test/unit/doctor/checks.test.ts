import assert from 'node:assert/strict';
import { AuditUnavailableError } from '../../../src/audit/audit-store.js';
import type { CheckStatus } from '../../../src/contract/doctor.js';
import { checkIds } from '../../../src/doctor/checks/index.js';
import type { Evidence } from '../../../src/doctor/evidence.js';
import { UnreadError } from '../../../src/doctor/read-failure.js';
import { runDoctor } from '../../../src/doctor/run-doctor.js';
import { OktaUnreachableError } from '../../../src/okta/okta-errors.js';
import { groups, healthyEvidence, now, readersOf } from '../../support/healthy-evidence.js';
import { oktaError } from '../../support/okta-error.js';

type Broken = { [Name in keyof Evidence]?: Evidence[Name] | Error };

/** What is wrong, how the check comes out then, and what its evidence says. */
type Row = [what: string, broken: Broken, status: CheckStatus, evidence: RegExp];

const healthy = healthyEvidence();
const population = (changes: object) => ({
  settings: {
    ...healthy.settings,
    populations: healthy.settings.populations.map((each) => ({ ...each, ...changes })),
  },
});
const waiting = (changes: object) =>
  population({ waiting: { ...healthy.settings.populations[0]?.waiting, ...changes } });
const policies = (change: (policy: Evidence['enrollmentPolicies'][number]) => object) => ({
  enrollmentPolicies: healthy.enrollmentPolicies.map((policy) => ({
    ...policy,
    ...change(policy),
  })),
});
const rules = (rule: object) => ({
  orgPolicies: healthy.orgPolicies.map((policy) => ({
    ...policy,
    rules: policy.rules.map((each) => ({ ...each, ...rule })),
  })),
});
const users = (...profiles: Record<string, unknown>[]) => ({
  sampledUsers: {
    ...healthy.sampledUsers,
    users: profiles.map((profile, at) => ({ id: `00u${at}`, status: 'STAGED', profile })),
  },
});
const hook = (changes: object) => {
  assert(healthy.eventHook);
  return { eventHook: { ...healthy.eventHook, ...changes } };
};
const rule = { id: '0pr9', name: 'a rule', status: 'ACTIVE' };
const token = (expiresAt: string | undefined) => ({
  credentialKind: 'api-token' as const,
  apiToken: { name: 'a token', expiresAt, lastUpdated: undefined },
});
const passes = (changes: object) => {
  assert(healthy.reconciliation);
  return { reconciliation: { ...healthy.reconciliation, ...changes } };
};
const hour = 60 * 60_000;

const rejected = oktaError('401 E0000011');
const forbidden = oktaError('403 E0000006');
const away = new OktaUnreachableError('GET /', 'ECONNREFUSED');

/** Every check, broken in every way that it tells apart. */
const table: Record<string, Row[]> = {
  'configuration-valid': [
    [
      'the file is wrong',
      { settings: new UnreadError('misconfigured', 'MAIL_FROM is not set') },
      'failure',
      /MAIL_FROM/,
    ],
  ],
  'configuration-names': [
    [
      'a slip',
      { oddNames: [{ name: 'OKTA_GRUOP_A', nearest: 'OKTA_GROUP_A' }] },
      'warning',
      /OKTA_GRUOP_A: OKTA_GROUP_A is meant/,
    ],
  ],
  engine: [['Okta is away', { organization: away }, 'failure', /ECONNREFUSED/]],
  'clock-skew': [
    [
      'some seconds',
      { organization: { engine: 'idx', skewMs: -20_000 } },
      'warning',
      /20 s behind/,
    ],
    ['minutes', { organization: { engine: 'idx', skewMs: 120_000 } }, 'failure', /120 s ahead/],
    ['Okta is away', { organization: away }, 'unknown', /could not be read/],
  ],
  'credential-valid': [['Okta refuses it', { ownUser: rejected }, 'failure', /401 E0000011/]],
  'credential-kind': [['an API token', { credentialKind: 'api-token' }, 'warning', /SSWS/]],
  'credential-expiry': [
    ['soon', token('2026-12-04T12:00:00Z'), 'warning', /3 days/],
    ['over', token('2026-11-30T12:00:00Z'), 'failure', /expired/],
    ['not told', token(undefined), 'unknown', /does not tell/],
    [
      'not to be read',
      { ...token(undefined), apiToken: forbidden },
      'unknown',
      /scope or the role/,
    ],
    ['rejected', { ...token(undefined), apiToken: rejected }, 'failure', /401/],
  ],
  'scopes-sufficient': [
    [
      'one is missing',
      { scopes: { needed: [], missing: ['okta.logs.read'], excessive: [] } },
      'failure',
      /missing: okta.logs.read/,
    ],
  ],
  'scopes-not-excessive': [
    [
      'too wide',
      { scopes: { needed: [], missing: [], excessive: ['okta.apps.manage'] } },
      'warning',
      /okta.apps.manage/,
    ],
    ['an API token', { scopes: undefined }, 'unknown', /no scopes/],
  ],
  'role-sufficient': [
    ['none', { credentialKind: 'api-token', ownRoles: [] }, 'failure', /no admin role/],
    ['none of a service app', { ownRoles: [] }, 'unknown', /resource set/],
    ['another', { ownRoles: ['REPORT_ADMIN'] }, 'warning', /not known/],
    ['not to be read', { ownRoles: forbidden }, 'unknown', /scope or the role/],
  ],
  'role-not-excessive': [['everything', { ownRoles: ['SUPER_ADMIN'] }, 'warning', /SUPER_ADMIN/]],
  'other-groups-out-of-reach': [
    ['within reach', { reachesOtherGroups: true }, 'warning', /would have taken/],
    ['nothing to try', { reachesOtherGroups: undefined }, 'unknown', /no other group/],
  ],
  'groups-exist': [
    [
      'one is gone',
      { groups: new Map([...healthy.groups, [groups.B, undefined]]) },
      'failure',
      /Group B/,
    ],
  ],
  'groups-type': [
    [
      'of an app',
      {
        groups: new Map([
          ...healthy.groups,
          [groups.A, { id: groups.A, type: 'APP_GROUP', name: '' }],
        ]),
      },
      'failure',
      /Group A .* APP_GROUP/,
    ],
  ],
  'groups-rules': [
    [
      'into Group A',
      { groupRules: [{ ...rule, groupIds: [groups.A] }] },
      'failure',
      /0pr9 fills Group A/,
    ],
    [
      'into Group B',
      { groupRules: [{ ...rule, groupIds: [groups.B] }] },
      'warning',
      /0pr9 fills Group B/,
    ],
    [
      'not active',
      { groupRules: [{ ...rule, status: 'INACTIVE', groupIds: [groups.A] }] },
      'ok',
      /none/,
    ],
  ],
  'phone-attribute-exists': [
    ['there is none', { userAttributes: [] }, 'failure', /none of mobileNumber, mobilePhone/],
  ],
  'phone-attribute-writers': [
    [
      'the user',
      {
        userAttributes: [
          { name: 'mobilePhone', isCustom: false, type: 'string', self: 'READ_WRITE' },
        ],
      },
      'warning',
      /mobilePhone/,
    ],
    [
      'not told',
      { userAttributes: [{ name: 'mobilePhone', isCustom: false, type: 'string' }] },
      'unknown',
      /does not say/,
    ],
    ['there is none', { userAttributes: [] }, 'unknown', /no such attribute/],
  ],
  'phone-numbers-filled': [
    [
      'one is missing',
      users({ mobilePhone: '+14155550101' }, {}),
      'warning',
      /1 of 2 staged users/,
    ],
    ['nobody is there', users(), 'unknown', /no users/],
    [
      'there are more',
      { sampledUsers: { ...healthy.sampledUsers, isWhole: false } },
      'ok',
      /the first staged users/,
    ],
  ],
  'phone-numbers-usable': [
    [
      'one is a landline',
      users({ mobilePhone: '+14155550101' }, { mobilePhone: '5550101' }, {}),
      'warning',
      /1 of 2 numbers/,
    ],
    ['there are none', users({}), 'unknown', /no numbers/],
  ],
  'policy-a-present': [
    [
      'not active',
      policies(({ groupIds }) => ({ isActive: !groupIds.includes(groups.A) })),
      'failure',
      /no policy/,
    ],
    ['not to be read', { enrollmentPolicies: forbidden }, 'unknown', /scope or the role/],
  ],
  'policy-a-allows-phone': [
    ['forbidden', policies(() => ({ phone: 'NOT_ALLOWED' })), 'failure', /Group A/],
  ],
  'policy-order': [
    [
      'B first',
      policies(({ priority }) => ({ priority: 3 - priority })),
      'failure',
      /before Group A/,
    ],
  ],
  'policy-b-allows-phone': [
    [
      'forbidden',
      policies(({ priority }) => (priority === 2 ? { phone: 'NOT_ALLOWED' } : {})),
      'failure',
      /Group B/,
    ],
  ],
  'policy-gaps': [
    ['no active rule', rules({ status: 'INACTIVE' }), 'warning', /no active rule/],
    ['a zone', rules({ conditions: { network: { connection: 'ZONE' } } }), 'warning', /leaves out/],
    [
      'somebody left out',
      rules({ conditions: { people: { users: { exclude: ['00u1'] } } } }),
      'warning',
      /leaves out/,
    ],
    [
      'one app',
      rules({ conditions: { app: { include: [{ type: 'APP' }] } } }),
      'warning',
      /leaves out/,
    ],
    [
      'nobody may enroll',
      rules({ actions: { enroll: { self: 'NEVER' } } }),
      'warning',
      /lets anybody enroll/,
    ],
  ],
  'sign-on-asks-for-mfa': [['nothing asks', { asksForMfa: false }, 'failure', /no active rule/]],
  'phone-authenticator': [
    [
      'there is none',
      { phoneAuthenticator: { authenticator: undefined, smsMethod: undefined } },
      'failure',
      /no phone/,
    ],
    [
      'not active',
      {
        phoneAuthenticator: {
          authenticator: { id: 'aut1', key: 'phone_number', status: 'INACTIVE' },
          smsMethod: 'ACTIVE',
        },
      },
      'failure',
      /INACTIVE/,
    ],
    [
      'no texts',
      { phoneAuthenticator: { ...healthy.phoneAuthenticator, smsMethod: 'INACTIVE' } },
      'failure',
      /text messages are INACTIVE/,
    ],
    [
      'not told',
      { phoneAuthenticator: { ...healthy.phoneAuthenticator, smsMethod: undefined } },
      'unknown',
      /does not tell/,
    ],
    [
      'Classic',
      {
        organization: { engine: 'classic', skewMs: 0 },
        phoneAuthenticator: { authenticator: undefined, smsMethod: undefined },
      },
      'unknown',
      /Classic/,
    ],
  ],
  'telephony-provider': [
    ['none', { telephonyProviders: [] }, 'warning', /no provider/],
    [
      'not active',
      { telephonyProviders: [{ isEnabled: false, isPrimary: true }] },
      'failure',
      /none is active/,
    ],
    [
      'not primary',
      { telephonyProviders: [{ isEnabled: true, isPrimary: false }] },
      'warning',
      /primary/,
    ],
  ],
  'secondary-mail': [
    ['no attribute', { userAttributes: [] }, 'warning', /no secondEmail/],
    ['nobody has one', users({ mobilePhone: '+14155550101' }), 'warning', /none of 1/],
  ],
  'link-lifetime': [
    ['shorter than Okta can', waiting({ linkLifetime: hour }), 'failure', /8 hours/],
  ],
  'event-hook-exists': [['there is none', { eventHook: undefined }, 'failure', /no hook/]],
  'event-hook-active': [
    ['inactive', hook({ status: 'INACTIVE' }), 'failure', /INACTIVE/],
    ['there is none', { eventHook: undefined }, 'unknown', /event-hook-exists/],
  ],
  'event-hook-verified': [
    ['unverified', hook({ verificationStatus: 'UNVERIFIED' }), 'failure', /UNVERIFIED/],
    ['there is none', { eventHook: undefined }, 'unknown', /event-hook-exists/],
  ],
  'event-hook-event-types': [
    [
      'one is missing',
      hook({ eventTypes: ['user.lifecycle.create'] }),
      'failure',
      /user.lifecycle.activate/,
    ],
    [
      'one too many',
      hook({ eventTypes: [...healthy.settings.hookEventTypes, 'user.session.end'] }),
      'warning',
      /user.session.end/,
    ],
    ['a filter', hook({ hasFilter: true }), 'warning', /filter/],
    ['there is none', { eventHook: undefined }, 'unknown', /event-hook-exists/],
  ],
  'event-hook-answers': [
    [
      'another secret',
      { hookAnswer: { status: 401, isRight: false, ms: 5 } },
      'failure',
      /another secret/,
    ],
    [
      'somebody else',
      { hookAnswer: { status: 200, isRight: false, ms: 5 } },
      'failure',
      /without the challenge/,
    ],
    ['an error', { hookAnswer: { status: 502, isRight: false, ms: 5 } }, 'failure', /502/],
    ['too slow', { hookAnswer: { status: 200, isRight: true, ms: 3_400 } }, 'failure', /3400 ms/],
    [
      'nobody',
      {
        hookAnswer: new UnreadError(
          'unreachable',
          'the URL of the hook does not answer: ECONNREFUSED',
        ),
      },
      'failure',
      /ECONNREFUSED/,
    ],
    [
      'no secret here',
      { hookAnswer: new UnreadError('not-configured', 'OKTA_EVENT_HOOK_SECRET is not set here') },
      'unknown',
      /OKTA_EVENT_HOOK_SECRET/,
    ],
  ],
  'event-hook-deliveries': [
    ['some failed', { deliveryFailures: { count: 4, isWhole: true } }, 'warning', /4 in the last/],
    [
      'very many',
      { deliveryFailures: { count: 5_000, isWhole: false } },
      'warning',
      /at least 5000/,
    ],
  ],
  'event-budget': [
    [
      'near',
      { hookEvents: { count: 5_000, isWhole: false, perDay: 300_000 } },
      'warning',
      /about 300000/,
    ],
    [
      'used up',
      { hookEvents: { count: 5_000, isWhole: false, perDay: 500_000 } },
      'failure',
      /about 500000/,
    ],
  ],
  'rate-limit-share': [
    [
      'slow',
      { settings: { ...healthy.settings, hiresPerDay: 3_000 } },
      'warning',
      /3000 hires a day/,
    ],
    [
      'more than a day',
      { settings: { ...healthy.settings, hiresPerDay: 100_000 } },
      'failure',
      /100000 hires/,
    ],
    [
      'nobody to go by',
      {
        settings: { ...healthy.settings, hiresPerDay: undefined },
        createdUsers: { byDay: new Map(), isWhole: true },
      },
      'unknown',
      /hires-per-day/,
    ],
    ['no limits', { rateLimits: {} }, 'unknown', /no limits/],
    [
      'by the last week',
      { settings: { ...healthy.settings, hiresPerDay: undefined } },
      'ok',
      /12 hires on the busiest/,
    ],
  ],
  'system-log-readable': [['forbidden', { systemLogPage: forbidden }, 'failure', /403/]],
  'system-log-lag': [
    ['minutes', passes({ readUntil: '2026-12-01T11:50:00Z' }), 'warning', /600 s ago/],
    ['hours', passes({ readUntil: '2026-12-01T09:00:00Z' }), 'failure', /10800 s/],
    [
      'stuck',
      passes({
        problem: { reason: 'okta-permission-missing', explanation: '', action: '', since: 'then' },
      }),
      'failure',
      /okta-permission-missing/,
    ],
    ['never', { reconciliation: undefined }, 'warning', /no pass/],
  ],
  'temporal-reachable': [
    [
      'away',
      { temporalServer: new UnreadError('unreachable', 'Temporal: unavailable') },
      'failure',
      /unavailable/,
    ],
    ['old', { temporalServer: { version: '1.27.2', isDevServer: false } }, 'warning', /1.27.2/],
    ['not told', { temporalServer: { version: '', isDevServer: false } }, 'unknown', /version/],
  ],
  'temporal-namespace': [
    [
      'not there',
      { namespace: new UnreadError('refused', 'Temporal: not found') },
      'failure',
      /not found/,
    ],
    ['deleted', { namespace: { ...healthy.namespace, isRegistered: false } }, 'failure', /deleted/],
  ],
  'temporal-retention': [
    [
      'shorter than a hire waits',
      { namespace: { ...healthy.namespace, retentionMs: 72 * hour } },
      'warning',
      /3 days; a hire waits for/,
    ],
  ],
  'temporal-search-attributes': [
    [
      'missing',
      { searchAttributes: { missing: ['HireBatch'], ofOtherType: [] } },
      'failure',
      /missing: HireBatch/,
    ],
    [
      'another type',
      { searchAttributes: { missing: [], ofOtherType: ['HireBatch'] } },
      'failure',
      /another type: HireBatch/,
    ],
  ],
  'temporal-schedules': [
    ['missing', { schedules: new Map() }, 'failure', /missing: reconcile-system-log/],
    [
      'paused',
      {
        schedules: new Map([
          ...healthy.schedules,
          ['sweep-group-a', { isPaused: true, lastRunAt: undefined }],
        ]),
      },
      'warning',
      /paused: sweep-group-a/,
    ],
  ],
  'temporal-worker': [
    [
      'nobody',
      { pollers: new Map([...healthy.pollers, ['preenroll-logs', []]]) },
      'failure',
      /nobody polls preenroll-logs/,
    ],
  ],
  'temporal-worker-versions': [
    [
      'two',
      {
        pollers: new Map([
          [
            'preenroll',
            ['b1', 'b2'].map((buildId) => ({ identity: buildId, buildId, lastSeenMs: 0 })),
          ],
        ]),
      },
      'warning',
      /2 versions/,
    ],
    [
      'not told',
      { pollers: new Map([['preenroll', [{ identity: '1', buildId: '', lastSeenMs: 0 }]]]) },
      'unknown',
      /does not tell/,
    ],
    ['nobody', { pollers: new Map([['preenroll', []]]) }, 'unknown', /no worker/],
  ],
  'temporal-dev-server': [
    ['it is', { temporalServer: { version: '1.30.1', isDevServer: true } }, 'warning', /SQLite/],
  ],
  'temporal-config-file': [
    [
      'not there',
      { temporalConfigFile: { isNamed: true, exists: false } },
      'warning',
      /does not exist/,
    ],
  ],
  'smtp-reachable': [
    ['away', { smtp: new UnreadError('refused', 'ESOCKET CONN') }, 'failure', /ESOCKET/],
    [
      'not known',
      { smtp: new UnreadError('not-configured', 'SMTP_URL is not set here') },
      'unknown',
      /SMTP_URL/,
    ],
  ],
  'smtp-tls': [
    [
      'none',
      { smtpWithTls: new UnreadError('refused', 'without TLS: ETLS') },
      'warning',
      /without TLS/,
    ],
    ['away', { smtp: new UnreadError('refused', 'ESOCKET CONN') }, 'unknown', /ESOCKET/],
  ],
  'audit-store': [
    [
      'none',
      { settings: { ...healthy.settings, audit: 'none' } },
      'warning',
      /nothing is recorded/,
    ],
    [
      'not known',
      { settings: { ...healthy.settings, audit: 'embedded' } },
      'unknown',
      /of its own/,
    ],
  ],
  'audit-migrated': [
    ['behind', { auditMigrations: { pending: ['002'] } }, 'failure', /002/],
    [
      'not there',
      { auditMigrations: new AuditUnavailableError('it is not set up') },
      'failure',
      /not set up/,
    ],
  ],
  'audit-writable': [
    [
      'refused',
      { auditProbe: new AuditUnavailableError('its role may not do this') },
      'failure',
      /may not/,
    ],
    [
      'not known',
      { auditProbe: new UnreadError('not-configured', 'DATABASE_URL is not set here') },
      'unknown',
      /DATABASE_URL/,
    ],
  ],
};

/** What no API of Okta tells is never ok. */
const neverOk = ['secondary-mail', 'link-lifetime'];

describe('the checks of the doctor', () => {
  const run = async (id: string, broken: Broken) => {
    const readers = readersOf({ ...healthyEvidence(), ...broken });
    const [result] = await runDoctor({ readers, only: [id], now });
    assert(result, `${id} is no check`);
    return result;
  };

  it('are all in the table', () => {
    assert.deepEqual(Object.keys(table).sort(), [...checkIds].sort());
    assert.equal(new Set(checkIds).size, checkIds.length);
  });

  for (const id of Object.keys(table)) {
    it(`${id}: is ${neverOk.includes(id) ? 'unknown, however' : 'ok where'} everything is as it must be`, async () => {
      const { status, evidence, remedy } = await run(id, {});
      assert.equal(status, neverOk.includes(id) ? 'unknown' : 'ok', evidence);
      assert.equal(remedy === undefined, status === 'ok');
    });
  }

  for (const [id, rows] of Object.entries(table)) {
    for (const [what, broken, status, evidence] of rows) {
      it(`${id}: ${what}: ${status}`, async () => {
        const result = await run(id, broken);
        assert.deepEqual(
          [result.status, evidence.test(result.evidence)],
          [status, true],
          result.evidence,
        );
        assert.equal(result.remedy === undefined, status === 'ok');
      });
    }
  }

  it('have a broken state in the table that is not ok, each of them', () => {
    for (const [id, rows] of Object.entries(table)) {
      assert(
        rows.some(([, , status]) => status !== 'ok'),
        id,
      );
    }
  });
});

describe('the doctor', () => {
  it('makes every check, also where nothing can be read', async () => {
    const failing = Object.fromEntries(
      Object.keys(healthy).map((name) => [name, new Error('of anybody@example.com')]),
    ) as { [Name in keyof Evidence]: Error };
    const results = await runDoctor({ readers: readersOf(failing), now });

    assert.deepEqual(
      results.map(({ id }) => id),
      checkIds,
    );
    assert.deepEqual(
      results.filter(({ status }) => status === 'ok'),
      [],
    );
    assert.doesNotMatch(JSON.stringify(results), /anybody/);
  });

  it('waits for no reading longer than it must, and reads each thing once', async () => {
    let reads = 0;
    const readers = {
      ...readersOf(healthyEvidence()),
      groups: () => {
        reads += 1;
        return new Promise<never>(() => undefined);
      },
    };
    const results = await runDoctor({
      readers,
      timeoutMs: 20,
      now,
      only: ['groups-exist', 'groups-type', 'engine'],
    });

    assert.deepEqual(
      results.map(({ status }) => status),
      ['ok', 'unknown', 'unknown'],
    );
    assert.match(results[1]?.evidence ?? '', /no answer within 0.02 s/);
    assert.equal(reads, 1);
  });

  it('says of what hangs on a wrong configuration only that', async () => {
    const settings = new UnreadError(
      'misconfigured',
      'The environment is not right:\n  MAIL_FROM is not set',
    );
    const readers = readersOf({ ...healthyEvidence(), settings });
    const [configuration, groupsExist] = await runDoctor({
      readers,
      now,
      only: ['configuration-valid', 'groups-exist'],
    });

    assert.equal(configuration?.status, 'failure');
    assert.deepEqual(
      [groupsExist?.status, groupsExist?.evidence],
      ['unknown', 'see configuration-valid'],
    );
  });
});
