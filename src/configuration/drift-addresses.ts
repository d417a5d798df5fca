import type { Population } from '../activities/enrollment-settings.js';

/** Who hears of drift: the address that is configured for it, else the operators whom the populations' escalations go to. */
export function driftAddresses(
  { operatorsAddress }: { operatorsAddress?: string | undefined },
  populations: readonly Pick<Population, 'waiting'>[],
): string[] {
  if (operatorsAddress !== undefined) return [operatorsAddress];
  return [
    ...new Set(populations.flatMap(({ waiting }) => waiting.escalation.operatorsAddress ?? [])),
  ];
}
