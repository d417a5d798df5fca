import type { ApiFault, ApiFaultEffect } from '../../../okta-emulator/faults/api-fault.js';
import { groupAId, groupBId } from '../../../okta-emulator/state/seed.js';

/** The calls of the product that can go wrong, as the emulator sees them. */
const calls = {
  'read the user': { method: 'GET', path: '/users/[^/]+$' },
  'search for the number': { method: 'GET', path: '/users$' },
  'read the groups': { method: 'GET', path: '/users/[^/]+/groups$' },
  'put into Group A': { method: 'PUT', path: `/groups/${groupAId}/` },
  'put into Group B': { method: 'PUT', path: `/groups/${groupBId}/` },
  'take out of Group A': { method: 'DELETE', path: `/groups/${groupAId}/` },
  'take out of Group B': { method: 'DELETE', path: `/groups/${groupBId}/` },
  'read what is allowed': { method: 'GET', path: '/factors/catalog$' },
  'read the factors': { method: 'GET', path: '/factors$' },
  'enroll the phone': { method: 'POST', path: '/factors$' },
  'unenroll the phone': { method: 'DELETE', path: '/factors/' },
  activate: { method: 'POST', path: '/lifecycle/activate$' },
  'renew the link': { method: 'POST', path: '/lifecycle/reactivate$' },
  'read the policies': { method: 'GET', path: '/policies' },
  'read the log': { method: 'GET', path: '/logs$' },
} as const satisfies Record<string, Pick<ApiFault, 'method' | 'path'>>;

const effects = {
  'answers 500': { kind: 'error', errorCode: 'E0000009' },
  'answers 429': { kind: 'rate-limit', resetInSeconds: 2 },
  'has too many calls at once': { kind: 'concurrency-limit' },
  'does it, and the answer is lost': { kind: 'executed-then-timeout' },
  'breaks the connection': { kind: 'reset' },
} as const satisfies Record<string, ApiFaultEffect>;

export interface PlannedFault {
  call: keyof typeof calls;
  effect: keyof typeof effects;
  /** How often it strikes. */
  count: number;
}

export const faultyCalls = Object.keys(calls) as (keyof typeof calls)[];
export const lostAnswer: PlannedFault['effect'] = 'does it, and the answer is lost';
export const faultEffects = Object.keys(effects) as (keyof typeof effects)[];

export function toApiFault({ call, effect, count }: PlannedFault): ApiFault {
  return { ...calls[call], effect: effects[effect], count };
}
