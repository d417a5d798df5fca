import { IANAZone } from 'luxon';
import type { WaitAction, WaitPlan } from '../contract/waiting.js';
import type { WaitingSettings, WorkingHours } from './enrollment-settings.js';
import { lastWorkingTime, nextWorkingTime } from './working-time.js';

interface WaitingToPlan {
  settings: WaitingSettings;
  /** The hire's: only the time zone is read from it. */
  profile: Record<string, unknown>;
  /** When the activation mail went out. */
  from: Date;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Two mails that are closer than this say nothing that one does not. */
const betweenMails = 12 * hour;
/** What a hire has at least to open the new link while the old one still lives, and a mail to arrive. */
const beforeLinkEnds = hour;
/** How long links are renewed where a run waits without end. */
const renewalsWithoutExpiry = 60 * day;
/** Okta allows 8 hours to 180 days. With less than that a plan would have no end. */
const shortestLinkLifetime = 8 * hour;

interface Mailing {
  at: number;
  act: 'remind' | 'renew-link';
}

/**
 * What is done while a run waits for the activation, and when. Reminders and escalations go out in the working hours of the
 * hire's time zone; of two mails of ours to the person that would be less than 12 hours apart one is left out. Until the run
 * expires, and for 60 days where it never does, the newest mail always holds a link that still works: mails are added where
 * reminders are further apart than a link lives, in working hours where there are any in time. Nothing is planned for the
 * moment of the expiry or later. The same input makes the same plan.
 */
export function planWaiting({ settings, profile, from }: WaitingToPlan): WaitPlan {
  const { workingHours, escalation, expiry } = settings;
  const zone = zoneOf(profile, workingHours);
  const start = from.getTime();
  const end = expiry.after === undefined ? undefined : start + expiry.after;

  /** Empty for what is not wanted, or would come too late. */
  function inWorkingTime(after: number | undefined): number[] {
    if (after === undefined) return [];
    const at = nextWorkingTime(new Date(start + after), workingHours, zone).getTime();
    return end !== undefined && at >= end ? [] : [at];
  }

  const mailings = renewLinks({
    reminders: dropCrowded(settings.reminders.flatMap(inWorkingTime)),
    start,
    until: end ?? start + renewalsWithoutExpiry,
    linkLifetime: Math.max(settings.linkLifetime, shortestLinkLifetime),
    lastBefore: (at) => lastWorkingTime(new Date(at), workingHours, zone)?.getTime(),
  });
  const operatorsAfter = escalation.operatorsAddress ? escalation.operatorsAfter : undefined;
  const once = (act: WaitAction['act']) => (at: number) => ({ at, act, number: 1 });

  // What is at the same time stays in this order.
  const actions = [
    ...mailings.map((mailing, index) => ({ ...mailing, number: index + 1 })),
    ...inWorkingTime(escalation.managerAfter).map(once('escalate-to-manager')),
    ...inWorkingTime(operatorsAfter).map(once('escalate-to-operators')),
    ...(end === undefined ? [] : [end].map(once('expire'))),
  ].sort((a, b) => a.at - b.at);
  return { actions: actions.map(({ at, ...act }) => ({ at: new Date(at).toISOString(), ...act })) };
}

/** The user's own time zone, or the configured one where the profile names none. */
export function zoneOf(profile: Record<string, unknown>, hours: WorkingHours): string {
  const zone = profile[hours.timeZoneAttribute];
  return typeof zone === 'string' && IANAZone.isValidZone(zone) ? zone : hours.timeZone;
}

/** Of reminders that are too close, as those of a weekend are when all have moved to Monday, the later one stays. */
function dropCrowded(reminders: readonly number[]): number[] {
  const kept: number[] = [];
  for (const at of reminders.toSorted((a, b) => b - a)) {
    const next = kept.at(-1);
    if (next === undefined || next - at >= betweenMails) kept.push(at);
  }
  return kept.reverse();
}

interface LinksToRenew {
  /** In order, as all times in milliseconds. */
  reminders: readonly number[];
  start: number;
  until: number;
  linkLifetime: number;
  lastBefore: (at: number) => number | undefined;
}

/** The reminders, and the mails between and after them that keep the newest link alive. */
function renewLinks({
  reminders,
  start,
  until,
  linkLifetime,
  lastBefore,
}: LinksToRenew): Mailing[] {
  const mailings: Mailing[] = [];
  let latest = start;

  function renewUntil(needed: number): void {
    while (latest + linkLifetime < Math.min(needed, until)) {
      const limit = wholeMinute(latest + linkLifetime - beforeLinkEnds);
      const working = lastBefore(limit);
      const at = working !== undefined && working - latest >= betweenMails ? working : limit;
      mailings.push({ at, act: 'renew-link' });
      latest = at;
    }
  }

  for (const at of reminders) {
    renewUntil(at);
    // The renewed link has reminded the person just before.
    if (mailings.at(-1)?.act === 'renew-link' && at - latest < betweenMails) continue;
    mailings.push({ at, act: 'remind' });
    latest = at;
  }
  renewUntil(until);
  return mailings;
}

/** Rather earlier than later. */
function wholeMinute(at: number): number {
  return Math.floor(at / minute) * minute;
}
