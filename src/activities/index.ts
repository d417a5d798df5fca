import type { Mailer } from '../mail/mailer.js';
import type { OktaClient } from '../okta/okta-client.js';
import { createActivationActivities } from './activation.js';
import { createDispatchActivities } from './dispatch.js';
import type { EnrollmentSettings } from './enrollment-settings.js';
import { createGroupActivities } from './groups.js';
import { createMailActivities } from './mfa-enrolled-mail.js';
import { createReadHire } from './read-hire.js';
import {
  createReconciliationActivities,
  type ReconciliationDependencies,
} from './reconciliation.js';
import { createSmsFactorActivities } from './sms-factor.js';

export interface ActivityDependencies extends ReconciliationDependencies {
  okta: OktaClient;
  mailer: Mailer;
  settings: EnrollmentSettings;
}

/** Everything that a worker does for the workflows, as closures over what it needs. */
export function createActivities({
  okta,
  mailer,
  settings,
  ...dependencies
}: ActivityDependencies) {
  return {
    ...createReadHire(okta, settings),
    ...createGroupActivities(okta, settings),
    ...createSmsFactorActivities(okta, settings),
    ...createMailActivities(okta, mailer),
    ...createActivationActivities(okta, settings),
    ...createDispatchActivities(dependencies.allowance),
    ...createReconciliationActivities(okta, dependencies),
  };
}

export type Activities = ReturnType<typeof createActivities>;
