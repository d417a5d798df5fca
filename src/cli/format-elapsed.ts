const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long it is from one time to another, by its two largest units: `3d 4h`, `4h 5m`, `5m`. */
export function formatElapsed(from: Date, to: Date): string {
  const ms = Math.max(0, to.getTime() - from.getTime());
  const days = Math.floor(ms / day);
  const hours = Math.floor((ms % day) / hour);
  const minutes = Math.floor((ms % hour) / minute);
  if (days > 0) return `${days}d ${hours}h`;
  return hours > 0 ? `${hours}h ${minutes}m` : `${minutes}m`;
}
