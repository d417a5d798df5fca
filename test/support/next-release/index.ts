import { patched } from '@temporalio/workflow';
import type {
  PreEnrollUserInput,
  PreEnrollUserResult,
} from '../../../src/contract/pre-enroll-user.js';
import { preEnrollUser as ofToday } from '../../../src/workflows/index.js';

// The workflows as they may be one release from now: the same, but that a hire has a patch which today's release does not know.
export * from '../../../src/workflows/index.js';

export async function preEnrollUser(input: PreEnrollUserInput): Promise<PreEnrollUserResult> {
  patched('of-the-next-release');
  return ofToday(input);
}
