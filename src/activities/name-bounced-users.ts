import pMap from 'p-map';
import { z } from 'zod';
import { mailDeliveryEventType } from '../dispatch/routes.js';
import type { OktaClient } from '../okta/okta-client.js';

const undelivered = z.looseObject({
  eventType: z.literal(mailDeliveryEventType),
  outcome: z.object({ result: z.literal('FAILURE') }),
  target: z.array(z.looseObject({ type: z.string().nullish(), id: z.string().nullish() })),
});

/**
 * Adds the user to each event about a mail that came back and that names the address alone, as Okta's may: who has the address is asked of Okta. An address of nobody's leaves
 * the event as it is. The addresses stay in what Okta sent, which goes no further than the activity.
 */
export async function nameBouncedUsers(
  okta: Pick<OktaClient, 'findUserIds'>,
  events: readonly unknown[],
): Promise<unknown[]> {
  return pMap(events, (event) => nameUser(okta, event), { concurrency: 5 });
}

async function nameUser(okta: Pick<OktaClient, 'findUserIds'>, event: unknown): Promise<unknown> {
  const { data } = undelivered.safeParse(event);
  if (data === undefined || data.target.some(({ type }) => type === 'User')) return event;
  const address = data.target.find(({ type }) => type === 'email')?.id;
  if (!address) return event;
  const [id] = await okta.findUserIds(['email', 'secondEmail'], [address]);
  return id === undefined ? event : { ...data, target: [{ id, type: 'User' }, ...data.target] };
}
