import type {
  HookBudget,
  LedgerHour,
  ReconciliationSettings,
} from '../../contract/reconciliation.js';

/**
 * Events of an org in 24 hours at which Okta writes a warning into its log. Above 400,000 it calls no event hook any more, and never
 * delivers what it has left out. https://developer.okta.com/docs/concepts/event-hooks/#event-hook-limits
 */
const warningLevel = 280_000;

/** Early enough for a person to do something about it. */
const warnedAtShare = 0.7;

const helps = {
  hook: 'set `events.signInHints: log` in PREENROLL_CONFIG and take user.session.start and user.authentication.auth_via_mfa out of the subscription of the event hook: sign-ins are then taken from the System Log',
  log: 'take user.session.start and user.authentication.auth_via_mfa out of the subscription of the event hook if they are still in it, and look at what the other hooks of the org subscribe to',
} as const satisfies Record<ReconciliationSettings['signInHints'], string>;

/** Estimates how much of the daily limit of event hooks is used up. The hours must be those of the last 24. */
export function estimateHookBudget(
  ledger: readonly LedgerHour[],
  signInHints: ReconciliationSettings['signInHints'],
): HookBudget {
  const events = ledger.reduce((total, { hookEvents }) => total + hookEvents, 0);
  if (events < warningLevel * warnedAtShare) return { events, warningLevel };
  return {
    ...{ events, warningLevel },
    advice: `Above 400,000 a day Okta calls no event hook any more. What helps: ${helps[signInHints]}.`,
  };
}
