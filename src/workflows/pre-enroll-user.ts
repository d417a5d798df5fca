import type { PreEnrollUserInput, PreEnrollUserResult } from '../contract/pre-enroll-user.js';
import { mail, okta } from './activities.js';
import { awaitActivation } from './await-activation.js';
import { decideSkip, isRemoved } from './decide-skip.js';
import { openChain } from './enrollment-chain.js';
import { openInbox } from './enrollment-inbox.js';
import { openRecord } from './enrollment-record.js';
import { createStep } from './enrollment-step.js';
import { lookPatiently } from './look-patiently.js';
import { createUntilRepaired, needsAttention, UserRemoved } from './until-repaired.js';

/**
 * Enrolls a new hire's phone before the first sign-in and moves the person from Group A to Group B after it. One run per user,
 * or a chain of runs where it becomes long; it parks rather than fails, and ends when the hire is done, was not ours to do, or
 * is gone.
 */
export async function preEnrollUser(input: PreEnrollUserInput): Promise<PreEnrollUserResult> {
  const { userId, carried } = input;
  const inbox = openInbox(carried?.inbox);
  const record = openRecord(userId, carried);
  const chain = openChain(input, record, inbox);
  const untilRepaired = createUntilRepaired(userId, record, inbox, chain);
  const step = createStep(record, untilRepaired);

  async function enroll(): Promise<PreEnrollUserResult> {
    const hire = await step('read the user', () => readNewHire(userId));
    if (isRemoved(hire.userStatus)) throw new UserRemoved();
    const reason = decideSkip(hire);
    if (reason !== undefined) {
      record.enter('completed', `nothing: there was nothing to do (${reason})`);
      return { outcome: 'skipped', at: now(), reason };
    }

    record.enter('pre-enrolling', 'Okta to enroll the phone');
    await step('put into Group A', () => okta.addToGroup({ userId, group: 'A' }));
    await step('saw that the policy allows SMS', () => awaitPolicy(userId));
    const { factorId } = await step('enrolled the phone as SMS factor, ACTIVE', () =>
      okta.enrollSms({ userId }),
    );
    record.status.factorId = factorId;
    await step('sent the mail "MFA enrolled"', () => mail.sendMfaEnrolledMail({ userId }));
    const since = await step('turned to the activation', beforeActivation);
    await step('let Okta send the activation mail', () => okta.activateUser({ userId }));

    record.enter('awaiting-activation', 'the person to activate and to sign in with the phone');
    const evidence = await step('believed the activation', () =>
      awaitActivation({ userId, factorId, since, inbox, chain, record, untilRepaired }),
    );
    record.status.evidence = evidence;

    record.enter('switching-groups', 'Okta to change the groups');
    await step('put into Group B', () => okta.addToGroup({ userId, group: 'B' }));
    await step('took out of Group A', () => okta.removeFromGroup({ userId, group: 'A' }));

    record.enter('completed', 'nothing: the hire is done');
    return { outcome: 'completed', at: now(), factorId, evidence };
  }

  try {
    return await enroll();
  } catch (error) {
    if (!(error instanceof UserRemoved)) throw error;
    record.enter('removed', 'nothing: the user was deactivated or deleted');
    return { outcome: 'removed', at: now() };
  }
}

/** Okta may not find a user everywhere at once who was just created, and whoever created the user may not be done with the groups. */
function readNewHire(userId: string) {
  return lookPatiently(
    () => okta.readHire({ userId }),
    ({ userStatus, notConcerned, inGroupA }) =>
      userStatus !== 'DELETED' && (notConcerned !== 'groups' || inGroupA),
  );
}

/** Waits until Group A's policy has reached the user: Okta refuses the factor before. */
async function awaitPolicy(userId: string): Promise<void> {
  const isAllowed = await lookPatiently(() => okta.isSmsAllowed({ userId }), Boolean);
  if (!isAllowed) throw needsAttention('sms-not-allowed');
}

/** What Okta's clock may have said when the activation began by Temporal's. */
function beforeActivation(): string {
  const clockDifferenceMs = 5 * 60_000;
  return new Date(Date.now() - clockDifferenceMs).toISOString();
}

function now(): string {
  return new Date().toISOString();
}
