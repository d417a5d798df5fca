import {
  ActivityFailure,
  allHandlersFinished,
  CancellationScope,
  condition,
  isCancellation,
  metricMeter,
  patched,
} from '@temporalio/workflow';
import type { HireReference } from '../activities/hire-reference.js';
import type { Hire } from '../activities/read-hire.js';
import type { JourneyEnd } from '../contract/earlier-enrollment.js';
import { histogram } from '../contract/metrics.js';
import type {
  CompletionEvidence,
  PreEnrollUserInput,
  PreEnrollUserResult,
} from '../contract/pre-enroll-user.js';
import type { WaitPlan } from '../contract/waiting.js';
import {
  groups,
  leavingGroupA,
  local,
  logs,
  mail,
  records,
  switching,
  userReads,
  users,
} from './activities.js';
import { awaitActivation, WaitExpired } from './await-activation.js';
import { awaitDay } from './await-day.js';
import { decideSkip, isEndedForGood, isRemoved } from './decide-skip.js';
import { openChain } from './enrollment-chain.js';
import { openInbox } from './enrollment-inbox.js';
import { openRecord } from './enrollment-record.js';
import { createStep } from './enrollment-step.js';
import {
  activationMail,
  believed,
  enrolledPhone,
  intoGroupA,
  intoGroupB,
  linkToActivated,
  toldOfEnrollment,
  turnedToActivation,
  type Enrollment,
} from './enrollment.js';
import { lookPatiently } from './look-patiently.js';
import { openOperatorDesk } from './operator-desk.js';
import { recallEarlier } from './recall-earlier.js';
import { shortlyBefore } from './shortly-before.js';
import { takeBack } from './take-back.js';
import {
  attentionReasonOf,
  createUntilRepaired,
  needsAttention,
  UserRemoved,
} from './until-repaired.js';

/**
 * Enrolls a new hire's phone before the first sign-in and moves the person from Group A to Group B after it. One run per user,
 * or a chain of runs where it becomes long; it parks rather than fails, and ends when the hire is done, has expired, was undone, was not
 * ours to do, or is gone.
 */
export async function preEnrollUser(input: PreEnrollUserInput): Promise<PreEnrollUserResult> {
  const { userId, carried } = input;
  const inbox = openInbox(input);
  // 2026-11: fewer calls to Okta and fewer steps. Runs that began before keep the shape that they have.
  const isLean = patched('fewer-calls');
  const record = openRecord(input);
  let procedure = new CancellationScope();
  const desk = openOperatorDesk(record, inbox, () => {
    procedure.cancel();
  });
  const chain = openChain(input, record, inbox, isLean);
  // 2026-11: policies are checked, Group A must be ours, waiting is planned, and runs tell each other of a repaired configuration.
  const checksMore = isLean || patched('checked-switch');
  const untilRepaired = createUntilRepaired({
    ...{ userId, record, inbox, chain, tellsFellows: checksMore },
  });
  const step = createStep(record, untilRepaired);
  const enrollment: Enrollment = { hire, inbox, record, chain, untilRepaired, step, isLean };

  function hire(): HireReference {
    const { population, acts } = record.status;
    const { accepted, phone } = inbox.known;
    return {
      userId,
      ...(input.event && { eventUuid: input.event.uuid }),
      ...(acts && { acts }),
      ...(population !== undefined && { population }),
      ...(accepted && { accepted }),
      ...(phone && { phone }),
    };
  }

  async function perform(): Promise<PreEnrollUserResult> {
    const { notBefore } = input;
    if (notBefore !== undefined) {
      await step('waited for the day', () => awaitDay(enrollment, notBefore));
      record.enter('preparing', 'Okta to tell about the user');
    }
    const found = await step(readUser, async () => takeOver(await readNewHire(userId)));
    if (isRemoved(found.userStatus)) throw new UserRemoved();
    if (found.population !== undefined) record.status.population = found.population;
    const reason = decideSkip(found);
    if (reason !== undefined) return skip(reason);
    if (isEndedForGood(found.ended, input)) return skip('ended-before');
    if (carried === undefined) record.joinOthers(found);

    record.enter('pre-enrolling', 'Okta to enroll the phone');
    if (checksMore && !isLean) {
      await step('saw that the policies fit', () => groups.checkPolicies(hire()));
    }
    // What the audit store says that we have done needs no word of Okta's.
    if (checksMore && found.inGroupA && found.earlier?.groupASince === undefined) {
      const { groupA } = await step('saw who had put the person into Group A', () =>
        logs.checkOwnGroupA(hire()),
      );
      if (groupA === 'left') return skip('not-concerned');
    }
    await step(intoGroupA, () =>
      groups.addToGroup({ ...hire(), group: 'A', checksPolicies: isLean }),
    );
    if (!isLean) await step('saw that the policy allows SMS', () => awaitPolicy(hire()));
    const enrolled = await step(enrolledPhone, enroll);
    record.status.factorId ??= enrolled.factorId;
    await step(toldOfEnrollment, () => mail.sendMfaEnrolledMail(hire()));
    const since = await step(turnedToActivation, () => shortlyBefore());
    const activated = await step(activationMail, async () => {
      const done = await users.activateUser({
        ...hire(),
        ...(found.userStatus === 'PROVISIONED' && { wasActivated: true }),
        ...(isLean && { plansFrom: now() }),
      });
      countReady(input);
      return done;
    });
    const hadOktasMail = found.earlier?.activation?.wasActivated === false;
    if (checksMore && found.userStatus === 'PROVISIONED' && !hadOktasMail) {
      await step(linkToActivated, () =>
        mail.sendReminder({ ...hire(), reminder: 'activation-link' }),
      );
    }
    const from = record.timeOf(activationMail) ?? since;
    const plan = activated?.plan ?? (checksMore ? await planLater(from) : undefined);

    record.enter('awaiting-activation', 'the person to activate and to sign in with the phone');
    const evidence = await step(believed, () =>
      awaitActivation({ ...enrollment, since, plan, rule: activated?.completionRule }),
    );
    record.status.evidence = evidence;

    record.enter('switching-groups', 'Okta to change the groups');
    if (checksMore && !isLean) {
      await step('saw that the policies still fit', () => switching.checkPolicies(hire()));
    }
    await step(intoGroupB, () =>
      switching.addToGroup({
        ...{ ...hire(), group: 'B', checksPolicies: isLean },
        ...toldBy(evidence),
      }),
    );
    record.openWindow();
    await step('took out of Group A', () => leaveGroupA(hire()));
    const window = record.closeWindow();

    record.enter('completed', 'nothing: the hire is done');
    return {
      ...{ outcome: 'completed', at: now(), evidence },
      factorId: record.status.factorId ?? enrolled.factorId,
      ...(window && { window }),
    };
  }

  /** Goes on where another run of the same journey was lost. */
  function takeOver(found: Hire): Hire {
    if (found.earlier === undefined) return found;
    const { steps, inbox: known } = recallEarlier(found.earlier, found);
    record.recall(steps);
    const opened = record.timeOf(intoGroupB);
    if (opened !== undefined) record.status.window = { opened };
    Object.assign(inbox.known, known);
    // The person may have activated meanwhile: the waiting begins with a look.
    inbox.news += 1;
    if (isToBeUndone()) procedure.cancel();
    return found;
  }

  /** Okta refuses the factor until Group A's policy has reached the user, which most often is at once. */
  async function enroll() {
    const oursSince = shortlyBefore(record.timeOf(intoGroupA));
    const enrollSms = () => users.enrollSms({ ...hire(), oursSince });
    try {
      return await enrollSms();
    } catch (error) {
      if (!isLean || attentionReasonOf(error) !== 'sms-not-allowed') throw error;
    }
    await awaitPolicy(hire());
    return enrollSms();
  }

  /** Of a run that was activated before a plan came with it. */
  function planLater(from: string): Promise<WaitPlan> {
    return step('planned the waiting', () => userReads.planWaiting({ ...hire(), from }));
  }

  function skip(reason: Extract<PreEnrollUserResult, { outcome: 'skipped' }>['reason']) {
    record.enter('completed', `nothing: there was nothing to do (${reason})`);
    return { outcome: 'skipped', at: now(), reason } as const;
  }

  async function expire(): Promise<PreEnrollUserResult> {
    record.waitFor('Okta to take back what is configured for those who expire');
    const { removesFromGroupA, unenrollsSms } = await step('looked what expiry takes back', () =>
      local.readExpiryEffects(hire()),
    );
    const what = { groupA: removesFromGroupA, groupB: false, sms: unenrollsSms };
    const done = await takeBack(enrollment, what, 'expired');
    await recordEnd('expired');
    record.enter('expired', 'nothing: the person was waited for long enough');
    return { outcome: 'expired', at: now(), done };
  }

  /** Undefined if it would leave somebody who signs in already without any policy: the procedure goes on then. */
  async function undo(): Promise<PreEnrollUserResult | undefined> {
    record.waitFor('Okta to take back what was done, as an operator wants');
    const { userStatus } = await untilRepaired(() => users.readHire(hire()));
    if (userStatus === 'ACTIVE') {
      desk.refuseUndo('already-active');
      return undefined;
    }
    const done = await takeBack(enrollment, { groupA: true, groupB: true, sms: true }, 'undone');
    await recordEnd('undone');
    record.enter('undone', 'nothing: an operator had it undone');
    await condition(allHandlersFinished);
    return { outcome: 'undone', at: now(), done };
  }

  /** So that nobody begins again by accident, whatever becomes of Temporal's database. */
  async function recordEnd(outcome: JourneyEnd): Promise<void> {
    const found = record.results[readUser] as Hire | undefined;
    if (found?.isAudited !== true) return;
    const { population } = record.status;
    await records.recordEnd({ userId, outcome, ...(population !== undefined && { population }) });
  }

  const isToBeUndone = () => inbox.known.undo !== undefined;

  /** As far as the procedure comes, unless an operator stops it to have it undone. */
  async function proceed(): Promise<PreEnrollUserResult | undefined> {
    if (isToBeUndone()) return undefined;
    procedure = new CancellationScope();
    try {
      return await procedure.run(perform);
    } catch (error) {
      if (isCancellation(error) && isToBeUndone()) return undefined;
      throw error;
    }
  }

  try {
    for (;;) {
      const result = (await proceed()) ?? (await undo());
      if (result !== undefined) return result;
    }
  } catch (error) {
    if (error instanceof WaitExpired) return expire();
    if (isCancellation(error)) {
      await CancellationScope.nonCancellable(() => recordEnd('cancelled'));
    }
    if (!(error instanceof UserRemoved)) throw error;
    await recordEnd('removed');
    record.enter('removed', 'nothing: the user was deactivated or deleted');
    return { outcome: 'removed', at: now() };
  }
}

/** Stored: never rename it. */
const readUser = 'read the user';

/** How long it took from the user's creation. Whom a person, a backfill or another event started was created long before. */
function countReady({ event }: PreEnrollUserInput): void {
  if (event?.eventType !== 'user.lifecycle.create') return;
  const seconds = (Date.now() - new Date(event.published).getTime()) / 1_000;
  histogram(metricMeter, 'preenroll_time_to_ready')(Math.max(seconds, 0), {});
}

/** For the audit: why the person is moved, and on whose word. */
function toldBy({ operator: named, reason, ...completion }: CompletionEvidence) {
  const { rule, phoneVerification } = completion;
  const operator = named ?? (rule === 'operator' ? 'unknown' : undefined);
  return {
    completion,
    ...(operator !== undefined && { operator }),
    ...(reason !== undefined && { reason }),
    ...(phoneVerification && { eventUuid: phoneVerification.eventId }),
  };
}

/** Okta may not find a user everywhere at once who was just created, and whoever created the user may not be done with the groups. */
function readNewHire(userId: string) {
  return lookPatiently(
    () => users.readHire({ userId, looksBack: true }),
    ({ userStatus, notConcerned, inGroupA }) =>
      userStatus !== 'DELETED' && (notConcerned !== 'groups' || inGroupA),
  );
}

/** Waits until Group A's policy has reached the user: Okta refuses the factor before. */
async function awaitPolicy(hire: HireReference): Promise<void> {
  const isAllowed = await lookPatiently(() => users.isSmsAllowed(hire), Boolean);
  if (!isAllowed) throw needsAttention('sms-not-allowed');
}

/** After ten minutes in both groups the person is on the operators' list; the next try begins then. */
async function leaveGroupA(hire: HireReference): Promise<void> {
  try {
    await leavingGroupA.removeFromGroup({ ...hire, group: 'A', staysInB: true });
  } catch (error) {
    const isTimeUp = error instanceof ActivityFailure && attentionReasonOf(error) === undefined;
    throw isTimeUp && !isCancellation(error) ? needsAttention('switch-unfinished') : error;
  }
}

function now(): string {
  return new Date().toISOString();
}
