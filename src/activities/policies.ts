import { LRUCache } from 'lru-cache';
import type { OktaClient } from '../okta/okta-client.js';
import { decidePolicyHold, type PolicyFacts } from './decide-policy-hold.js';
import type { Population } from './enrollment-settings.js';
import { needsAttention } from './needs-attention.js';

/** A surge of hires asks Okta no more often than this. */
const keptMs = 60_000;

/** Whoever has repaired a policy wants to see the hires go on. */
const keptAfterHoldMs = 1_000;

interface ReadFacts extends PolicyFacts {
  readAt: number;
}

/** @param now milliseconds that never go back, and never 0 */
export function createPolicyActivities(
  okta: OktaClient,
  populationOf: (name: string | undefined) => Population,
  now = () => performance.now(),
) {
  const cache = new LRUCache<'policies', ReadFacts>({
    ...{ max: 1, ttl: keptMs, ttlResolution: 0, perf: { now } },
    fetchMethod: readFacts,
  });

  async function readFacts(): Promise<ReadFacts> {
    const policies = await okta.listEnrollmentPolicies();
    const asksForMfa = await okta.isMfaAskedFor();
    return { policies, asksForMfa, readAt: now() };
  }

  /**
   * Fails with the reason where Okta's policies would lock out whoever is put into the population's groups, unless the population
   * does without the look. Reads Okta once a minute for all hires of this process, and every second while somebody is held; a
   * failed read is tried again by the next hire. Changes nothing, so it may run twice.
   */
  async function checkPolicies(input: { userId: string; population?: string }): Promise<void> {
    const { checksPolicies, groups } = populationOf(input.population);
    if (!checksPolicies) return;
    const facts = await cache.forceFetch('policies');
    const reason = decidePolicyHold({ ...facts, groups });
    if (reason === undefined) return;
    // Where another hire is reading anew already, that stays.
    if (cache.peek('policies') === facts) {
      cache.set('policies', facts, { ttl: keptAfterHoldMs, start: facts.readAt });
    }
    throw needsAttention(reason);
  }

  return { checkPolicies };
}
