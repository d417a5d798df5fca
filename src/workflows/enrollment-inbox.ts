import { log, setHandler } from '@temporalio/workflow';
import { isPhoneVerification } from '../contract/okta-event.js';
import {
  activatedSignal,
  lookAgainSignal,
  mailBouncedSignal,
  profileChangedSignal,
  userRemovedSignal,
  type ActivatedSignal,
  type CarriedInbox,
  type PreEnrollUserInput,
} from '../contract/pre-enroll-user.js';

/** What others have told the run. Handlers only note it; the procedure decides. */
export interface EnrollmentInbox {
  /** Counts what was told. A waiting step compares it with the number it began with, so that nothing told meanwhile is lost. */
  news: number;
  /** How many signals this run has had, repeats included. */
  signals: number;
  /** What stays known when the run continues as new. */
  readonly known: CarriedInbox;
  /** Notes a piece of news. */
  note(latest: string): void;
}

// Okta repeats an event soon or not at all; older ids are of no use.
const rememberedEvents = 100;

/** Sets the signal handlers. Call it before the first `await`: signals can arrive with the start. */
export function openInbox({
  carried,
  phone,
}: Pick<PreEnrollUserInput, 'carried' | 'phone'>): EnrollmentInbox {
  const known: CarriedInbox = carried?.inbox ?? {
    ...{ latest: 'timer', eventIds: [] },
    ...(phone && { phone }),
  };
  const inbox: EnrollmentInbox = {
    // Whether the last run of the chain had looked since the latest news does not matter: this one begins with a look.
    ...{ news: carried ? 1 : 0, signals: 0, known },
    note(latest) {
      inbox.news += 1;
      known.latest = latest;
    },
  };

  function isRepeat(eventId: string | undefined): boolean {
    if (eventId === undefined) return false;
    if (known.eventIds.includes(eventId)) return true;
    known.eventIds.push(eventId);
    if (known.eventIds.length > rememberedEvents) known.eventIds.shift();
    return false;
  }

  // The Temporal UI and CLI let a person send anything as an argument, or nothing.
  setHandler(activatedSignal, (signal: Partial<ActivatedSignal> | null = {}) => {
    inbox.signals += 1;
    const told = signal ?? {};
    if (isRepeat(told.eventId)) return;
    inbox.note(told.eventType ?? told.source ?? 'activated');
    if (told.source === 'operator' && told.force === true) {
      known.forcedBy = {
        ...(told.operator && { operator: told.operator }),
        ...(told.reason && { reason: told.reason }),
      };
      log.warn('An operator vouches for the activation');
    }
    const verification = readPhoneVerification(told);
    if (verification && verification.published > (known.phoneVerification?.published ?? '')) {
      known.phoneVerification = verification;
    }
  });

  for (const signal of [profileChangedSignal, userRemovedSignal, mailBouncedSignal]) {
    setHandler(signal, (event) => {
      inbox.signals += 1;
      if (isRepeat(event?.uuid)) return;
      inbox.note(event?.eventType ?? signal.name);
      if (signal === mailBouncedSignal) known.mailBounced = true;
      if (signal === profileChangedSignal) takeBounceAsRepaired(known);
    });
  }

  setHandler(lookAgainSignal, () => {
    inbox.signals += 1;
    inbox.note(lookAgainSignal.name);
  });

  return inbox;
}

/** A mail that came back is followed by a new one once somebody has done something about the address. */
export function takeBounceAsRepaired(known: CarriedInbox): void {
  if (known.mailBounced === undefined) return;
  delete known.mailBounced;
  known.resends = (known.resends ?? 0) + 1;
}

function readPhoneVerification(told: Partial<ActivatedSignal>): CarriedInbox['phoneVerification'] {
  const { eventId, published, eventType = '', outcome = '', method } = told;
  if (!eventId || !published) return undefined;
  return isPhoneVerification({ eventType, outcome, ...(method && { method }) })
    ? { eventId, published, seenIn: 'event-hook' }
    : undefined;
}
