import type { Client } from '@temporalio/client';
import type { AuditDatabase } from '../../audit/open-database.js';
import type { OktaClient } from '../../okta/okta-client.js';
import type { OktaOrgClient } from '../../okta/org-client.js';
import type { DoctorSettings, Evidence, OddName } from '../evidence.js';

/** What the doctor looks through. Absent is what this process does not know enough to reach. */
export interface DoctorPorts {
  /** @throws UnreadError `misconfigured` if the configuration is not right */
  settings: () => DoctorSettings;
  oddNames: readonly OddName[];
  temporalConfigFile: Evidence['temporalConfigFile'];
  okta?: OktaPorts | undefined;
  /** The secret of the event hook, as the gateway has it. */
  hookSecret?: string | { problem: string } | undefined;
  temporal?: Client | undefined;
  smtpUrl?: string | undefined;
  audit?: AuditDatabase | undefined;
}

export interface OktaPorts {
  client: OktaClient;
  org: OktaOrgClient;
  credential: CredentialProbe;
}

/** What the credential is, and what it can be had for. */
export interface CredentialProbe {
  kind: Evidence['credentialKind'];
  /** Of a service app. */
  clientId?: string | undefined;
  /** That the configuration needs. Empty for an API token. */
  neededScopes: readonly string[];
  /** Which of the scopes Okta gives tokens with. Asks for tokens, and uses none. */
  grantedOf(scopes: readonly string[]): Promise<readonly string[]>;
}
