import type { Goal } from '../goal.js';

export const goals: readonly Goal[] = [
  {
    name: 'P3: events acknowledged per second, 16 connections, 100 events each, to bare signalWithStart',
    figure: 'acknowledged 16 x 100',
    unit: 'events/s',
    floor: 'bare signalWithStart x 16',
    ratio: { atLeast: 50 },
  },
  {
    name: 'P4: p99 of the answer, 16 connections, 100 events each, to the 3 seconds after which Okta hangs up',
    figure: 'acknowledged 16 x 100, p99',
    unit: 'ms',
    floor: 3_000,
    ratio: { atMost: 0.15 },
    without: 'acknowledged 16 x 100, not answered as expected',
  },
  {
    name: 'P5: p50 of the answer to 100 events to the p50 of bare start',
    figure: 'acknowledged 1 x 100, p50',
    unit: 'ms',
    floor: 'bare start x 1, p50',
    ratio: { atMost: 2 },
  },
  {
    name: 'P16: CPU of the gateway per POST of 100 events to node:http that only parses',
    figure: 'acknowledged 16 x 100, CPU',
    unit: 'ms/POST',
    floor: 'node:http that only parses 16 x 100, CPU',
    ratio: { atMost: 3 },
  },
  {
    name: 'P17: malformed POSTs refused per second to bare Express 404',
    figure: 'malformed',
    unit: 'POST/s',
    floor: 'bare Express 404',
    ratio: { atLeast: 0.9 },
  },
  {
    name: 'P17: unauthenticated POSTs refused per second, one per connection, to bare Express 404',
    figure: 'unauthenticated',
    unit: 'POST/s',
    floor: 'bare Express 404, closing',
    ratio: { atLeast: 0.9 },
  },
];
