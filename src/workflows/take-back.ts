import type { EnrolledSms } from '../activities/sms-factor.js';
import { okta } from './activities.js';
import type { Enrollment } from './enrollment.js';

interface TakeBack {
  groupA: boolean;
  groupB: boolean;
  sms: boolean;
}

/**
 * Takes back what the run has done, and nothing else: a phone that was enrolled before it stays. Each part is a step, done once.
 *
 * @param why is part of the steps' names
 * @returns what was done, in plain words
 */
export async function takeBack(
  { hire, record, step }: Enrollment,
  what: TakeBack,
  why: 'undone' | 'expired',
): Promise<string[]> {
  const done: string[] = [];
  const enrolled = record.results['enrolled the phone as SMS factor, ACTIVE'] as
    EnrolledSms | undefined;

  async function take(name: string, act: () => Promise<void>): Promise<void> {
    await step(`${name} (${why})`, act);
    done.push(name);
  }

  // While the policy of Group A still shows the factor.
  if (what.sms && enrolled?.origin === 'enrolled') {
    await take('unenrolled the phone', () =>
      okta.unenrollSms({ ...hire(), factorId: enrolled.factorId }),
    );
  }
  if (what.groupB && record.hasDone('put into Group B')) {
    await take('took out of Group B', () => okta.removeFromGroup({ ...hire(), group: 'B' }));
  }
  if (what.groupA && record.hasDone('put into Group A')) {
    await take('took out of Group A', () => okta.removeFromGroup({ ...hire(), group: 'A' }));
  }
  return done;
}
