import type { Goal } from '../goal.js';

export const figures = {
  few: 'memory of the worker, 100 hires waiting',
  full: 'memory of the worker, as many waiting as it keeps in memory',
  all: 'memory of the worker, all hires waiting',
  cached: 'memory per waiting hire that is kept in memory',
  evicted: 'memory per waiting hire that is not',
  database: 'database per waiting hire',
  bareCached: 'memory per bare workflow that is kept in memory',
  bareEvicted: 'memory per bare workflow that is not',
  bareDatabase: 'database per bare workflow',
  wakeEvicted: 'from a signal to the first step of a hire that was not in memory, p50',
  wakeEvictedP99: 'from a signal to the first step of a hire that was not in memory, p99',
  wakeCached: 'from a signal to the first step of a hire that was, p50',
  wakeCachedP99: 'from a signal to the first step of a hire that was, p99',
} as const;

export const goals: readonly Goal[] = [
  {
    name: 'P10: memory of the worker with all waiting, to that with 100 waiting',
    ...{ figure: figures.all, unit: 'MB', floor: figures.few, ratio: { atMost: 1.5 } },
  },
  {
    name: 'P10: memory of the worker with all waiting, to 400 MB',
    ...{ figure: figures.all, unit: 'MB', floor: 400, ratio: { atMost: 1 } },
  },
  {
    name: 'P11: memory per waiting hire that is kept in memory, to that of a bare workflow',
    ...{ figure: figures.cached, unit: 'KB', floor: figures.bareCached, ratio: { atMost: 1.2 } },
  },
  {
    name: 'P11: database per waiting hire, to 40 KB',
    ...{ figure: figures.database, unit: 'KB', floor: 40, ratio: { atMost: 1 } },
  },
  {
    name: 'P13: from a signal to the first step of a hire that was not in memory, to one that was',
    ...{ figure: figures.wakeEvicted, unit: 'ms', floor: figures.wakeCached },
    ratio: { atMost: 1.25 },
  },
];

export const floors = {
  [figures.evicted]: figures.bareEvicted,
  [figures.wakeEvictedP99]: figures.wakeCachedP99,
};
