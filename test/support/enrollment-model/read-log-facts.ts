import type { OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import type { LogEvent } from '../../../okta-emulator/system-log/log-event.js';
import type { Fact } from './facts.js';

/** What an event says of the hire; undefined for all that no rule asks for. */
export function factOf(
  event: LogEvent,
  { groupA, groupB }: Pick<OktaEmulator, 'groupA' | 'groupB'>,
): Fact | undefined {
  const by = event.transaction.detail['requestApiTokenId'] === undefined ? 'others' : 'us';
  const group = [
    { id: groupA, group: 'A' as const },
    { id: groupB, group: 'B' as const },
  ].find(({ id }) => event.target.some((target) => target.id === id))?.group;
  switch (event.eventType) {
    case 'group.user_membership.add':
      return group && { fact: 'membership', change: 'add', group, by };
    case 'group.user_membership.remove':
      return group && { fact: 'membership', change: 'remove', group, by };
    case 'user.lifecycle.activate':
      return { fact: 'activated', by };
    case 'user.mfa.factor.activate':
      return { fact: 'phone enrolled', by };
    case 'user.mfa.factor.deactivate':
      return { fact: 'phone removed', by };
    case 'user.authentication.auth_via_mfa':
      return isByText(event) ? { fact: 'phone verified' } : undefined;
    default:
      return undefined;
  }
}

/** Each engine has its own words for it. */
function isByText({ outcome, target, debugContext }: LogEvent): boolean {
  const isSms =
    target.some(({ detailEntry }) => detailEntry?.['methodTypeUsed'] === 'SMS') ||
    debugContext.debugData['factor'] === 'SMS_FACTOR';
  return outcome.result === 'SUCCESS' && isSms;
}
