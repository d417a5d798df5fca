import { activityInfo, getClient, metricMeter } from '@temporalio/activity';
import { WithStartWorkflowOperation } from '@temporalio/client';
import {
  AuditUnavailableError,
  userStream,
  type AuditActor,
  type AuditStore,
} from '../audit/audit-store.js';
import type { Chat } from '../chat/chat.js';
import { counter } from '../contract/metrics.js';
import {
  joinStormUpdate,
  type ActorKind,
  type Classification,
  type NoticeOutcome,
  type ReactionOutcome,
  type ReactionStorm,
  type ReactionStormState,
  type StormEntry,
} from '../contract/reaction.js';
import { reactionStormWorkflowId } from '../contract/workflow-ids.js';
import type { Mailer } from '../mail/mailer.js';
import type { MailRenderer } from '../mail/render-mail.js';
import type { OktaClient } from '../okta/okta-client.js';
import {
  describeStorm,
  describeTicket,
  type ActivationAlert,
} from '../reaction/describe-ticket.js';
import { nameFactor, readableTime } from '../reaction/readable.js';
import type { ReactionSettings } from '../reaction/reaction-settings.js';
import type { TicketSystem } from '../tickets/ticket-system.js';
import { filled, languageOf, nameOf } from './mails.js';

export interface ReactionDependencies {
  okta: OktaClient;
  mailer: Mailer;
  mails: MailRenderer;
  /** Absent: what must be recorded waits. */
  audit: AuditStore | undefined;
  settings: ReactionSettings;
  /** Absent: no tickets are made. */
  tickets?: TicketSystem | undefined;
  /** Absent: no lines are posted. */
  chat?: Chat | undefined;
}

export type { ActivationAlert };

interface Storm {
  /** Of the storm's first run. */
  stormId: string;
  since: string;
}

/** A decision, as it is recorded. */
export interface ReactionRecord extends Omit<
  ActivationAlert,
  'classification' | 'population' | 'factorType'
> {
  population?: string;
  factorType?: string;
  outcome: ReactionOutcome;
  classification?: Classification;
  /** Okta's id of who activated the factor. */
  actorId?: string;
  /** Of all events of the act that are recorded by this. */
  eventUuids: readonly string[];
}

export function createReactionAlerts({
  okta,
  mailer,
  mails,
  audit,
  settings,
  tickets,
  chat,
}: ReactionDependencies) {
  const { storm, notify } = settings;

  /** Writes the decision with its explanation into the audit store. Repeatable: the entry's key is made of the run and the event. */
  async function recordReaction(record: ReactionRecord): Promise<void> {
    const { userId, population, factorType, eventUuid, reactionId, classification } = record;
    const { outcome, eventUuids, published } = record;
    if (audit === undefined) throw new AuditUnavailableError('This worker has no audit store');
    const { isNew } = await audit.append({
      key: `${reactionId}:${eventUuid}:reaction`,
      stream: userStream(userId),
      phase: 'fact',
      action: 'reaction',
      at: new Date(),
      actor: actorOf(record),
      userId,
      ...(population !== undefined && { population }),
      ...(factorType !== undefined && { factor: factorType }),
      reason: outcome,
      eventUuid,
      workflowId: reactionId,
      evidence: {
        published,
        eventUuids,
        ...(classification && { classification: { ...classification } }),
      },
    });
    if (!isNew) return;
    const actor = classification?.actorKind ?? 'unknown';
    counter(metricMeter, 'preenroll_reactions')(1, { outcome, actor });
  }

  /**
   * Whether the reaction has a ticket of its own, or is on the list of one for many. Asks the run `reaction-storm`, and starts it where there is none. Repeatable: that run knows who has
   * asked.
   */
  async function joinStorm(entry: StormEntry): Promise<'own' | 'listed'> {
    const { taskQueue } = activityInfo();
    const start = new WithStartWorkflowOperation<ReactionStorm>('reactionStorm', {
      workflowId: reactionStormWorkflowId,
      workflowIdConflictPolicy: 'USE_EXISTING',
      taskQueue,
      args: [storm],
      staticSummary: 'Counts reactions, and makes one ticket of many',
    });
    return getClient().workflow.executeUpdateWithStart(joinStormUpdate, {
      args: [entry],
      startWorkflowOperation: start,
    });
  }

  /** Creates the ticket of a reaction, with what Okta says of the user now. Repeatable: the ticket's external id is the run's. */
  async function openReactionTicket(
    alert: ActivationAlert,
  ): Promise<{ ticket?: string } | undefined> {
    if (tickets === undefined) return undefined;
    const user = await okta.getUser(alert.userId);
    const { ticket } = await tickets.put(describeTicket(alert, filled(user?.profile['login'])));
    return ticket === undefined ? {} : { ticket };
  }

  /** Asks the person "was this you?". Repeatable as far as SMTP is: a repeat carries the same Message-ID. */
  async function askThePerson(alert: ActivationAlert): Promise<{ outcome: NoticeOutcome }> {
    if (!notify.person) return { outcome: 'not-configured' };
    const user = await okta.getUser(alert.userId);
    const to = filled(user?.profile['email']) ?? filled(user?.profile['secondEmail']);
    if (user === undefined || to === undefined) return { outcome: 'no-address' };
    await mailer.send({
      to,
      messageId: messageIdOf('factor-activated', alert),
      ...mails.render('factor-activated', languageOf(user), {
        ...nameOf(user),
        factor: nameFactor(alert.factorType),
        at: readableTime(alert.published),
        contact: notify.securityAddress,
      }),
    });
    return { outcome: 'sent' };
  }

  /** Tells the security address. Repeatable as far as SMTP is. */
  async function tellSecurity(alert: ActivationAlert): Promise<{ outcome: NoticeOutcome }> {
    if (notify.securityAddress === undefined) return { outcome: 'not-configured' };
    const { userId, factorType, published, eventUuid, reactionId, classification } = alert;
    await mailer.send({
      to: notify.securityAddress,
      messageId: messageIdOf('factor-activated-security', alert),
      ...mails.render('factor-activated-security', undefined, {
        ...{ userId, factor: nameFactor(factorType), at: readableTime(published) },
        why: classification.explanation.join('; '),
        ...{ eventUuid, runId: reactionId },
      }),
    });
    return { outcome: 'sent' };
  }

  /** Posts a line to the chat. At least once: a webhook knows no repeat. */
  async function postToChat(alert: ActivationAlert): Promise<{ outcome: NoticeOutcome }> {
    if (chat === undefined) return { outcome: 'not-configured' };
    const { userId, factorType, published, classification, reactionId } = alert;
    await chat.post(
      `${nameFactor(factorType)} was activated for the Okta user ${userId} at ${readableTime(published)}: ${classification.explanation.join('; ')} (${reactionId})`,
    );
    return { outcome: 'sent' };
  }

  /** Creates the ticket of a storm, or gives it the whole list anew. Repeatable: the ticket's external id is the storm's. */
  async function writeStormTicket({
    stormId,
    ...state
  }: ReactionStormState & { stormId: string }): Promise<{ ticket?: string } | undefined> {
    if (tickets === undefined) return undefined;
    const { ticket } = await tickets.put(describeStorm(stormId, state), { replaces: true });
    return ticket === undefined ? {} : { ticket };
  }

  /** Tells the security address once that there is a storm. Repeatable as far as SMTP is. */
  async function mailOfStorm({ stormId, since }: Storm): Promise<void> {
    if (notify.securityAddress === undefined) return;
    await mailer.send({
      to: notify.securityAddress,
      messageId: `factor-storm.${stormId}`,
      ...mails.render('factor-storm', undefined, { since: readableTime(since), more: storm.more }),
    });
  }

  /** Posts to the chat once that there is a storm. At least once. */
  async function postStormToChat({ since }: Storm): Promise<void> {
    await chat?.post(
      `More than ${storm.more} privileged or high-risk factors have been activated since ${readableTime(since)}: from now on they are on the list of one ticket (${reactionStormWorkflowId})`,
    );
  }

  return {
    ...{ recordReaction, joinStorm, openReactionTicket, askThePerson, tellSecurity, postToChat },
    ...{ writeStormTicket, mailOfStorm, postStormToChat },
  };
}

/** Who activated the factor; we, where that is not known: then we have only found the event. */
function actorOf({ classification, actorId }: ReactionRecord): AuditActor {
  if (classification === undefined) return { kind: 'preenroll' };
  return {
    kind: auditedAs[classification.actorKind],
    ...(actorId !== undefined && { id: actorId }),
  };
}

/** A program with somebody's token acts as the administrator whose token it is. */
const auditedAs: Readonly<Record<ActorKind, AuditActor['kind']>> = {
  ...{ self: 'user', admin: 'admin', service: 'service', delegated: 'admin' },
  preenroll: 'preenroll',
};

function messageIdOf(name: string, { userId, eventUuid }: ActivationAlert): string {
  return [name, userId, eventUuid].join('.');
}
