/** Why nobody can be enrolled by a row. Stable for ever: the words stand in the results, and in Temporal. None quotes the row. */
export const rowProblems = {
  'user-missing': 'There is no login and no id in it.',
  'user-unknown': 'Okta has no such user.',
  'user-deactivated': 'The user is deactivated in Okta.',
  repeated: 'The same person is in a row before.',
  'phone-unusable': 'The phone number cannot receive texts, or is none.',
  'start-date-unreadable': 'The start date is none: write it as 2026-12-01.',
  unreadable: 'It is no row of a CSV file: a quote is missing or too many.',
} as const;

export type RowProblem = keyof typeof rowProblems;

export interface BadRow {
  line: number;
  problem: RowProblem;
}

export function isRowProblem(word: string): word is RowProblem {
  return Object.hasOwn(rowProblems, word);
}
