/** How a hire's run stands, as Temporal lists it. */
export interface ReadyRun {
  runStatus: string;
  stage: string;
  reason?: string;
  startDate?: string;
  batch?: string;
}

/** How many hires of a start date and a batch are how ready. */
export interface Readiness {
  startDate?: string;
  batch?: string;
  hires: number;
  /** The hire is done, or there was nothing to do. */
  ready: number;
  /** The phone is enrolled, and the person has the activation mail. */
  notActivated: number;
  /** Okta is asked for them at the moment. */
  inProgress: number;
  held: number;
  /** Why: how many for each reason. */
  heldFor: Record<string, number>;
  /** Their day has not come, or nothing was done yet. */
  notBegun: number;
  expired: number;
  removed: number;
  undone: number;
  /** The run was cancelled or terminated, or has failed. */
  stopped: number;
}

type Kind = Exclude<keyof Readiness, 'startDate' | 'batch' | 'hires' | 'heldFor'>;

const kinds: Record<string, Kind> = {
  'pre-hire': 'notBegun',
  preparing: 'notBegun',
  'pre-enrolling': 'inProgress',
  'awaiting-activation': 'notActivated',
  'switching-groups': 'inProgress',
  'needs-attention': 'held',
  completed: 'ready',
  expired: 'expired',
  removed: 'removed',
  undone: 'undone',
};

/** By start date, and for each by batch; those without come last. */
export function countReadiness(runs: readonly ReadyRun[]): Readiness[] {
  const counted = new Map<string, Readiness>();
  for (const run of runs) {
    const { startDate, batch, reason } = run;
    const key = JSON.stringify([startDate ?? null, batch ?? null]);
    const readiness = counted.get(key) ?? none({ startDate, batch });
    counted.set(key, readiness);
    const kind = kindOf(run);
    readiness.hires += 1;
    readiness[kind] += 1;
    if (kind === 'held' && reason !== undefined) {
      readiness.heldFor[reason] = (readiness.heldFor[reason] ?? 0) + 1;
    }
  }
  return [...counted.values()].sort(
    (a, b) => compare(a.startDate, b.startDate) || compare(a.batch, b.batch),
  );
}

function kindOf({ runStatus, stage }: ReadyRun): Kind {
  const isAtWork = runStatus === 'RUNNING' || runStatus === 'COMPLETED';
  // Of a later version, which knows more stages.
  return isAtWork ? (kinds[stage] ?? 'inProgress') : 'stopped';
}

function none({
  startDate,
  batch,
}: {
  startDate: string | undefined;
  batch: string | undefined;
}): Readiness {
  return {
    ...(startDate !== undefined && { startDate }),
    ...(batch !== undefined && { batch }),
    ...{ hires: 0, ready: 0, notActivated: 0, inProgress: 0, held: 0, heldFor: {} },
    ...{ notBegun: 0, expired: 0, removed: 0, undone: 0, stopped: 0 },
  };
}

function compare(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  return a < b ? -1 : 1;
}
