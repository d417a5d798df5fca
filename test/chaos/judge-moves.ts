import type { HireFacts, MembershipChange } from './facts.js';

const rightOrder: readonly Pick<MembershipChange, 'change' | 'group'>[] = [
  { change: 'add', group: 'A' },
  { change: 'add', group: 'B' },
  { change: 'remove', group: 'A' },
];

/**
 * True for a hire who ended in Group B only, with one ACTIVE SMS factor, and was in neither group at no time after entering Group A:
 * into A, into B, out of A. Each step may be requested several times, but the next one only after Okta has confirmed it.
 */
export function isMovedRightly({ groups, activeSmsFactors, changes }: HireFacts): boolean {
  return groups.join() === 'B' && activeSmsFactors === 1 && isRightOrder(changes);
}

function isRightOrder(changes: readonly MembershipChange[]): boolean {
  let step = 0;
  let isConfirmed = false;
  for (const request of changes) {
    const requested = rightOrder.findIndex(
      ({ change, group }) => change === request.change && group === request.group,
    );
    if (requested === step + 1 && isConfirmed) {
      step = requested;
      isConfirmed = false;
    }
    if (requested !== step) return false;
    isConfirmed ||= request.isConfirmed;
  }
  return step === rightOrder.length - 1 && isConfirmed;
}
