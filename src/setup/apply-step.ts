import type { OktaOrgClient, PolicyBody } from '../okta/org-client.js';
import { runtimePermissions, runtimeResources } from '../okta/runtime-permissions.js';
import { roleDescription } from './plan-role.js';
import type { Act, Ids, LocalKey, PolicyPlan } from './step.js';

/** An act of Okta's; the others are done by whoever knows the machine. */
export type OktaAct = Exclude<Act, { call: LocalKey }>;

/**
 * Makes the call of a step.
 *
 * @param ids of what the step needs: it must be there
 * @returns the id of what was made or changed
 */
export async function applyStep(
  act: OktaAct,
  { okta, orgUrl, ids }: { okta: OktaOrgClient; orgUrl: string; ids: Ids },
): Promise<string> {
  const idOf = (key: keyof Ids): string => ids[key] ?? '';
  switch (act.call) {
    case 'createGroup':
      return (await okta.createGroup({ name: act.name, description: act.description })).id;
    case 'addUserAttribute':
      await okta.addUserAttribute(act.attribute);
      return act.attribute.name;
    case 'createPolicy':
      return (await okta.createPolicy(toPolicy(act.policy, ids))).id;
    case 'replacePolicy':
      return (await okta.replacePolicy(act.id, toPolicy(act.policy, ids))).id;
    case 'createPolicyRule': {
      const conditions = {
        people: { users: { exclude: [] } },
        network: { connection: 'ANYWHERE' },
      };
      const rule = { ...act.rule, conditions };
      return (await okta.createPolicyRule(idOf(act.policy), rule)).id;
    }
    case 'createAdminRole': {
      const permissions = [...runtimePermissions];
      const role = { label: act.label, description: roleDescription, permissions };
      return (await okta.createAdminRole(role)).id;
    }
    case 'createResourceSet': {
      const resources = runtimeResources(orgUrl, idOf('group-a'), idOf('group-b'));
      const set = { label: act.label, description: roleDescription, resources };
      return (await okta.createResourceSet(set)).id;
    }
    case 'bindRole':
      await okta.bindRole(idOf('resource-set'), idOf('role'), act.holder);
      return act.holder;
    case 'createEventHook':
      return (await okta.createEventHook(act.hook)).id;
    case 'replaceEventHook':
      return (await okta.replaceEventHook(act.id, act.hook)).id;
    case 'verifyEventHook':
      return (await okta.verifyEventHook(idOf('event-hook'))).id;
    case 'activateEventHook':
      return (await okta.activateEventHook(act.id)).id;
  }
}

function toPolicy({ groups, ...policy }: PolicyPlan, ids: Ids): PolicyBody {
  const include = groups.map((key) => ids[key]);
  return { ...policy, status: 'ACTIVE', conditions: { people: { groups: { include } } } };
}
