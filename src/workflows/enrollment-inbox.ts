import { log, setHandler } from '@temporalio/workflow';
import { isPhoneVerification } from '../contract/okta-event.js';
import {
  activatedSignal,
  profileChangedSignal,
  userRemovedSignal,
  type ActivatedSignal,
  type CompletionEvidence,
} from '../contract/pre-enroll-user.js';

/** What others have told the run. Handlers only note it; the procedure decides. */
export interface EnrollmentInbox {
  /** Counts what was told. A waiting step compares it with the number it began with, so that nothing told meanwhile is lost. */
  news: number;
  /** The event type of the latest news, or the signal's name where a person sent it. */
  latest: string;
  /** An operator's word that replaces the check. */
  forcedBy?: { operator?: string; reason?: string };
  /** The latest successful verification of the phone that a hook has brought. */
  phoneVerification?: NonNullable<CompletionEvidence['phoneVerification']>;
}

// Okta repeats an event soon or not at all; older ids are of no use.
const rememberedEvents = 100;

/** Sets the signal handlers. Call it before the first `await`: signals can arrive with the start. */
export function openInbox(): EnrollmentInbox {
  const inbox: EnrollmentInbox = { news: 0, latest: 'start' };
  const seen: string[] = [];

  function isRepeat(eventId: string | undefined): boolean {
    if (eventId === undefined) return false;
    if (seen.includes(eventId)) return true;
    seen.push(eventId);
    if (seen.length > rememberedEvents) seen.shift();
    return false;
  }

  function note(latest: string): void {
    inbox.news += 1;
    inbox.latest = latest;
  }

  // The Temporal UI and CLI let a person send anything as an argument, or nothing.
  setHandler(activatedSignal, (signal: Partial<ActivatedSignal> | null = {}) => {
    const told = signal ?? {};
    if (isRepeat(told.eventId)) return;
    note(told.eventType ?? told.source ?? 'activated');
    if (told.source === 'operator' && told.force === true) {
      inbox.forcedBy = {
        ...(told.operator && { operator: told.operator }),
        ...(told.reason && { reason: told.reason }),
      };
      log.warn('An operator vouches for the activation');
    }
    const verification = readPhoneVerification(told);
    if (verification && verification.published > (inbox.phoneVerification?.published ?? '')) {
      inbox.phoneVerification = verification;
    }
  });

  for (const signal of [profileChangedSignal, userRemovedSignal]) {
    setHandler(signal, (event) => {
      if (!isRepeat(event?.uuid)) note(event?.eventType ?? signal.name);
    });
  }

  return inbox;
}

function readPhoneVerification(
  told: Partial<ActivatedSignal>,
): EnrollmentInbox['phoneVerification'] {
  const { eventId, published, eventType = '', outcome = '', method } = told;
  if (!eventId || !published) return undefined;
  return isPhoneVerification({ eventType, outcome, ...(method && { method }) })
    ? { eventId, published, seenIn: 'event-hook' }
    : undefined;
}
