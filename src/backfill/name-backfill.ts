import { createHash } from 'node:crypto';

/** Who is meant: in Okta's own words, the id of a group, or a file with its content. */
export type Selection = { search: string } | { group: string } | { csv: string };

/** The same for the same selection, so that a command that is given twice means the same backfill. It tells nothing of who is in it. */
export function nameBackfill(selection: Selection): string {
  if ('group' in selection) return `group-${selection.group}`;
  const [kind, text] =
    'search' in selection ? ['search', selection.search.trim()] : ['csv', selection.csv];
  return `${kind}-${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
}

/** It stands in ids of workflows and in every list: a plain word, in which nobody's address or number has room. */
export function isBackfillName(text: string): boolean {
  return /^[A-Za-z][\w.-]{0,59}$/.test(text);
}
