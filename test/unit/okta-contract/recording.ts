import { readReference } from '../../support/reference-data.js';

/** Real traffic with an Okta org. The bodies of its requests were not recorded. */
export type Recording = readonly {
  request: { method: string; url: string };
  response: Answer;
}[];

export interface Answer {
  status: number;
  headers: Record<string, string>;
  /** Null if there is none. */
  body: unknown;
}

/** Every recording of what the emulator plays; `dpop-token` is of Okta's token endpoint. */
export const recordings = [
  'event-hooks',
  'factors-enroll-sms',
  'factors-list-empty',
  'group-members',
  'user-create-get-404',
  'user-staged-activate',
];

/** Skips the test where there is no reference data. */
export async function readRecording(test: Mocha.Context, name: string): Promise<Recording> {
  return JSON.parse(await readReference(test, `recordings/${name}.json`)) as Recording;
}
