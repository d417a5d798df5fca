import { activityInfo } from '@temporalio/activity';
import { AuditUnavailableError, userStream, type AuditStore } from '../audit/audit-store.js';
import type { JourneyEnd } from '../contract/earlier-enrollment.js';
import { keyInRun, workflowIdOf } from './audit-key.js';
import type { HireReference } from './hire-reference.js';
import { journeyEnded } from './read-journey.js';

export function createJourneyActivities(audit: AuditStore | undefined) {
  /**
   * Records how a journey ended that nobody is to begin again by accident. Repeatable: once for each run.
   *
   * @throws AuditUnavailableError
   */
  async function recordEnd({
    userId,
    population,
    outcome,
  }: Pick<HireReference, 'userId' | 'population'> & { outcome: JourneyEnd }): Promise<void> {
    if (audit === undefined) throw new AuditUnavailableError('This worker has no audit store');
    const info = activityInfo();
    await audit.append({
      ...{ key: keyInRun(info, journeyEnded), stream: userStream(userId) },
      ...{ phase: 'fact', action: journeyEnded, at: new Date(), actor: { kind: 'preenroll' } },
      ...{ userId, workflowId: workflowIdOf(info), evidence: { outcome } },
      ...(population !== undefined && { population }),
    });
  }

  return { recordEnd };
}
