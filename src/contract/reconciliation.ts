import { defineQuery } from '@temporalio/workflow';

/** Where to look for the runs of `reconcileSystemLog`: each has this id and the time at which it was due. */
export const reconciliationScheduleId = 'reconcile-system-log';

/** From the configuration; the Schedule hands it to every pass. */
export interface ReconciliationSettings {
  /** From when on the log is read, at the first pass of all. Absent: from ten minutes before it. ISO 8601, like every time here. */
  startAt?: string;
  /** How much of the rate limit of Okta's System Log may be used: above 0, at most 1. */
  shareOfLimit: number;
  /** Our event hook. Absent: what happens to any hook of the org is reported. */
  eventHookId?: string;
  /** Where the hints of sign-ins come from. From the log, they do not count against the budget of event hooks. */
  signInHints: 'hook' | 'log';
}

export interface ReconcileSystemLogInput {
  settings: ReconciliationSettings;
  /** From the same pass, where it goes on as a new run. Absent: what the last pass left behind. */
  state?: ReconciliationState;
}

/** Where the reading of the log goes on. */
export interface LogCursor {
  /** The link that Okta gave with the last page. */
  next: string;
  /** The filter that the link belongs to: with another one, it leads past events that are of interest now. */
  filter: string;
}

/** What happened in one hour, by Okta's time of the events. */
export interface HourCounts {
  /** Hires created in Okta. */
  created: number;
  /** Of these, how many have a run after the pass. */
  haveRun: number;
  /** Of these, how many had none before: no hook had brought them. */
  fromTheLog: number;
  /** Signals to runs. The run knows those that a hook has brought already. */
  hintsSent: number;
  eventsRead: number;
  /** Of these, how many Okta counts against its daily limit of event hooks. */
  hookEvents: number;
}

/** Nothing happened yet. */
export function noCounts(): HourCounts {
  return { created: 0, haveRun: 0, fromTheLog: 0, hintsSent: 0, eventsRead: 0, hookEvents: 0 };
}

export interface LedgerHour extends HourCounts {
  /** Its beginning. */
  hour: string;
  /** The counts are in the log of the worker. */
  isTold?: true;
}

/** What Okta's log says about event hooks that fail, or are gone. */
export interface EventHookAlert {
  kind: 'delivery-failed' | 'deactivated' | 'deleted';
  /** `who…`; absent where Okta does not name the hook. */
  eventHookId?: string;
  /** How often, since the alert began. */
  count: number;
  /** When it was last seen. The alert ends an hour after it. */
  lastSeenAt: string;
}

/** How near the org is to the number of events a day above which Okta calls no hook any more. */
export interface HookBudget {
  /** In the last 24 hours, as far as the log shows it: events of the types that we subscribe to. */
  events: number;
  /** Okta's own warning comes at this number. */
  warningLevel: number;
  /** Present while it is near the warning: what helps. */
  advice?: string;
}

/** What keeps the log from being read until a person repairs it. The next pass tries again. */
export interface ReconciliationProblem {
  reason: 'okta-credential-rejected' | 'okta-permission-missing' | 'okta-refused';
  explanation: string;
  action: string;
  since: string;
}

/** What goes from pass to pass, and what the query `status` answers. No personal data; a few kilobytes. */
export interface ReconciliationState {
  /** Absent before the first page, and after Okta has refused the last one. */
  cursor?: LogCursor;
  /** Everything that Okta wrote down before this time has been read. */
  readUntil: string;
  /** Hashes of the events that the ledger counted last, oldest first: what is read again is not counted again. */
  counted: string[];
  /** The last 24 hours and those that are not told yet, oldest first. */
  ledger: LedgerHour[];
  eventHookAlerts: EventHookAlert[];
  hookBudget: HookBudget;
  problem?: ReconciliationProblem;
}

/** The workflow `reconcileSystemLog`, for those who name it without loading its code. */
export type ReconcileSystemLog = (input: ReconcileSystemLogInput) => Promise<ReconciliationState>;

export const reconciliationStatusQuery = defineQuery<ReconciliationState>('status');
