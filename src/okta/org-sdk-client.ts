import { createSdk, type OktaSdkOptions } from './create-sdk.js';
import { createAttributeCalls } from './org/attribute-calls.js';
import { createAuthenticatorCalls } from './org/authenticator-calls.js';
import { createCredentialCalls } from './org/credential-calls.js';
import { createEventHookCalls } from './org/event-hook-calls.js';
import { createGroupCalls } from './org/group-calls.js';
import { createJsonCalls } from './org/json-calls.js';
import { createPolicyCalls } from './org/policy-calls.js';
import { readOrganization } from './org/read-organization.js';
import { createRoleCalls } from './org/role-calls.js';
import type { OktaOrgClient } from './org-client.js';

/** {@link OktaOrgClient} with the SDK's authorization and our executor; what goes over the wire is Okta's JSON as it is. */
export function createOktaOrgClient(options: OktaSdkOptions): OktaOrgClient {
  const { http } = createSdk(options);
  const { orgUrl } = options;
  const calls = createJsonCalls(http, orgUrl);

  return {
    readOrganization: () => readOrganization(options),
    ...createGroupCalls(calls),
    ...createAttributeCalls(calls),
    ...createPolicyCalls(calls),
    ...createAuthenticatorCalls(calls),
    ...createEventHookCalls(calls),
    ...createRoleCalls(calls),
    ...createCredentialCalls(http, orgUrl, calls),
  };
}
