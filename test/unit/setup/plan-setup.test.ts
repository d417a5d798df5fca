import assert from 'node:assert/strict';
import type { OrgEventHook, OrgPolicy, UserAttribute } from '../../../src/okta/org-client.js';
import { runtimePermissions, runtimeResources } from '../../../src/okta/runtime-permissions.js';
import type { FoundOrg } from '../../../src/setup/found-org.js';
import { planSetup, type Made } from '../../../src/setup/plan-setup.js';
import type { Step } from '../../../src/setup/step.js';
import { names, type WantedSetup } from '../../../src/setup/wanted-setup.js';

const A = '00gA0000000000000005';
const B = '00gB0000000000000005';
const everyone = '00gEveryone000000005';
const orgUrl = 'https://example.okta.com';
const url = 'https://hooks.example.com/okta/event-hook';
const eventTypes = ['user.lifecycle.create', 'user.lifecycle.activate'];

const wanted: WantedSetup = {
  groups: { a: { name: 'Group A' }, b: { name: 'Group B' } },
  phone: { self: 'READ_ONLY' },
  signOnRule: false,
  eventHook: { url, secret: 'secret', eventTypes, isSecretNew: false, mayTakeOver: false },
  role: {},
};

const rule = { id: '0pr1', name: 'Always', status: 'ACTIVE', priority: 1, isSystem: false };
const enroll = { ...rule, actions: { enroll: { self: 'CHALLENGE' } }, conditions: undefined };
const authenticators = (selves: Record<string, string>) => ({
  type: 'AUTHENTICATORS',
  authenticators: Object.entries(selves).map(([key, self]) => ({ key, enroll: { self } })),
});
const policy = (id: string, priority: number, groupIds: string[], phone: string): OrgPolicy => ({
  ...{ id, type: 'MFA_ENROLL', name: id, status: 'ACTIVE', priority, groupIds },
  ...{ isSystem: groupIds.includes(everyone), rules: [enroll] },
  settings: authenticators({
    ...{ okta_password: 'REQUIRED', phone_number: phone },
    okta_verify: groupIds.includes(A) ? 'NOT_ALLOWED' : 'OPTIONAL',
  }),
});
const ofA = policy('00pA', 1, [A], 'REQUIRED');
const ofB = policy('00pB', 2, [B], 'OPTIONAL');
const ofAll = policy('00pAll', 3, [everyone], 'NOT_ALLOWED');
const signOn = (requireFactor: boolean): OrgPolicy => ({
  ...{ id: '00pS', type: 'OKTA_SIGN_ON', name: 'Default', status: 'ACTIVE', priority: 1 },
  ...{ isSystem: true, groupIds: [everyone], settings: undefined },
  rules: [{ ...enroll, actions: { signon: { access: 'ALLOW', requireFactor } } }],
});
const phone: UserAttribute = {
  ...{ name: 'mobilePhone', isCustom: false, type: 'string', self: 'READ_ONLY' },
};
const hook: OrgEventHook = {
  ...{ id: 'who1', name: names.eventHook, status: 'ACTIVE', verificationStatus: 'VERIFIED' },
  ...{ url, eventTypes, hasFilter: false },
};
const group = (id: string, name: string) => ({ id, name, type: 'OKTA_GROUP' });

/** An org that is as wanted. */
const asWanted: FoundOrg = {
  ...{ orgUrl, orgId: '00o1', engine: 'idx', groupRules: [] },
  groups: { a: [group(A, 'Group A')], b: [group(B, 'Group B')] },
  attributes: [phone],
  enrollmentPolicies: [ofA, ofB, ofAll],
  signOnPolicies: [signOn(true)],
  authenticators: ['okta_password', 'phone_number', 'okta_verify'].map((key) => ({
    ...{ id: `aut-${key}`, key, status: 'ACTIVE' },
  })),
  eventHooks: [hook],
  roles: {
    roles: [{ id: 'cr1', label: names.role, permissions: [...runtimePermissions] }],
    resourceSets: [
      { id: 'iam1', label: names.resourceSet, resources: runtimeResources(orgUrl, A, B) },
    ],
    holders: [],
  },
};
const nothingMade: Made = { ids: {}, pending: new Set() };

interface Row {
  title: string;
  found?: Partial<FoundOrg>;
  wanted?: Partial<WantedSetup>;
  made?: Partial<Made>;
  /** Keys of the steps. */
  steps?: Step['key'][];
  gap?: RegExp;
  warning?: RegExp;
}

const rows: Row[] = [
  { title: 'nothing, where all is as wanted' },
  {
    title: 'groups that are missing, and what goes with them',
    found: { groups: { a: [], b: [] } },
    steps: [
      ...(['group-a', 'group-b', 'policy-a', 'policy-a-rule'] as const),
      ...(['policy-b', 'policy-b-rule'] as const),
    ],
  },
  {
    title: 'no group whose name several have',
    found: { groups: { a: [group(A, 'Group A'), group(B, 'Group A')], b: [group(B, 'Group B')] } },
    steps: ['policy-a', 'policy-a-rule'],
    gap: /several groups are called Group A: name one by its id, with --group-a/,
  },
  {
    title: 'no use of a group that an app owns',
    found: {
      groups: { a: [group(A, 'Group A')], b: [{ ...group(B, 'Group B'), type: 'APP_GROUP' }] },
    },
    steps: ['policy-b', 'policy-b-rule'],
    gap: /is of type APP_GROUP/,
  },
  {
    title: 'no group for an id that Okta does not know',
    wanted: { groups: { a: { id: A }, b: { name: 'Group B' } } },
    found: { groups: { a: [], b: [group(B, 'Group B')] } },
    steps: ['policy-a', 'policy-a-rule'],
    gap: /Okta has no group with the id/,
  },
  {
    title: 'a warning about a group that a rule fills',
    found: { groupRules: [{ id: '0pr9', name: 'All of Sales', status: 'ACTIVE', groupIds: [B] }] },
    warning: /Group B is filled by the group rule All of Sales/,
  },
  {
    title: 'a new attribute',
    wanted: { phone: { attribute: 'mobileNumber', self: 'HIDE' } },
    steps: ['attribute'],
  },
  {
    title: 'a warning where users may write the number that secures them',
    found: { attributes: [{ ...phone, self: 'READ_WRITE' }] },
    warning: /Users may change mobilePhone themselves/,
  },
  {
    title: 'no attribute that holds something else',
    found: { attributes: [{ ...phone, type: 'integer' }] },
    gap: /it holds no text, but integer/,
  },
  {
    title: 'policies, ahead of the one for everyone',
    found: { enrollmentPolicies: [ofAll] },
    steps: ['policy-a', 'policy-a-rule', 'policy-b', 'policy-b-rule'],
  },
  {
    title: 'the rule alone, where the making of a policy was broken off',
    found: { enrollmentPolicies: [{ ...ofA, rules: [] }, ofB, ofAll] },
    made: { ids: { 'policy-a': '00pA' } },
    steps: ['policy-a-rule'],
  },
  {
    title: 'its own policy set right again',
    found: { enrollmentPolicies: [policy('00pA', 1, [A], 'NOT_ALLOWED'), ofB, ofAll] },
    made: { ids: { 'policy-a': '00pA' } },
    steps: ['policy-a'],
  },
  {
    title: 'no change of the policy of somebody else',
    found: { enrollmentPolicies: [policy('00pA', 1, [A], 'NOT_ALLOWED'), ofB, ofAll] },
    gap: /it does not allow the phone/,
  },
  {
    title: 'no order of policies that are not its own',
    found: { enrollmentPolicies: [{ ...ofB, priority: 1 }, { ...ofA, priority: 2 }, ofAll] },
    gap: /another policy for its members comes first/,
  },
  {
    title: 'no peace with one policy for both groups',
    found: { enrollmentPolicies: [{ ...ofA, groupIds: [A, B] }, ofAll] },
    gap: /it is the policy of Group A, too/,
    warning: /lets Group B enroll nothing besides the phone/,
  },
  {
    title: 'a warning where Group A may enroll more than the phone',
    found: {
      enrollmentPolicies: [{ ...ofA, settings: ofB.settings }, ofB, ofAll],
    },
    warning: /lets Group A enroll more than the phone: okta_verify/,
  },
  {
    title: 'no policies without an active phone authenticator',
    found: { authenticators: [] },
    gap: /it is not active in this org/,
  },
  {
    title: 'no sign-on policy unasked',
    found: { signOnPolicies: [signOn(false)] },
    warning: /No policy asks for MFA at sign-in.*--sign-on-rule/s,
  },
  {
    title: 'a sign-on policy where that is asked for',
    wanted: { signOnRule: true },
    found: { signOnPolicies: [signOn(false)] },
    steps: ['sign-on-policy', 'sign-on-rule'],
  },
  {
    title: 'no sign-on policy where one asks for MFA already',
    wanted: { signOnRule: true },
  },
  {
    title: 'the role and its resources, and its holder',
    wanted: { role: { clientId: '0oa1' } },
    found: { roles: { roles: [], resourceSets: [], holders: [] } },
    steps: ['role', 'resource-set', 'role-binding'],
    warning: /Read-only Administrator/,
  },
  {
    title: 'no role where the org has none',
    found: { roles: undefined },
    warning: /This org has no custom admin roles/,
  },
  {
    title: 'a warning about a role that may more than it must',
    found: {
      roles: {
        ...(asWanted.roles as object),
        roles: [
          {
            ...{ id: 'cr1', label: names.role },
            permissions: [...runtimePermissions, 'okta.users.lifecycle.delete'],
          },
        ],
      } as FoundOrg['roles'],
    },
    warning: /may more than it must: okta.users.lifecycle.delete/,
  },
  {
    title: 'an event hook, and its verification',
    found: { eventHooks: [] },
    steps: ['event-hook', 'event-hook-verified'],
  },
  {
    title: 'the verification alone',
    found: { eventHooks: [{ ...hook, verificationStatus: 'UNVERIFIED' }] },
    steps: ['event-hook-verified'],
  },
  {
    title: 'the activation alone',
    found: { eventHooks: [{ ...hook, status: 'INACTIVE' }] },
    steps: ['event-hook-active'],
  },
  {
    title: 'its own event hook with the types that are needed now',
    found: { eventHooks: [{ ...hook, eventTypes: ['user.session.start'] }] },
    made: { ids: { 'event-hook': 'who1' } },
    steps: ['event-hook', 'event-hook-verified'],
  },
  {
    title: 'no change of the event hook of somebody else',
    found: { eventHooks: [{ ...hook, eventTypes: ['user.session.start'] }] },
    gap: /was not made by this setup/,
  },
  {
    title: 'the change of an event hook once more, where it was broken off',
    made: { ids: { 'event-hook': 'who1' }, pending: new Set(['event-hook']) },
    steps: ['event-hook', 'event-hook-verified'],
  },
  {
    title: 'a warning about another hook at the same address',
    found: { eventHooks: [hook, { ...hook, id: 'who2', name: 'theirs' }] },
    warning: /The event hook theirs calls the same address/,
  },
  {
    title: 'no event hook where none is wanted',
    wanted: { eventHook: undefined } as unknown as Partial<WantedSetup>,
    found: { eventHooks: [] },
  },
  {
    title: 'steps for a person where nothing may be looked at',
    found: { enrollmentPolicies: 'refused', signOnPolicies: 'refused', roles: 'refused' },
    gap: /only a Super Administrator may/,
    warning: /Read-only Administrator/,
  },
];

describe('the plan of a setup has', () => {
  for (const { title, found, wanted: asked, made, steps = [], gap, warning } of rows) {
    it(title, () => {
      const plan = planSetup(
        { ...wanted, ...asked },
        { ...asWanted, ...found },
        { ...nothingMade, ...made },
      );

      assert.deepEqual(
        plan.steps.map(({ key }) => key),
        steps,
      );
      assertTold(
        plan.gaps.map(({ why }) => why),
        gap,
      );
      assertTold(plan.warnings, warning);
    });
  }

  it('the settings in the form of the engine, and of Classic as long as its default policy has it', () => {
    const factors = {
      type: 'FACTORS',
      factors: {
        okta_sms: { enroll: { self: 'NOT_ALLOWED' } },
        okta_push: { enroll: { self: 'REQUIRED' } },
        okta_question: { enroll: { self: 'NOT_ALLOWED' } },
      },
    };
    const enrollmentPolicies = [{ ...ofAll, settings: factors }];
    const { steps } = planSetup(wanted, { ...asWanted, enrollmentPolicies }, nothingMade);
    const settings = steps.flatMap(({ act }) =>
      act.call === 'createPolicy' ? [act.policy.settings] : [],
    );

    const selves = (sms: string, push: string) => ({
      type: 'FACTORS',
      factors: {
        okta_sms: { enroll: { self: sms } },
        okta_push: { enroll: { self: push } },
        okta_question: { enroll: { self: 'NOT_ALLOWED' } },
      },
    });
    assert.deepEqual(settings, [selves('REQUIRED', 'NOT_ALLOWED'), selves('OPTIONAL', 'REQUIRED')]);
  });

  it('a new attribute that users may not write', () => {
    const phoneOf = { attribute: 'mobileNumber', self: 'READ_ONLY' as const };
    const [step] = planSetup({ ...wanted, phone: phoneOf }, asWanted, nothingMade).steps;

    assert(step?.act.call === 'addUserAttribute');
    assert.equal(step.act.attribute.self, 'READ_ONLY');
  });
});

function assertTold(told: readonly string[], pattern: RegExp | undefined): void {
  if (pattern === undefined) assert.deepEqual(told, []);
  else assert.match(told.join('\n'), pattern);
}
