import { superfluousScopes } from '../superfluous-scopes.js';
import type { Read, Readers } from '../readings.js';
import type { OktaPorts } from './ports.js';

type Names =
  | 'organization'
  | 'credentialKind'
  | 'ownUser'
  | 'apiToken'
  | 'ownRoles'
  | 'scopes'
  | 'reachesOtherGroups';

/** Nobody's: Okta has no such user. */
const nobody = '00u00000000000000000';

export function credentialReaders(okta: () => OktaPorts): Pick<Readers, Names> {
  return {
    async organization() {
      const { engine, skewMs } = await okta().org.readOrganization();
      return { engine, skewMs };
    },

    credentialKind: () => Promise.resolve(okta().credential.kind),

    async ownUser() {
      const id = await okta().client.getOwnUserId();
      return id === undefined ? undefined : { id };
    },

    apiToken: () => okta().org.readOwnApiToken(),

    async ownRoles(read) {
      const { client, org, credential } = okta();
      if (credential.clientId !== undefined) return org.listRolesOfApp(credential.clientId);
      const user = await read('ownUser');
      return user === undefined ? [] : client.listAdminRoles(user.id);
    },

    async scopes() {
      const { credential } = okta();
      if (credential.kind === 'api-token') return undefined;
      const needed = credential.neededScopes;
      const granted = await credential.grantedOf(needed);
      return {
        needed,
        missing: needed.filter((scope) => !granted.includes(scope)),
        excessive: await credential.grantedOf(superfluousScopes(needed)),
      };
    },

    /**
     * Asks Okta to take a user who does not exist out of a group that is none of ours: refused with 403 where the credential may not, and with 404 where it might.
     * Nothing can change by it.
     */
    async reachesOtherGroups(read) {
      const group = await findOtherGroup(read, okta());
      if (group === undefined) return undefined;
      try {
        await okta().client.removeUserFromGroup(group, nobody);
        return true;
      } catch (error) {
        if (isForbidden(error)) return false;
        throw error;
      }
    },
  };
}

function isForbidden(error: unknown): boolean {
  return error instanceof Error && 'status' in error && error.status === 403;
}

/** One that Okta has told of, and that somebody made: members of the others nobody changes by hand. */
async function findOtherGroup(read: Read, { org }: OktaPorts): Promise<string | undefined> {
  const { populations } = await read('settings');
  const ours = new Set(populations.flatMap(({ groups }) => [groups.A, groups.B]));
  const [policies, rules] = await Promise.all([read('orgPolicies'), read('groupRules')]);
  const others = [...policies, ...rules]
    .flatMap(({ groupIds }) => groupIds)
    .filter((id) => !ours.has(id));
  for (const id of new Set(others)) {
    const group = await org.getGroup(id);
    if (group?.type === 'OKTA_GROUP') return id;
  }
  return undefined;
}
