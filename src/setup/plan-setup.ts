import type { FoundOrg } from './found-org.js';
import { merge } from './merge-plans.js';
import { planAttribute } from './plan-attribute.js';
import { planEnrollment } from './plan-enrollment.js';
import { planEventHook } from './plan-event-hook.js';
import { planGroups } from './plan-groups.js';
import { planRole } from './plan-role.js';
import { planSignOn } from './plan-sign-on.js';
import type { Ids, Plan, StepKey } from './step.js';
import type { WantedSetup } from './wanted-setup.js';

/** What this setup has made before, as its journal says. */
export interface Made {
  ids: Ids;
  /** Begun, and not known to be done. */
  pending: ReadonlySet<StepKey>;
}

/**
 * What is left to do in the org: nothing, where it is as wanted. What is there and does what is needed is left as it is, whoever made it.
 */
export function planSetup(wanted: WantedSetup, found: FoundOrg, made: Made): Plan {
  const groups = merge(...planGroups(wanted, found));
  return merge(
    groups,
    planAttribute(wanted, found),
    planEnrollment(found, groups.ids, made.ids),
    planSignOn(wanted, found, made.ids),
    planRole(wanted, found, groups.ids),
    planEventHook(wanted, found, made),
  );
}
