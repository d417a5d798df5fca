import type { Hire } from '../activities/read-hire.js';
import { nameOfEnrolledMail, type EarlierEnrollment } from '../contract/earlier-enrollment.js';
import type { CarriedInbox } from '../contract/pre-enroll-user.js';
import { nameOfAction } from './decide-waiting.js';
import type { RecalledStep } from './enrollment-record.js';
import {
  activationMail,
  believed,
  enrolledAgain,
  enrolledPhone,
  intoGroupA,
  intoGroupB,
  linkSentAgain,
  linkToActivated,
  toldOfEnrollment,
  toldOfEnrollmentAgain,
  turnedToActivation,
} from './enrollment.js';
import { shortlyBefore } from './shortly-before.js';

/** What a run knows that goes on where another one was lost. */
interface Recalled {
  steps: RecalledStep[];
  inbox: Pick<CarriedInbox, 'accepted' | 'reEnrollments' | 'resends' | 'undo'>;
}

/**
 * What of an earlier run's work is taken over: as by a run that continues another, so that no mail goes out twice, and everything is planned from the day on which it
 * began. Where Okta shows something else, Okta is right: that step is done anew.
 */
export function recallEarlier(
  earlier: EarlierEnrollment,
  { inGroupA, inGroupB, userStatus }: Pick<Hire, 'inGroupA' | 'inGroupB' | 'userStatus'>,
): Recalled {
  const { groupASince, enrollments, mails, activation, accepted, undo } = earlier;
  const steps: RecalledStep[] = [];
  const recall = (step: string, at: string | undefined, result?: unknown) => {
    if (at !== undefined) steps.push({ step, at, ...(result !== undefined && { result }) });
  };

  if (inGroupA) recall(intoGroupA, groupASince);
  const factors = enrollments.map(({ factorId, origin }) => ({ factorId, origin }));
  enrollments.forEach(({ at }, n) => {
    // The first step's result is the factor that counts, as after an enrollment in the run itself.
    if (n === 0) recall(enrolledPhone, at, factors.at(-1));
    else recall(enrolledAgain(n), at, factors[n]);
  });
  recall(toldOfEnrollment, mails[nameOfEnrolledMail(1)]);
  const reEnrollments = Math.max(enrollments.length, earlier.toldEnrollments, 1) - 1;
  for (let n = 1; n <= reEnrollments; n += 1) {
    recall(toldOfEnrollmentAgain(n), mails[nameOfEnrolledMail(n + 1)]);
  }
  if (activation !== undefined && userStatus !== 'STAGED') {
    recall(turnedToActivation, activation.begun, shortlyBefore(activation.begun));
    recall(activationMail, activation.at);
    recall(linkToActivated, mails['activation-link']);
    steps.push(...recallWaiting(earlier));
  }
  const evidence = earlier.believed?.evidence;
  recall(believed, evidence?.decidedAt, evidence);
  if (inGroupB) recall(intoGroupB, earlier.believed?.groupBSince);

  const all = [...accepted, ...(earlier.phoneCorrected ? (['phone-changed'] as const) : [])];
  return {
    steps,
    inbox: {
      ...(all.length > 0 && { accepted: all }),
      ...(reEnrollments > 0 && { reEnrollments }),
      ...(earlier.resends > 0 && { resends: earlier.resends }),
      ...(undo && { undo }),
    },
  };
}

/** The mails of the time after the activation mail. Those before the last one that are not recorded were superseded. */
function recallWaiting({ mails, resends }: EarlierEnrollment): RecalledStep[] {
  const numbers = Object.keys(mails).map((name) => /^activation-reminder-(\d+)$/.exec(name)?.[1]);
  const last = Math.max(0, ...numbers.filter((number) => number !== undefined).map(Number));
  const lastAt = mails[`activation-reminder-${last}`] ?? '';
  const steps: RecalledStep[] = [];
  for (let number = 1; number <= last; number += 1) {
    const step = nameOfAction({ at: '', act: 'remind', number });
    const at = mails[`activation-reminder-${number}`];
    const superseded = { at: lastAt, result: { sent: false, because: 'superseded' } };
    steps.push({ step, ...(at === undefined ? superseded : { at }) });
  }
  const told = [
    { step: nameOfAction({ at: '', act: 'escalate-to-manager', number: 1 }), mail: 'manager' },
    { step: nameOfAction({ at: '', act: 'escalate-to-operators', number: 1 }), mail: 'operators' },
  ].map(({ step, mail }) => ({ step, at: mails[`escalation-to-${mail}`] }));
  const again = Array.from({ length: resends }, (_, index) => ({
    step: linkSentAgain(index + 1),
    at: mails[`activation-again-${index + 1}`],
  }));
  for (const { step, at } of [...told, ...again]) if (at !== undefined) steps.push({ step, at });
  return steps;
}
