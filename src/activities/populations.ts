import type { EnrollmentSettings, Population } from './enrollment-settings.js';
import { needsAttention } from './needs-attention.js';

/**
 * The population of a hire, by the name that the run has stored; the first one for a run that began before there were names.
 *
 * @throws ApplicationFailure `NeedsAttention`, `population-unknown`, if the configuration does not have it any more
 */
export type PopulationOf = (name: string | undefined) => Population;

export function createPopulationOf({ populations }: EnrollmentSettings): PopulationOf {
  return (name) => {
    const found =
      name === undefined ? populations[0] : populations.find((each) => each.name === name);
    if (found === undefined) throw needsAttention('population-unknown');
    return found;
  };
}
