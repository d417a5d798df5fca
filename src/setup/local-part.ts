import type { ByHand, Ids, LocalKey, Step } from './step.js';

/** Something outside of Okta that the setup sees to: a file, Temporal, the audit store. */
export interface LocalPart {
  key: LocalKey;
  title: string;
  byHand: ByHand;
  /** Files hold what the event hook is verified with: they come before that. */
  when: 'before-the-hook' | 'before-verification' | 'last';
  /**
   * What is left to do, undefined if nothing. Changes nothing.
   *
   * @param ids of what is there, and {@link idToCome} for what is yet to be made
   * @throws LocalFailure
   */
  plan: (ids: Ids) => Promise<Pick<Step, 'is' | 'willBe' | 'undo'> | undefined>;
  /** Repeatable. Returns the names of what it made, for `remove`. @throws LocalFailure */
  apply: (ids: Ids) => Promise<string[]>;
  /** Takes away what `apply` made, if it is as it was then; undefined if there is nothing to take away. Absent: it stays. @throws LocalFailure */
  remove?: (how: HowToRemove) => Promise<LocalRemoval | undefined>;
}

interface HowToRemove {
  /** What `apply` returned. */
  made: readonly string[];
  isForced: boolean;
  /** Only tells what it would do. */
  isDryRun: boolean;
}

export interface LocalRemoval {
  title: string;
  /** Why it stays. */
  obstacle?: string;
}

export const idToCome = '(its id)';

/** What the machine, Temporal or the database did not allow. The message names the cause and the remedy. */
export class LocalFailure extends Error {
  override readonly name = 'LocalFailure';
}
