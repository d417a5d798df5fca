import type { AuditStore } from '../audit/audit-store.js';
import type { ReactionRouting } from '../dispatch/door.js';
import type { Concerns } from '../dispatch/event-filter.js';
import type { SignalAllowance } from '../dispatch/signal-allowance.js';
import type { EventCardStarterOptions } from '../event-card/create-event-card-starter.js';
import type { Mailer } from '../mail/mailer.js';
import type { MailRenderer } from '../mail/render-mail.js';
import type { OktaClient } from '../okta/okta-client.js';
import type { EncryptionKeys } from '../payload-codec/encryption-keys.js';
import { createActivationActivities } from './activation.js';
import { createAssessActivation } from './assess-activation.js';
import { createBackfillActivities, type BackfillSettings } from './backfill.js';
import { createDispatchActivities } from './dispatch.js';
import { createDriftActivities, type DriftDependencies } from './drift.js';
import { createEventCardActivities } from './event-cards.js';
import type { EnrollmentSettings } from './enrollment-settings.js';
import { fellowActivities } from './fellows.js';
import { createFactorActivities } from './factors.js';
import { createGroupASweepActivities } from './group-a-sweep.js';
import { createGroupActivities } from './groups.js';
import { createMailActivities } from './mails.js';
import { createOwnGroupAActivity } from './own-group-a.js';
import { createPolicyActivities } from './policies.js';
import { createPopulationOf } from './populations.js';
import { createReactionAlerts, type ReactionDependencies } from './reaction-alerts.js';
import { createJoinReaction } from './join-reaction.js';
import { createJourneyActivities } from './journeys.js';
import { createReadHire } from './read-hire.js';
import { createReconciliationActivities } from './reconciliation.js';
import { createSmsFactorActivities } from './sms-factor.js';
import { surgeActivities } from './surge.js';
import { createWaitingActivities } from './waiting.js';

export interface ActivityDependencies {
  okta: OktaClient;
  /** Where people sign in. */
  orgUrl: string;
  mailer: Mailer;
  mails: MailRenderer;
  settings: EnrollmentSettings;
  allowance: SignalAllowance;
  /** Of the events of the System Log. */
  concerns: Concerns;
  eventCards: Pick<EventCardStarterOptions, 'triggers'>;
  encryptionKey: Buffer | undefined;
  /** What somebody has encrypted with them before the key was changed can still be read. */
  previousEncryptionKeys?: readonly Buffer[];
  backfill: BackfillSettings;
  drift: DriftDependencies;
  /** Absent: nothing is recorded, what must be recorded waits, and nobody knows what was done before. */
  audit: AuditStore | undefined;
  reactions: Pick<ReactionDependencies, 'settings' | 'tickets' | 'chat'> & {
    /** Absent: the door starts no reactions. Those that run go on. */
    routing?: ReactionRouting | undefined;
  };
}

/** Everything that a worker does for the workflows, as closures over what it needs. */
export function createActivities({
  okta,
  orgUrl,
  mailer,
  mails,
  settings,
  allowance,
  concerns,
  eventCards: { triggers },
  encryptionKey,
  previousEncryptionKeys = [],
  backfill,
  drift,
  audit,
  reactions: { routing, ...reactions },
}: ActivityDependencies) {
  const encryptionKeys: EncryptionKeys | undefined = encryptionKey && [
    encryptionKey,
    ...previousEncryptionKeys,
  ];
  const populationOf = createPopulationOf(settings);
  const door = { allowance, reactions: routing };
  const policies = createPolicyActivities(okta, populationOf);
  return {
    ...createReadHire(okta, settings, audit),
    ...createOwnGroupAActivity(okta, settings, populationOf),
    ...policies,
    ...createGroupActivities(okta, populationOf, policies.checkPolicies),
    ...createSmsFactorActivities(okta, populationOf, encryptionKeys),
    ...createFactorActivities(okta, settings, encryptionKeys),
    ...createMailActivities({ okta, orgUrl, mailer, mails, populationOf, encryptionKeys }),
    ...createActivationActivities(okta, populationOf, encryptionKeys),
    ...createWaitingActivities(okta, populationOf),
    ...fellowActivities,
    ...surgeActivities,
    ...createGroupASweepActivities(okta, settings),
    ...createBackfillActivities(backfill),
    ...createDriftActivities(drift, { mailer, mails }),
    ...createDispatchActivities(door),
    ...createReconciliationActivities(okta, { ...door, concerns, triggers }),
    ...createEventCardActivities(okta, { concerns, triggers, encryptionKey }),
    ...createAssessActivation(okta, settings, reactions.settings),
    ...createReactionAlerts({ okta, mailer, mails, audit, ...reactions }),
    ...createJoinReaction(allowance),
    ...createJourneyActivities(audit),
  };
}

export type Activities = ReturnType<typeof createActivities>;
