import type {
  AdminRole,
  Engine,
  GroupRule,
  OktaOrgClient,
  OrgAuthenticator,
  OrgEventHook,
  OrgGroup,
  OrgPolicy,
  ResourceSet,
  UserAttribute,
} from '../okta/org-client.js';
import { OktaApiError } from '../okta/okta-errors.js';
import { names, type WantedGroup, type WantedSetup } from './wanted-setup.js';

/** What could be read, or that Okta refused it. */
type Readable<T> = T | 'refused';

/** An org as it is: all that a plan is made from. */
export interface FoundOrg {
  orgUrl: string;
  orgId: string;
  engine: Engine;
  /** All that have the wanted name or id. */
  groups: { a: Readable<OrgGroup[]>; b: Readable<OrgGroup[]> };
  groupRules: Readable<GroupRule[]>;
  attributes: Readable<UserAttribute[]>;
  enrollmentPolicies: Readable<OrgPolicy[]>;
  /** Of the session and, on Identity Engine, of apps. */
  signOnPolicies: Readable<OrgPolicy[]>;
  /** None on Classic. */
  authenticators: Readable<OrgAuthenticator[]>;
  eventHooks: Readable<OrgEventHook[]>;
  /** Undefined if the org has no custom roles. */
  roles: Readable<FoundRoles | undefined>;
}

interface FoundRoles {
  roles: AdminRole[];
  resourceSets: ResourceSet[];
  /** Of our role on our resources: URLs. */
  holders: string[];
}

/**
 * Looks at everything that the setup is about; changes nothing.
 *
 * @throws OktaApiError if the credential is not valid, or for what is no want of rights; OktaUnreachableError
 */
export async function lookAtOrg(
  okta: OktaOrgClient,
  orgUrl: string,
  wanted: Pick<WantedSetup, 'groups'>,
): Promise<FoundOrg> {
  const { id: orgId, engine } = await okta.readOrganization();
  const findGroup = (group: WantedGroup) => readable(() => groupsLike(okta, group));
  return {
    ...{ orgUrl, orgId, engine },
    groups: { a: await findGroup(wanted.groups.a), b: await findGroup(wanted.groups.b) },
    groupRules: await readable(() => okta.listGroupRules()),
    attributes: await readable(() => okta.listUserAttributes()),
    enrollmentPolicies: await readable(() => okta.listPolicies('MFA_ENROLL')),
    signOnPolicies: await readable(async () => [
      ...(await okta.listPolicies('OKTA_SIGN_ON')),
      ...(engine === 'idx' ? await okta.listPolicies('ACCESS_POLICY') : []),
    ]),
    authenticators: engine === 'idx' ? await readable(() => okta.listAuthenticators()) : [],
    eventHooks: await readable(() => okta.listEventHooks()),
    roles: await readable(() => findRoles(okta)),
  };
}

async function groupsLike(okta: OktaOrgClient, group: WantedGroup): Promise<OrgGroup[]> {
  if ('name' in group) return okta.findGroupsByName(group.name);
  const found = await okta.getGroup(group.id);
  return found === undefined ? [] : [found];
}

async function findRoles(okta: OktaOrgClient): Promise<FoundRoles | undefined> {
  try {
    const roles = await okta.listAdminRoles();
    const resourceSets = await okta.listResourceSets();
    const role = roles.find(({ label }) => label === names.role);
    const set = resourceSets.find(({ label }) => label === names.resourceSet);
    const holders = role && set && (await okta.listRoleHolders(set.id, role.id));
    return { roles, resourceSets, holders: holders ?? [] };
  } catch (error) {
    const isNotInThisOrg =
      error instanceof OktaApiError &&
      (error.status === 404 || ['E0000015', 'E0000022'].includes(error.errorCode));
    if (isNotInThisOrg) return undefined;
    throw error;
  }
}

async function readable<T>(read: () => Promise<T>): Promise<Readable<T>> {
  try {
    return await read();
  } catch (error) {
    if (isWantOfRights(error)) return 'refused';
    throw error;
  }
}

/** Okta knows the caller, who lacks the scope, the role, or the feature. */
export function isWantOfRights(error: unknown): boolean {
  return error instanceof OktaApiError && (error.status === 403 || error.errorCode === 'E0000015');
}
