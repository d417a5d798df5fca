import type { WaitAction, WaitPlan } from '../contract/waiting.js';

/** How the step is called that an action leaves behind. It is stored: never change one. */
export function nameOfAction({ act, number }: WaitAction): string {
  switch (act) {
    case 'remind':
    case 'renew-link':
      return `sent mail ${number} with a new activation link`;
    case 'escalate-to-manager':
      return 'told the manager';
    case 'escalate-to-operators':
      return 'told the operators';
    case 'expire':
      return 'expired';
  }
}

/** The first action that is not done yet. */
export function nextAction(
  { actions }: WaitPlan,
  isDone: (name: string) => boolean,
): WaitAction | undefined {
  return actions.find((action) => !isDone(nameOfAction(action)));
}

/**
 * What is due by now, in order. Of several mails to the person, as after a long hold, only the latest goes out: the others are `superseded`.
 * Nothing goes out to somebody who expires now.
 */
export function dueActions(
  { actions }: WaitPlan,
  now: Date,
  isDone: (name: string) => boolean,
): { action: WaitAction; superseded: boolean }[] {
  const due = actions.filter(
    (action) => new Date(action.at) <= now && !isDone(nameOfAction(action)),
  );
  const expires = due.some(({ act }) => act === 'expire');
  const lastMail = due.findLast(isMail);
  return due.map((action) => ({
    action,
    superseded: action.act !== 'expire' && (expires || (isMail(action) && action !== lastMail)),
  }));
}

function isMail({ act }: WaitAction): boolean {
  return act === 'remind' || act === 'renew-link';
}
