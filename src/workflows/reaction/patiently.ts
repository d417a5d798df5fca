import { sleep } from '@temporalio/workflow';
import { attentionTo } from '../../contract/attention.js';
import { attentionReasonOf } from '../until-repaired.js';
import type { ReactionRecord } from './reaction-record.js';

/** Does what may need a person's help: says so, and tries again after the reason's own time. */
export async function patiently<T>(record: ReactionRecord, step: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await step();
    } catch (error) {
      const reason = attentionReasonOf(error);
      if (reason === undefined) throw error;
      const resume = record.park(reason);
      await sleep(attentionTo(reason).lookAgainAfter);
      resume();
    }
  }
}
