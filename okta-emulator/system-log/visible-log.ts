import type { Org } from '../state/org.js';
import type { SystemLog } from './system-log.js';

/** What the System Log API shows at this moment: everything but what is younger than `logDelayMs`. */
export function visibleLog({ log, settings }: Org): Pick<SystemLog, 'entries' | 'about'> {
  if (settings.logDelayMs === 0) return log;
  const until = Date.now() - settings.logDelayMs;
  // The entries are in the order of time: what is hidden is at the end.
  const visible = log.entries.findLastIndex(({ persisted }) => persisted.getTime() <= until) + 1;
  return {
    entries: log.entries.slice(0, visible),
    about: (targetIds) => log.about(targetIds).filter(({ position }) => position <= visible),
  };
}
