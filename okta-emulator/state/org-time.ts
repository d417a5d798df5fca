import type { Org } from './org.js';

/** The org's own clock, in milliseconds of the Unix epoch: off by `clockSkewMs`. Events and rate-limit windows stay with the true one. */
export function orgTime({ settings }: Pick<Org, 'settings'>): number {
  return Date.now() + settings.clockSkewMs;
}
