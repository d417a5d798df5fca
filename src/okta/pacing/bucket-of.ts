import type { OktaBucket } from '../../contract/task-queues.js';

/** The first that fits counts, `other` where none does. Paths are below `/api/v1`. */
const buckets: readonly { bucket: OktaBucket; method?: RegExp; path: RegExp }[] = [
  { bucket: 'logs', path: /^\/logs$/ },
  { bucket: 'user-reads', method: /^GET$/i, path: /^\/users\/[^/]+$/ },
  // Changes of a single user, and groups themselves, have limits of their own, and we hardly ever ask for them.
  { bucket: 'other', path: /^\/(users|groups)\/[^/]+$/ },
  { bucket: 'users', path: /^\/users(\/|$)/ },
  { bucket: 'groups', path: /^\/groups(\/|$)/ },
];

/**
 * Which of Okta's rate limits a request counts against. Okta groups its endpoints otherwise from time to time; what its answers tell is what
 * counts, so a wrong guess here costs some of the budget and never goes over it.
 * https://developer.okta.com/docs/reference/rl2-limits/
 */
export function bucketOf(method: string, path: string): OktaBucket {
  const below = path.replace(/^\/api\/v1(?=\/)/, '');
  const found = buckets.find((row) => (row.method?.test(method) ?? true) && row.path.test(below));
  return found?.bucket ?? 'other';
}
