import type { ActivationFacts } from '../activities/activation.js';
import type { OperatorActName, OperatorRequest } from '../contract/operator.js';
import type { CompletionEvidence, CompletionRule } from '../contract/pre-enroll-user.js';
import type { WaitAction, WaitPlan } from '../contract/waiting.js';
import { looking, mail, reminders, userReads, users } from './activities.js';
import { decideCompletion, pauseBeforeNextLook } from './decide-completion.js';
import { isRemoved } from './decide-skip.js';
import { dueActions, nameOfAction, nextAction } from './decide-waiting.js';
import {
  enrolledAgain,
  enrolledPhone,
  linkSentAgain,
  toldOfEnrollmentAgain,
  type Enrollment,
} from './enrollment.js';
import { hold, UserRemoved } from './until-repaired.js';

interface AwaitActivation extends Enrollment {
  /** Verifications of the phone before this time do not count. ISO 8601. */
  since: string;
  /** Absent for runs that began before there were reminders. */
  plan?: WaitPlan | undefined;
  /** By which the activation will be believed, where that is known before the first look. */
  rule?: CompletionRule | undefined;
}

/** Ends the procedure: the person was waited for as long as is configured. */
export class WaitExpired extends Error {}

/**
 * Waits, for days, until the person has activated. News about the user and the passing of time only wake it; Okta's own state
 * decides, or an operator's word. Meanwhile it reminds, renews the link and tells others, as planned, and does what operators ask for.
 * Throws {@link UserRemoved} and {@link WaitExpired}.
 */
export async function awaitActivation(input: AwaitActivation): Promise<CompletionEvidence> {
  const { inbox, chain, record, untilRepaired, plan = { actions: [] } } = input;
  let heard = 0;
  let looks = 0;
  let seen: ActivationFacts | undefined;
  for (;;) {
    const next = nextAction(plan, record.hasDone);
    record.waitFor(record.status.waitingFor, next);
    const isWoken = await chain.waitForNews(heard, pauseUntil(next, seen, looks));
    if (isWoken && foretellsMore(input)) await chain.waitUntil(() => !foretellsMore(input), soon);
    looks = isWoken ? 0 : looks + 1;
    heard = inbox.news;
    const wokenBy = isWoken ? inbox.known.latest : 'timer';
    await doAsOperatorsWant(input);

    const facts = await untilRepaired(() => look(input, isWoken));
    const decidedAt = new Date().toISOString();
    if (facts === 'forced') {
      return { rule: 'operator', decidedAt, wokenBy, ...inbox.known.forcedBy };
    }
    if (isRemoved(facts.userStatus)) throw new UserRemoved();
    const decision = decideCompletion(facts);
    if (decision.isComplete) return { ...evidenceOf(facts), decidedAt, wokenBy };
    seen = facts;

    if (inbox.news > heard) continue;
    if ('hold' in decision) {
      await hold(input, decision.hold, heard);
      continue;
    }
    if (inbox.known.mailBounced) {
      await hold(input, 'mail-bounced', heard);
      continue;
    }
    for (const due of dueActions(plan, new Date(), record.hasDone)) await act(input, due);
    record.waitFor(`the person to activate and to sign in with the phone (${decision.missing})`);
  }
}

function pauseUntil(
  next: WaitAction | undefined,
  seen: ActivationFacts | undefined,
  looks: number,
): number {
  const pause = pauseBeforeNextLook(seen, looks);
  if (next === undefined) return pause;
  return Math.min(pause, Math.max(new Date(next.at).getTime() - Date.now(), 1_000));
}

function evidenceOf({
  rule,
  userStatus,
  factorStatus,
  phoneVerification,
  trace,
}: ActivationFacts): Omit<CompletionEvidence, 'decidedAt' | 'wokenBy'> {
  return {
    ...{ rule, userStatus },
    ...(factorStatus !== undefined && { factorStatus }),
    ...(phoneVerification && { phoneVerification }),
    ...(trace && { oktaRequestIds: trace.oktaRequestIds }),
  };
}

// What a person on the way causes, one after the other in seconds: the phone is looked at when it counts, which is at the end.
const signsOfProgress: ReadonlySet<string> = new Set([
  'user.lifecycle.activate',
  'user.account.update_password',
  'user.session.start',
]);

/** How long the sign-in of somebody who has begun to activate is waited for, before Okta is asked. */
const soon = '30 seconds';

/** True if the latest news is only a step on the way to what is believed: a look would see that it is not there yet. */
function foretellsMore({ inbox, rule, isLean }: AwaitActivation): boolean {
  const { latest, phoneVerification, forcedBy } = inbox.known;
  const isOnTheWay = signsOfProgress.has(latest) || latest === 'user.authentication.auth_via_mfa';
  const isProved = phoneVerification !== undefined || forcedBy !== undefined;
  return isLean && rule === 'mfa-verified' && isOnTheWay && !isProved;
}

async function look(input: AwaitActivation, isWoken: boolean): Promise<ActivationFacts | 'forced'> {
  const { hire, record, inbox } = input;
  const { forcedBy, phoneVerification: told } = inbox.known;
  if (forcedBy !== undefined) return 'forced';
  const since = lastEnrollment(input) ?? input.since;
  return (isWoken ? looking : userReads).checkActivation({
    ...{ ...hire(), factorId: record.status.factorId ?? '', since },
    skipsPhone: signsOfProgress.has(inbox.known.latest),
    ...(told && told.published >= since && { phoneVerification: told }),
  });
}

/** Whoever has signed in with a phone that was replaced since has proved nothing about the new one. */
function lastEnrollment({ inbox, record }: AwaitActivation): string | undefined {
  const { reEnrollments = 0 } = inbox.known;
  return record.timeOf(enrolledAgain(reEnrollments));
}

/** Each request is done once; what was asked for twice at a time is done twice. */
async function doAsOperatorsWant(input: AwaitActivation): Promise<void> {
  const { inbox, record, step, hire } = input;
  for (let n = 1; n <= (inbox.known.reEnrollments ?? 0); n += 1) {
    const { factorId, origin } = await step(enrolledAgain(n), () => enrollAgain(input));
    Object.assign(record.status, { factorId });
    record.results[enrolledPhone] = { factorId, origin };
    await step(toldOfEnrollmentAgain(n), () =>
      mail.sendMfaEnrolledMail({ ...hire(), enrollment: n + 1 }),
    );
  }
  for (let n = 1; n <= (inbox.known.resends ?? 0); n += 1) {
    await step(linkSentAgain(n), () =>
      mail.sendReminder({
        ...{ ...hire(), ...lastWish(record, ['resendActivation']) },
        reminder: `activation-again-${n}`,
      }),
    );
  }
}

/** The number that an operator vouches for takes the place of any other. */
function enrollAgain({ hire, record }: AwaitActivation) {
  const { accepted = [], ...rest } = hire();
  const { factorId } = record.status;
  return users.enrollSms({
    ...{ ...rest, ...lastWish(record, ['correctPhone', 'resume']) },
    accepted: [...accepted, 'other-phone-enrolled'],
    ...(factorId !== undefined && { ours: factorId }),
  });
}

/** For the audit: who asked last for one of these, and why. Nobody did where a changed profile has brought it about. */
function lastWish(
  { status }: Enrollment['record'],
  names: readonly OperatorActName[],
): Partial<OperatorRequest> {
  const wish = status.acts?.findLast(
    ({ act, refused }) => names.includes(act) && refused === undefined,
  );
  return wish ? { operator: wish.operator, reason: wish.reason } : {};
}

async function act(
  { hire, since, step }: AwaitActivation,
  { action, superseded }: ReturnType<typeof dueActions>[number],
): Promise<void> {
  const perform = (): Promise<unknown> | { sent: false; because: 'superseded' } => {
    if (superseded) return { sent: false, because: 'superseded' };
    switch (action.act) {
      case 'remind':
      case 'renew-link':
        return reminders.sendReminder({
          ...hire(),
          reminder: `activation-reminder-${action.number}`,
        });
      case 'escalate-to-manager':
        return reminders.sendEscalation({ ...hire(), to: 'manager', since });
      case 'escalate-to-operators':
        return reminders.sendEscalation({ ...hire(), to: 'operators', since });
      case 'expire':
        throw new WaitExpired();
    }
  };
  await step(nameOfAction(action), perform);
}
