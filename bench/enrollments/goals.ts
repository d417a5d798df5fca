import type { Goal } from '../goal.js';

export const figures = {
  perSecond: 'hires completed per second',
  cpu: 'CPU of the worker per hire',
  events: 'events in the history of a hire',
  oktaCpu: 'CPU of the Okta emulator per hire',
  barePerSecond: '6 no-op activities and a signal, per second',
  bareCpu: '6 no-op activities and a signal, CPU of the worker',
  bareEvents: '6 no-op activities and a signal, events in the history',
} as const;

export const goals: readonly Goal[] = [
  {
    name: 'P1: hires completed per second, to workflows of 6 no-op activities and a signal',
    ...{ figure: figures.perSecond, unit: 'hires/s', floor: figures.barePerSecond },
    ratio: { atLeast: 1 },
  },
  {
    name: 'P2: CPU of the worker per hire, to that of a bare worker per workflow of 6 no-op activities and a signal',
    ...{ figure: figures.cpu, unit: 'ms', floor: figures.bareCpu },
    ratio: { atMost: 1.15 },
  },
  {
    name: 'P12: events in the history of a hire, to 45',
    ...{ figure: figures.events, unit: 'events', floor: 45 },
    ratio: { atMost: 1 },
  },
];
