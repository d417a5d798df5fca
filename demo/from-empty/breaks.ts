import type { Client } from '@temporalio/client';
import type { OktaEmulator } from '../../okta-emulator/okta-emulator.js';
import type { EventHook } from '../../okta-emulator/state/event-hook.js';
import type { Engine } from '../../okta-emulator/state/org.js';
import type { Policy } from '../../okta-emulator/state/policy.js';
import type { ServiceApp } from '../../okta-emulator/state/service-app.js';
import { reconciliationScheduleId } from '../../src/contract/reconciliation.js';

/** What is broken: the org, or the environment that the processes are started with. */
export interface Breakable {
  okta: OktaEmulator;
  groups: { a: string; b: string };
  phoneAttribute: string;
  environment: Record<string, string>;
  temporal: Client;
}

/** Breaks something, and gives what repairs it. */
export interface Break {
  /** What somebody has done. */
  what: string;
  /** The check of the doctor that names it. */
  check: string;
  /** Absent: of both. */
  engine?: Engine;
  break: (world: Breakable) => Repair | Promise<Repair>;
}

type Repair = () => unknown;

/** One for each prerequisite that somebody can take away. */
export const breaks: readonly Break[] = [
  {
    ...{ what: "the service app's key is revoked", check: 'credential-valid' },
    break: ({ okta }) => change(theApp(okta), { keys: [] }),
  },
  {
    ...{ what: 'a scope is no longer granted', check: 'scopes-sufficient' },
    break: ({ okta }) => change(theApp(okta), { scopes: ['okta.users.read'] }),
  },
  {
    ...{ what: 'the app is granted more than it needs', check: 'scopes-not-excessive' },
    break({ okta }) {
      const app = theApp(okta);
      return change(app, { scopes: [...app.scopes, 'okta.policies.manage'] });
    },
  },
  {
    ...{ what: 'the app is made a super administrator', check: 'role-not-excessive' },
    break: ({ okta }) =>
      change(theApp(okta), {
        roles: [{ id: 'irbSuper', type: 'SUPER_ADMIN', created: new Date() }],
      }),
  },
  {
    ...{ what: 'Group B is deleted', check: 'groups-exist' },
    break: ({ okta, groups }) => takeAway(okta.org.groups, groups.b),
  },
  {
    ...{ what: 'Group A belongs to an app', check: 'groups-type' },
    break: ({ okta, groups }) => change(entry(okta.org.groups, groups.a), { type: 'APP_GROUP' }),
  },
  {
    ...{ what: 'a group rule fills Group A', check: 'groups-rules' },
    break({ okta, groups }) {
      const { groupRules } = okta.org;
      const now = new Date();
      const rule = { id: '0prRuleOfSomebody05d7', name: 'All of Sales', status: 'ACTIVE' } as const;
      groupRules.set(rule.id, {
        ...{ ...rule, created: now, lastUpdated: now, excludedUserIds: [] },
        ...{ expression: 'user.department=="Sales"', groupIds: [groups.a] },
      });
      return () => groupRules.delete(rule.id);
    },
  },
  {
    ...{ what: 'users may write their phone number', check: 'phone-attribute-writers' },
    break({ okta, phoneAttribute }) {
      const attribute = okta.org.userSchema.custom[phoneAttribute] ?? missing(phoneAttribute);
      return change(attribute, { permissions: [{ principal: 'SELF', action: 'READ_WRITE' }] });
    },
  },
  {
    ...{ what: 'the attribute for the phone is deleted', check: 'phone-attribute-exists' },
    break({ okta, phoneAttribute }) {
      const { custom } = okta.org.userSchema;
      const attribute = custom[phoneAttribute] ?? missing(phoneAttribute);
      Reflect.deleteProperty(custom, phoneAttribute);
      return () => (custom[phoneAttribute] = attribute);
    },
  },
  {
    ...{ what: 'the org has no telephony provider', check: 'telephony-provider' },
    engine: 'idx',
    break({ okta }) {
      const { telephonyProviders } = okta.org;
      const [id = missing('a provider')] = telephonyProviders.keys();
      return takeAway(telephonyProviders, id);
    },
  },
  {
    ...{ what: 'the phone authenticator is switched off', check: 'phone-authenticator' },
    engine: 'idx',
    break({ okta }) {
      const phone = [...okta.org.authenticators.values()].find(({ key }) => key === 'phone_number');
      return change(phone ?? missing('the phone'), { status: 'INACTIVE' });
    },
  },
  {
    ...{ what: "Group A's policy is switched off", check: 'policy-a-present' },
    break: (world) => change(policyOf(world, 'a'), { status: 'INACTIVE' }),
  },
  {
    ...{ what: "Group A's policy forbids the phone", check: 'policy-a-allows-phone' },
    break: (world) => change(policyOf(world, 'a'), withoutPhone(policyOf(world, 'a'))),
  },
  {
    ...{ what: "Group B's policy forbids the phone", check: 'policy-b-allows-phone' },
    break: (world) => change(policyOf(world, 'b'), withoutPhone(policyOf(world, 'b'))),
  },
  {
    ...{ what: "Group A's policy comes last", check: 'policy-order' },
    break: (world) => change(policyOf(world, 'a'), { priority: 99 }),
  },
  {
    ...{ what: "a rule of Group B's policy is switched off", check: 'policy-gaps' },
    break: (world) =>
      change(policyOf(world, 'b').rules[0] ?? missing('a rule'), { status: 'INACTIVE' }),
  },
  {
    ...{ what: 'no policy asks for MFA at sign-in', check: 'sign-on-asks-for-mfa' },
    break({ okta }) {
      const repairs = [...okta.org.policies.values()]
        .filter(({ type }) => type !== 'MFA_ENROLL')
        .map((policy) => change(policy, { status: 'INACTIVE' }));
      return () => {
        for (const repair of repairs) repair();
      };
    },
  },
  {
    ...{ what: 'the event hook is deleted', check: 'event-hook-exists' },
    break: ({ okta }) => takeAway(okta.org.eventHooks, theHook(okta).id),
  },
  {
    ...{ what: 'the event hook is deactivated', check: 'event-hook-active' },
    break: ({ okta }) => change(theHook(okta), { status: 'INACTIVE' }),
  },
  {
    ...{ what: 'the event hook is not verified any more', check: 'event-hook-verified' },
    break: ({ okta }) => change(theHook(okta), { verificationStatus: 'UNVERIFIED' }),
  },
  {
    ...{ what: 'an event type is taken out of the hook', check: 'event-hook-event-types' },
    break({ okta }) {
      const hook = theHook(okta);
      return change(hook, { items: hook.items.slice(1) });
    },
  },
  {
    ...{ what: "the gateway has another secret than Okta's", check: 'event-hook-answers' },
    break: ({ environment }) =>
      change(environment, { OKTA_EVENT_HOOK_SECRET: 'of-somebody-else-and-long-enough' }),
  },
  {
    ...{ what: 'the app may not read the System Log any more', check: 'system-log-readable' },
    break: ({ okta }) => change(theApp(okta), { roles: [] }),
  },
  {
    ...{ what: "Okta's clock and ours differ by ten minutes", check: 'clock-skew' },
    break: ({ okta }) => change(okta.org.settings, { clockSkewMs: 10 * 60_000 }),
  },
  {
    ...{ what: 'a variable is misspelt', check: 'configuration-names' },
    break: ({ environment }) => change(environment, { OKTA_GRUOP_A: 'x' }),
  },
  {
    ...{ what: 'the mail server is away', check: 'smtp-reachable' },
    break: ({ environment }) => change(environment, { SMTP_URL: 'smtp://127.0.0.1:1' }),
  },
  {
    ...{ what: 'Temporal is away', check: 'temporal-reachable' },
    break: ({ environment }) => change(environment, { TEMPORAL_ADDRESS: '127.0.0.1:1' }),
  },
  {
    ...{ what: 'the namespace is another one', check: 'temporal-namespace' },
    break: ({ environment }) => change(environment, { TEMPORAL_NAMESPACE: 'elsewhere' }),
  },
  {
    ...{ what: 'the reconciliation is paused', check: 'temporal-schedules' },
    async break({ temporal }) {
      const schedule = temporal.schedule.getHandle(reconciliationScheduleId);
      await schedule.pause();
      return () => schedule.unpause();
    },
  },
  {
    ...{ what: 'the audit store is away', check: 'audit-writable' },
    break: ({ environment }) =>
      change(environment, { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/preenroll' }),
  },
];

function change<T extends object>(thing: T, changes: Partial<T>): () => void {
  const before = Object.fromEntries(
    Object.keys(changes).map((key) => [key, thing[key as keyof T]] as const),
  );
  Object.assign(thing, changes);
  return () => {
    for (const [key, value] of Object.entries(before)) {
      if (value === undefined) Reflect.deleteProperty(thing, key);
      else Object.assign(thing, { [key]: value });
    }
  };
}

function takeAway<T>(things: Map<string, T>, id: string): () => void {
  const thing = entry(things, id);
  things.delete(id);
  return () => things.set(id, thing);
}

function entry<T>(things: ReadonlyMap<string, T>, id: string): T {
  return things.get(id) ?? missing(id);
}

function theApp({ org }: OktaEmulator): ServiceApp {
  const [app] = org.access.serviceApps.values();
  return app ?? missing('the service app');
}

function theHook({ org }: OktaEmulator): EventHook {
  const [hook] = org.eventHooks.values();
  return hook ?? missing('the event hook');
}

function policyOf({ okta, groups }: Breakable, group: 'a' | 'b'): Policy {
  const found = [...okta.org.policies.values()].find(
    ({ type, includedGroupIds }) =>
      type === 'MFA_ENROLL' && includedGroupIds.includes(groups[group]),
  );
  return found ?? missing(`the policy of ${group}`);
}

/** In the form of either engine. */
function withoutPhone({ settings }: Policy): Pick<Policy, 'settings'> {
  const enroll = { self: 'NOT_ALLOWED' } as const;
  if (settings?.type === 'FACTORS') {
    return { settings: { ...settings, factors: { ...settings.factors, okta_sms: { enroll } } } };
  }
  const authenticators = (settings?.authenticators ?? []).map((each) =>
    each.key === 'phone_number' ? { ...each, enroll } : each,
  );
  return { settings: { type: 'AUTHENTICATORS', authenticators } };
}

function missing(what: string): never {
  throw new Error(`The setup has not made ${what}`);
}
