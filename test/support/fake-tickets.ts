import type { Ticket, TicketSystem } from '../../src/tickets/ticket-system.js';
import { withFaults, type FaultyPort } from './faulty-port.js';

export interface FakeTickets extends TicketSystem, FaultyPort<TicketSystem> {
  /** Every ticket there is, with the text that it has now, in the order of creation. */
  readonly tickets: readonly (Ticket & { ticket: string })[];
}

/** A {@link TicketSystem} in memory, whose search sees everything at once. */
export function createFakeTickets(): FakeTickets {
  const tickets = new Map<string, Ticket & { ticket: string }>();
  const system = withFaults<TicketSystem>({
    put(ticket, { replaces = false } = {}) {
      const there = tickets.get(ticket.externalId);
      const name = there?.ticket ?? `SEC-${tickets.size + 1}`;
      if (there === undefined || replaces)
        tickets.set(ticket.externalId, { ...ticket, ticket: name });
      return { ticket: name };
    },
  });
  return {
    ...system,
    get tickets() {
      return [...tickets.values()];
    },
  };
}
