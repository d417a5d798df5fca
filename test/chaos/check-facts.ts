import type { Facts, RunFacts } from './facts.js';
import { countAmbiguousMails, countExtraMails, hasAllMails, mfaEnrolled } from './judge-mails.js';
import { isMovedRightly } from './judge-moves.js';
import { isAudited, isReactedTo } from './judge-reactions.js';

/**
 * `lost`: hires without a run that is COMPLETED.
 * `duplicateRuns`: executions of `preEnrollUser` beyond one chain per user. What continued as new is the same chain.
 * `wrongGroup`: hires who are not in Group B only with one ACTIVE SMS factor, or who were moved in another order ({@link isMovedRightly}).
 * `extraMails`: copies of mails beyond one per kind and user.
 * `ambiguousMailFaults`: how many mails a sender could not know to be taken ({@link countAmbiguousMails}): the bound of `extraMails`.
 * `wrongReactions`: hires to whose further factors there is not one ticket and one notice for each ({@link isReactedTo}).
 * `unaudited`: hires of whom the audit store does not hold what was done, each effect once ({@link isAudited}), and what is wrong with its chains.
 * `unrecovered`: runs of a hire or a delivery that are still open; runs of any type that ended otherwise than in order, or whose workflow
 * task fails; hires to whom a mail is missing, or whose copies of "MFA enrolled" have several Message-IDs, which no mail program
 * could show as one.
 */
export interface Counts {
  hires: number;
  lost: number;
  duplicateRuns: number;
  wrongGroup: number;
  extraMails: number;
  ambiguousMailFaults: number;
  wrongReactions: number;
  unaudited: number;
  unrecovered: number;
}

export interface Verdict {
  counts: Counts;
  isPassed: boolean;
  /** The Okta user ids behind each count; the workflow id where a run belongs to no user. */
  offenders: Record<
    | 'lost'
    | 'duplicateRuns'
    | 'wrongGroup'
    | 'extraMails'
    | 'wrongReactions'
    | 'unaudited'
    | 'unrecovered',
    string[]
  >;
}

/** Judges a run of the whole product by what is seen from outside. Pure. */
export function checkFacts(facts: Facts): Verdict {
  const { hires, runs } = facts;
  const ids = (found: readonly { userId: string }[]) => found.map(({ userId }) => userId);
  const completed = new Set(
    hireRuns(runs)
      .filter(({ status }) => status === 'COMPLETED')
      .map(userOf),
  );

  const offenders = {
    lost: ids(hires.filter(({ userId }) => !completed.has(userId))),
    duplicateRuns: duplicates(runs),
    wrongGroup: ids(hires.filter((hire) => !isMovedRightly(hire))),
    extraMails: ids(hires.filter(({ mails }) => countExtraMails(mails) > 0)),
    wrongReactions: ids(hires.filter((hire) => !isReactedTo(hire))),
    unaudited: [
      ...ids(hires.filter((hire) => hire.recorded !== undefined && !isAudited(hire))),
      ...facts.brokenChains,
    ],
    unrecovered: [
      ...runs.filter(isUnrecovered).map(userOf),
      ...ids(hires.filter(({ mails }) => !hasAllMails(mails) || !isOneMail(mails))),
    ],
  };
  const counts = {
    hires: hires.length,
    lost: offenders.lost.length,
    duplicateRuns: offenders.duplicateRuns.length,
    wrongGroup: offenders.wrongGroup.length,
    extraMails: hires.reduce((sum, { mails }) => sum + countExtraMails(mails), 0),
    ambiguousMailFaults: countAmbiguousMails(facts),
    wrongReactions: offenders.wrongReactions.length,
    unaudited: offenders.unaudited.length,
    unrecovered: offenders.unrecovered.length,
  };
  const { lost, duplicateRuns, wrongGroup, wrongReactions, unaudited, unrecovered } = counts;
  const mustBeNone = [lost, duplicateRuns, wrongGroup, wrongReactions, unaudited, unrecovered];
  return {
    counts,
    isPassed:
      mustBeNone.every((count) => count === 0) && counts.extraMails <= counts.ambiguousMailFaults,
    offenders,
  };
}

function hireRuns(runs: readonly RunFacts[]): RunFacts[] {
  return runs.filter(({ type }) => type === 'preEnrollUser');
}

function userOf({ userId, workflowId }: RunFacts): string {
  return userId ?? workflowId;
}

/** A user for each chain beyond the first. Every chain has one execution that did not continue as new. */
function duplicates(runs: readonly RunFacts[]): string[] {
  const ends = hireRuns(runs).filter(({ status }) => status !== 'CONTINUED_AS_NEW');
  return ends.map(userOf).filter((user, n, users) => users.indexOf(user) < n);
}

/** Runs that are made to end. The reconciliation is not, nor need a customer's own workflow be. */
const endingTypes = ['preEnrollUser', 'dispatchDelivery', 'reactToFactorActivation'];

function isUnrecovered({ type, status, isStuck }: RunFacts): boolean {
  if (status === 'RUNNING') return isStuck || endingTypes.includes(type);
  return status !== 'COMPLETED' && status !== 'CONTINUED_AS_NEW';
}

function isOneMail(mails: Facts['hires'][number]['mails']): boolean {
  const copies = mails.filter(({ kind }) => kind === mfaEnrolled);
  return new Set(copies.map(({ messageId }) => messageId)).size <= 1;
}
