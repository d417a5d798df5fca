import { newId } from './ids.js';
import type { PolicyRule } from './policy.js';

/** Of the rule that is evaluated last. */
export const catchAllPriority = 99;

/** The rule that Okta gives every app sign-in policy: it applies to whom no other rule does. */
export function catchAllRule(factorMode: '1FA' | '2FA'): PolicyRule {
  const now = new Date();
  return {
    id: newId('0pr'),
    name: 'Catch-all Rule',
    status: 'ACTIVE',
    priority: catchAllPriority,
    system: true,
    created: now,
    lastUpdated: now,
    conditions: null,
    actions: {
      appSignOn: {
        access: 'ALLOW',
        verificationMethod: {
          type: 'ASSURANCE',
          factorMode,
          reauthenticateIn: 'PT12H',
          constraints: [],
        },
      },
    },
  };
}
