const format = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'medium',
  timeZone: 'UTC',
});

/** For a `<time>` element: when, for machines and for people. @param at ISO 8601 */
export function readableTime(at: string): { at: string; inWords: string } {
  return { at, inWords: `${format.format(new Date(at))} UTC` };
}
