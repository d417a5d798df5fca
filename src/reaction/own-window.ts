import { reactionWorkflowId, windowBegin } from '../contract/workflow-ids.js';
import type { Enrollment } from './read-enrollment.js';

/**
 * The id of the run that an enrollment belongs to. Windows have fixed bounds, and an act may lie across one: what happens within a window's length of the first event of
 * the window before belongs to that one. The answer depends on the System Log alone, so every run comes to the same one, in whatever order the
 * events reached us.
 *
 * @param log what the System Log has of the user around that time
 */
export function ownerOf(
  enrollment: Enrollment,
  log: readonly Enrollment[],
  windowMs: number,
): string {
  const begin = new Date(windowBegin(enrollment.published, windowMs)).getTime();
  const before = log
    .filter((other) => isSameActor(other, enrollment))
    .map(({ published }) => published)
    .filter((published) => {
      const at = new Date(published).getTime();
      return at >= begin - windowMs && at < begin;
    })
    .sort()[0];
  const joins =
    before !== undefined &&
    new Date(enrollment.published).getTime() < new Date(before).getTime() + windowMs;
  return runIdOf(joins ? { ...enrollment, published: before } : enrollment, windowMs);
}

function isSameActor(one: Enrollment, other: Enrollment): boolean {
  return (
    one.userId === other.userId &&
    one.factorFamily === other.factorFamily &&
    one.actorId === other.actorId
  );
}

function runIdOf(
  { userId, factorFamily, actorId, actorType, published }: Enrollment,
  windowMs: number,
): string {
  const actor = actorId === undefined ? undefined : { id: actorId, type: actorType ?? 'User' };
  return reactionWorkflowId({ userId, factorFamily, published, ...(actor && { actor }) }, windowMs);
}
