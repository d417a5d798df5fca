import { addActiveUsers, deliver, deliveryRun, type DeliveryHandle } from './deliveries.js';
import type { Hires } from './hires.js';

/** Every way through `dispatchDelivery`, to its end, by the name of its history. */
export const deliveryPaths: Record<string, (hires: Hires) => Promise<DeliveryHandle>> = {
  async 'delivery-in-two-parts'({ client, okta }) {
    const users = addActiveUsers(okta, 21);
    const created = users.map((userId) => okta.log.add('user.lifecycle.create', userId));
    await deliver(client, 'delivery-1', created);
    const run = deliveryRun(client, 'delivery-1');
    await run.result();
    return run;
  },
};
