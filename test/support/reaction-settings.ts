import type { ReactionSettings } from '../../src/reaction/reaction-settings.js';

/** Nobody is privileged and nothing of high risk, unless told otherwise. */
export function createReactionSettings(
  overrides: Partial<ReactionSettings> = {},
): ReactionSettings {
  return {
    privileged: { groups: [], attributes: [] },
    highRisk: { adminEnrolled: false, weakFactors: [] },
    noise: [],
    storm: { more: 20, withinMs: 60 * 60_000 },
    notify: { person: true },
    ...overrides,
  };
}
