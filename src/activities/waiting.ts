import type { WaitPlan } from '../contract/waiting.js';
import type { OktaClient } from '../okta/okta-client.js';
import type { HireReference } from './hire-reference.js';
import { planWaiting as plan } from './plan-waiting.js';
import type { PopulationOf } from './populations.js';

/** What expiry does, as it is configured. */
export interface ExpiryEffects {
  removesFromGroupA: boolean;
  unenrollsSms: boolean;
}

export function createWaitingActivities(okta: OktaClient, populationOf: PopulationOf) {
  /** Plans what is done while the run waits, in the hire's time zone; changes nothing. A plan, once made, stays with the run. */
  async function planWaiting({
    userId,
    population,
    from,
  }: HireReference & { from: string }): Promise<WaitPlan> {
    const { waiting } = populationOf(population);
    const profile = (await okta.getUser(userId))?.profile ?? {};
    return plan({ settings: waiting, profile, from: new Date(from) });
  }

  /** What is to be taken back from somebody who has been waited for long enough, by today's configuration. */
  async function readExpiryEffects({ population }: HireReference): Promise<ExpiryEffects> {
    const { removesFromGroupA, unenrollsSms } = populationOf(population).waiting.expiry;
    return Promise.resolve({ removesFromGroupA, unenrollsSms });
  }

  return { planWaiting, readExpiryEffects };
}
