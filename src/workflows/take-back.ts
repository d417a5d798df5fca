import type { Hire } from '../activities/read-hire.js';
import type { EnrolledSms } from '../activities/sms-factor.js';
import { groups, users } from './activities.js';
import { enrolledPhone, intoGroupA, type Enrollment } from './enrollment.js';
import { shortlyBefore } from './shortly-before.js';

interface TakeBack {
  groupA: boolean;
  groupB: boolean;
  sms: boolean;
}

/**
 * Takes back what the run has done, and nothing else: a phone that was enrolled before it stays. A step that was interrupted may have been done all the
 * same, so what was begun is taken back as what was done is. Each part is a step, done once.
 *
 * @param why is part of the steps' names
 * @returns what was done, in plain words
 */
export async function takeBack(
  { hire, inbox, record, step, isLean }: Enrollment,
  what: TakeBack,
  why: 'undone' | 'expired',
): Promise<string[]> {
  const done: string[] = [];
  const found = record.results['read the user'] as Hire | undefined;
  const enrolled = record.results[enrolledPhone] as EnrolledSms | undefined;

  async function take(name: string, act: () => Promise<unknown>): Promise<void> {
    const result = await step(`${name} (${why})`, act);
    const { unenrolled } = (result ?? {}) as { unenrolled?: number };
    if (unenrolled !== 0) done.push(name);
  }

  const wanted = { ...(why === 'undone' && inbox.known.undo) };
  const isPhoneOurs = enrolled?.origin !== 'found' || inbox.known.reEnrollments !== undefined;
  const mayBeEnrolled = record.hasDone(isLean ? intoGroupA : 'saw that the policy allows SMS');
  // While the policy of Group A still shows the factor.
  if (what.sms && isPhoneOurs && mayBeEnrolled) {
    await take('unenrolled the phone', () =>
      users.unenrollSms({
        ...{ ...hire(), ...wanted },
        oursSince: shortlyBefore(record.timeOf(intoGroupA)),
        ...(enrolled?.origin === 'enrolled' && { ours: enrolled.factorId }),
      }),
    );
  }
  if (what.groupB && record.hasEntered('switching-groups')) {
    await take('took out of Group B', () =>
      groups.removeFromGroup({ ...hire(), ...wanted, group: 'B' }),
    );
  }
  const isBegun = record.hasEntered('pre-enrolling') && found?.inGroupA === false;
  if (what.groupA && (isBegun || record.hasDone(intoGroupA))) {
    await take('took out of Group A', () =>
      groups.removeFromGroup({ ...hire(), ...wanted, group: 'A' }),
    );
  }
  return done;
}
