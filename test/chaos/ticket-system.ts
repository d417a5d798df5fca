import { randomBytes } from 'node:crypto';
import { startWebhookStub, type TicketStub } from '../support/ticket-stubs.js';

export interface ChaosTickets extends TicketStub {
  secret: string;
}

/** A ticket system of which every third request gets a 503, and every third an answer that is lost after the work was done. */
export async function startTicketSystem(hires: number): Promise<ChaosTickets> {
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  const stub = await startWebhookStub({ secret });
  for (let number = 0; number < hires; number += 1) {
    stub.plan('lost');
    stub.plan({ status: 503 });
  }
  return { ...stub, secret };
}
