import type { EventHookBody, NewUserAttribute, PolicyType } from '../okta/org-client.js';

/** What the setup makes or sees to, in the order in which it does. A key is stored in the journal: never rename one. */
export type StepKey =
  | 'group-a'
  | 'group-b'
  | 'attribute'
  | 'policy-a'
  | 'policy-a-rule'
  | 'policy-b'
  | 'policy-b-rule'
  | 'sign-on-policy'
  | 'sign-on-rule'
  | 'role'
  | 'resource-set'
  | 'role-binding'
  | 'event-hook'
  | 'event-hook-verified'
  | 'event-hook-active'
  | LocalKey;
/** What is outside of Okta. */
export type LocalKey =
  'config-file' | 'env-file' | 'search-attributes' | 'schedules' | 'audit-store';

/** Ids of what is there, by what made it or stands for it. */
export type Ids = Partial<Record<StepKey, string>>;

/** One change of the org, or of what is around it. */
export interface Step {
  key: StepKey;
  title: string;
  /** Both sides of the difference, line by line. */
  is: readonly string[];
  willBe: readonly string[];
  /** What `--remove` does about it. */
  undo: string;
  /** What must be there first. */
  needs: readonly StepKey[];
  /** How a person does it in the Admin Console. */
  byHand: ByHand;
  act: Act;
}

/** A path through the menus of the Admin Console, and what to enter there. */
export interface ByHand {
  where: string;
  values: readonly string[];
}

/** The call that makes the change. Groups that may not be there yet are named by their keys. */
export type Act =
  | { call: 'createGroup'; name: string; description: string }
  | { call: 'addUserAttribute'; attribute: NewUserAttribute }
  | { call: 'createPolicy'; policy: PolicyPlan }
  | { call: 'replacePolicy'; id: string; policy: PolicyPlan }
  | { call: 'createPolicyRule'; policy: StepKey; rule: RulePlan }
  | { call: 'createAdminRole'; label: string; permissions: readonly string[] }
  | { call: 'createResourceSet'; label: string }
  | { call: 'bindRole'; holder: string }
  | { call: 'createEventHook'; hook: EventHookBody }
  | { call: 'replaceEventHook'; id: string; hook: EventHookBody }
  | { call: 'verifyEventHook' }
  | { call: 'activateEventHook'; id: string }
  | { call: LocalKey };

export interface PolicyPlan {
  type: PolicyType;
  name: string;
  priority: number;
  groups: readonly StepKey[];
  settings?: Record<string, unknown>;
}

interface RulePlan {
  type: string;
  name: string;
  actions: Record<string, unknown>;
}

/** Something that the setup cannot see to. */
export interface Gap {
  title: string;
  why: string;
  byHand: ByHand;
}

export interface Plan {
  steps: Step[];
  /** Of what is there already. */
  ids: Ids;
  gaps: Gap[];
  warnings: string[];
}
