import { Worker } from '@temporalio/worker';
import type { Activities } from '../../src/activities/index.js';
import { executables } from '../end-to-end/support/built-code.js';
import type { Sabotage } from './chaos-options.js';

// The product's worker, with a bug that the checker must find.

type Buggy = Pick<Activities, 'addToGroup' | 'removeFromGroup' | 'sendMfaEnrolledMail'>;

const bugs: Record<Sabotage, (activities: Buggy) => Partial<Buggy>> = {
  /** Says that it has taken people out of Group A, and has not. */
  drop: () => ({ removeFromGroup: () => Promise.resolve() }),
  /** Sends the mail twice. */
  double: ({ sendMfaEnrolledMail }) => ({
    async sendMfaEnrolledMail(hire) {
      await sendMfaEnrolledMail(hire);
      await sendMfaEnrolledMail(hire);
    },
  }),
  /** Takes one group for the other. */
  swap: ({ addToGroup, removeFromGroup }) => ({
    addToGroup: (membership) => addToGroup(swapped(membership)),
    removeFromGroup: (membership) => removeFromGroup(swapped(membership)),
  }),
};

function swapped({ userId, group }: Parameters<Buggy['addToGroup']>[0]) {
  return { userId, group: group === 'A' ? 'B' : 'A' } as const;
}

const bug = bugs[process.env['CHAOS_SABOTAGE'] as Sabotage];
const create = Worker.create.bind(Worker);
Worker.create = (options) => {
  const activities = options.activities as Buggy;
  return create({ ...options, activities: { ...activities, ...bug(activities) } });
};

await import(executables.preenroll);
