import type { Evidence } from '../../src/doctor/evidence.js';
import type { Readers } from '../../src/doctor/readings.js';
import { createSettings, quietWaiting } from './settings.js';

export const now = new Date('2026-12-01T12:00:00Z');

export const groups = { A: '00g0000000000000000A', B: '00g0000000000000000B' };
const day = 24 * 60 * 60_000;

const waiting = { ...quietWaiting, reminders: [day, 3 * day, 6 * day], linkLifetime: 7 * day };

/** What the doctor reads of an org and its surroundings where everything is as it must be, as far as any API tells. */
export function healthyEvidence(): Evidence {
  const policy = { isActive: true, hasActiveRule: true, isForEveryone: false };
  return {
    settings: {
      populations: createSettings(groups, { waiting }).populations,
      hookEventTypes: ['user.lifecycle.create', 'user.lifecycle.activate'],
      ...{ intervalSeconds: 60, share: 0.95, hiresPerDay: 20 },
      scheduleIds: ['reconcile-system-log', 'sweep-group-a'],
      audit: 'database',
    },
    oddNames: [],
    temporalConfigFile: { isNamed: true, exists: true },

    organization: { engine: 'idx', skewMs: 400 },
    credentialKind: 'service-app',
    ownUser: undefined,
    apiToken: undefined,
    ownRoles: ['CUSTOM', 'READ_ONLY_ADMIN'],
    scopes: { needed: ['okta.users.manage', 'okta.logs.read'], missing: [], excessive: [] },
    reachesOtherGroups: false,

    groups: new Map(
      Object.values(groups).map((id) => [id, { id, type: 'OKTA_GROUP', name: 'a group' }]),
    ),
    groupRules: [],
    userAttributes: [
      { name: 'mobilePhone', isCustom: false, type: 'string', self: 'READ_ONLY' },
      { name: 'secondEmail', isCustom: false, type: 'string', self: 'READ_WRITE' },
    ],
    sampledUsers: {
      of: 'staged',
      users: [
        {
          ...{ id: '00u00000000000000001', status: 'STAGED' },
          profile: { mobilePhone: '+14155550101', secondEmail: 'ann@home.example' },
        },
      ],
      isWhole: true,
    },

    enrollmentPolicies: [
      { ...policy, priority: 1, groupIds: [groups.A], phone: 'REQUIRED' },
      { ...policy, priority: 2, groupIds: [groups.B], phone: 'OPTIONAL' },
    ],
    orgPolicies: [groups.A, groups.B].map((id, at) => ({
      ...{ id: `00p${at}`, type: 'MFA_ENROLL', name: 'a policy', status: 'ACTIVE' },
      ...{ priority: at + 1, isSystem: false, groupIds: [id], settings: undefined },
      rules: [
        {
          ...{ id: `0pr${at}`, name: 'a rule', status: 'ACTIVE', priority: 1, isSystem: false },
          actions: { enroll: { self: 'CHALLENGE' } },
          conditions: { network: { connection: 'ANYWHERE' } },
        },
      ],
    })),
    asksForMfa: true,

    phoneAuthenticator: {
      authenticator: { id: 'aut1', key: 'phone_number', status: 'ACTIVE' },
      smsMethod: 'ACTIVE',
    },
    telephonyProviders: [{ isEnabled: true, isPrimary: true }],

    eventHook: {
      ...{ id: 'who1', name: 'a hook', status: 'ACTIVE', verificationStatus: 'VERIFIED' },
      url: 'https://hook.example.com/okta/event-hook',
      eventTypes: ['user.lifecycle.create', 'user.lifecycle.activate'],
      hasFilter: false,
    },
    hookAnswer: { status: 200, isRight: true, ms: 80 },
    deliveryFailures: { count: 0, isWhole: true },
    hookEvents: { count: 900, isWhole: true, perDay: 900 },

    rateLimits: Object.fromEntries(
      ['users', 'user-reads', 'groups', 'logs'].map((bucket) => [
        bucket,
        { limit: 300, remaining: 300, secondsToReset: 60 },
      ]),
    ),
    createdUsers: { byDay: new Map([['2026-11-30', 12]]), isWhole: true },
    systemLogPage: { events: 3 },

    temporalServer: { version: '1.30.1', isDevServer: false },
    namespace: { name: 'preenroll', isRegistered: true, retentionMs: 90 * day },
    searchAttributes: { missing: [], ofOtherType: [] },
    schedules: new Map(
      ['reconcile-system-log', 'sweep-group-a'].map((id) => [
        id,
        { isPaused: false, lastRunAt: now },
      ]),
    ),
    pollers: new Map([
      ['preenroll', [{ identity: '1@worker', buildId: 'b1', lastSeenMs: now.getTime() }]],
      ['preenroll-users', [{ identity: '1@worker', buildId: 'b2', lastSeenMs: now.getTime() }]],
    ]),
    reconciliation: {
      ...{ readUntil: '2026-12-01T11:59:30Z', counted: [], ledger: [], eventHookAlerts: [] },
      hookBudget: { events: 900, warningLevel: 280_000 },
    },

    smtp: { isEncrypted: true },
    smtpWithTls: true,
    auditMigrations: { pending: [] },
    auditProbe: true,
  };
}

/** Readers that find this. What is an error is what reading fails with. */
export function readersOf(evidence: { [Name in keyof Evidence]: Evidence[Name] | Error }): Readers {
  const entries = Object.entries(evidence).map(
    ([name, value]) =>
      [
        name,
        () => (value instanceof Error ? Promise.reject(value) : Promise.resolve(value)),
      ] as const,
  );
  return Object.fromEntries(entries) as unknown as Readers;
}
