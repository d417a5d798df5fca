import { noCounts, type HourCounts, type LedgerHour } from '../../contract/reconciliation.js';

const hourMs = 60 * 60_000;

/** Okta writes some events down a little after they happened. */
const latecomersMs = 60_000;

/** Adds counts to the hours that they are of. An hour that was told and has changed is told again. */
export function addToLedger(
  ledger: readonly LedgerHour[],
  counts: Readonly<Record<string, HourCounts>>,
): LedgerHour[] {
  const hours = new Map(ledger.map((entry) => [entry.hour, entry]));
  for (const [hour, added] of Object.entries(counts)) {
    hours.set(hour, { hour, ...sum(hours.get(hour) ?? noCounts(), added) });
  }
  return [...hours.values()].sort((one, other) => one.hour.localeCompare(other.hour));
}

/** Gives the current hour its place, though nothing has happened in it: a day without hires has its lines too. */
export function openHour(ledger: readonly LedgerHour[], now: string): LedgerHour[] {
  const hour = new Date(Math.floor(Date.parse(now) / hourMs) * hourMs).toISOString();
  return ledger.some((entry) => entry.hour === hour)
    ? [...ledger]
    : addToLedger(ledger, { [hour]: noCounts() });
}

/** True if the hour is over and all of it has been read. */
export function isDue({ hour, isTold }: LedgerHour, readUntil: string): boolean {
  return !isTold && Date.parse(hour) + hourMs + latecomersMs <= Date.parse(readUntil);
}

/** One line of the log of the worker. */
export function ledgerLine({ hour, created, haveRun, fromTheLog }: LedgerHour): string {
  const time = hour.slice('yyyy-mm-ddT'.length, 'yyyy-mm-ddThh:mm'.length);
  return `Ledger ${time}: ${created} created, ${haveRun} have a run, ${fromTheLog} came from the log`;
}

/** The last 24 hours, the current one included, and what is still to be told. */
export function forgetOldHours(ledger: readonly LedgerHour[], now: string): LedgerHour[] {
  const oldest = new Date(Date.parse(now) - 24 * hourMs).toISOString();
  return ledger.filter(({ hour, isTold }) => !isTold || hour > oldest);
}

function sum(one: HourCounts, other: HourCounts): HourCounts {
  return {
    created: one.created + other.created,
    haveRun: one.haveRun + other.haveRun,
    fromTheLog: one.fromTheLog + other.fromTheLog,
    hintsSent: one.hintsSent + other.hintsSent,
    eventsRead: one.eventsRead + other.eventsRead,
    hookEvents: one.hookEvents + other.hookEvents,
  };
}
