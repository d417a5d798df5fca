import type { Concerns } from '../dispatch/event-filter.js';
import type { SignalAllowance } from '../dispatch/signal-allowance.js';
import type { EventCardStarterOptions } from '../event-card/create-event-card-starter.js';
import type { Mailer } from '../mail/mailer.js';
import type { OktaClient } from '../okta/okta-client.js';
import { createActivationActivities } from './activation.js';
import { createDispatchActivities } from './dispatch.js';
import { createEventCardActivities } from './event-cards.js';
import type { EnrollmentSettings } from './enrollment-settings.js';
import { createGroupActivities } from './groups.js';
import { createMailActivities } from './mfa-enrolled-mail.js';
import { createReadHire } from './read-hire.js';
import { createReconciliationActivities } from './reconciliation.js';
import { createSmsFactorActivities } from './sms-factor.js';

export interface ActivityDependencies {
  okta: OktaClient;
  mailer: Mailer;
  settings: EnrollmentSettings;
  allowance: SignalAllowance;
  /** Of the events of the System Log. */
  concerns: Concerns;
  eventCards: Pick<EventCardStarterOptions, 'triggers' | 'encryptionKey'>;
}

/** Everything that a worker does for the workflows, as closures over what it needs. */
export function createActivities({
  okta,
  mailer,
  settings,
  allowance,
  concerns,
  eventCards,
}: ActivityDependencies) {
  return {
    ...createReadHire(okta, settings),
    ...createGroupActivities(okta, settings),
    ...createSmsFactorActivities(okta, settings),
    ...createMailActivities(okta, mailer),
    ...createActivationActivities(okta, settings),
    ...createDispatchActivities(allowance),
    ...createReconciliationActivities(okta, { allowance, concerns, ...eventCards }),
    ...createEventCardActivities(okta, { concerns, ...eventCards }),
  };
}

export type Activities = ReturnType<typeof createActivities>;
