/** How a check of `preenroll doctor` came out. `unknown`: it could not be read, or no API tells it; a person has to look. */
export type CheckStatus = 'ok' | 'warning' | 'failure' | 'unknown';

/** What a check found. Ids, counts, times and closed sets of words: no personal data, no secret. */
export interface CheckResult {
  /** Stable: programs and the daily comparison go by it. */
  id: string;
  title: string;
  status: CheckStatus;
  evidence: string;
  /** What to do, unless it is `ok`. */
  remedy?: string;
}
