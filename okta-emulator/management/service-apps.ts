import { invalid, notFound } from '../errors.js';
import { bindRole, createCustomRole, createResourceSet } from './custom-roles.js';
import { newId } from '../state/ids.js';
import type { Org } from '../state/org.js';
import type { RoleAssignment, RoleType } from '../state/role.js';
import {
  serviceAppSchema,
  type ServiceApp,
  type ServiceAppChange,
  type ServiceAppDefinition,
} from '../state/service-app.js';

/**
 * Makes a service app with granted scopes and roles, in one call what an admin clicks together on four tabs.
 *
 * @throws OktaError E0000001 if the client id is taken, ZodError for a definition that does not fit.
 */
export function createServiceApp(org: Org, given: ServiceAppDefinition): ServiceApp {
  const { clientId, roles, customRole, ...definition } = serviceAppSchema.parse(given);
  const { serviceApps } = org.access;
  if (clientId !== undefined && serviceApps.has(clientId)) {
    throw invalid('clientId', 'clientId: An app with this id already exists.');
  }
  const app: ServiceApp = {
    ...definition,
    id: clientId ?? newId('0oa'),
    roles: roles.map(assignment),
    created: new Date(),
  };
  serviceApps.set(app.id, app);
  if (customRole) giveCustomRole(org, app, customRole);
  return app;
}

function giveCustomRole(
  org: Org,
  { id, label }: ServiceApp,
  { permissions, resources }: NonNullable<ServiceAppDefinition['customRole']>,
): void {
  const texts = { label: `${label} ${id}`, description: `What ${label} may do` };
  const role = createCustomRole(org, { ...texts, permissions });
  const set = createResourceSet(org, {
    ...texts,
    resources: resources.map((given) => new URL(given, 'http://org').href),
  });
  bindRole(set, role, `/oauth2/v1/clients/${id}`);
}

/** Holds from the next request on. Tokens that are out keep their scopes until they end, as with Okta. */
export function changeServiceApp(app: ServiceApp, { roles, ...change }: ServiceAppChange): void {
  Object.assign(app, change, roles && { roles: roles.map(assignment) });
}

/** Its tokens and roles end with it. Does nothing for an app that is gone. */
export function removeServiceApp(org: Org, app: ServiceApp): void {
  org.access.serviceApps.delete(app.id);
  for (const { bindings } of org.access.resourceSets.values()) {
    for (const members of bindings.values()) {
      for (const { id, path } of members.values()) {
        if (path === `/oauth2/v1/clients/${app.id}`) members.delete(id);
      }
    }
  }
  revokeTokens(org, app);
}

/** Every token of the app is unknown from now on. */
export function revokeTokens({ access }: Org, app: ServiceApp): void {
  for (const [token, { app: owner }] of access.accessTokens) {
    if (owner === app) access.accessTokens.delete(token);
  }
}

/** @throws OktaError E0000007 */
export function requireServiceApp(org: Org, id: string): ServiceApp {
  const app = org.access.serviceApps.get(id);
  if (app === undefined) throw notFound(id, 'PublicClientApp');
  return app;
}

function assignment(type: RoleType): RoleAssignment {
  return { id: newId('ra1'), type, created: new Date() };
}
