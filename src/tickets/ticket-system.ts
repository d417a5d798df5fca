/** Where people are told that something is to be looked at. */
export interface TicketSystem {
  /**
   * Creates the ticket, unless there is one with its external id: it is searched for before. Twice is once as far as the system's search sees what was just created; see each
   * adapter.
   *
   * @param options.replaces gives a ticket that is there already this text in place of its own
   * @returns what the system calls the ticket; undefined where it does not say
   * @throws TicketError
   */
  put(ticket: Ticket, options?: { replaces?: boolean }): Promise<{ ticket: string | undefined }>;
}

export interface Ticket {
  /** What it is about, once and for all. */
  externalId: string;
  title: string;
  /** Paragraphs of plain text. */
  lines: readonly string[];
}

/** The ticket system did not do what it was asked. The message holds neither addresses nor what the system said. */
export class TicketError extends Error {
  override readonly name = 'TicketError';
  /** True if a person must repair it: it will be refused the next time, too. */
  readonly permanent: boolean;
  /** When to try again, in seconds, where the system says so or where its search needs time. */
  readonly retryAfter: number | undefined;

  constructor(why: string, { permanent, retryAfter }: { permanent: boolean; retryAfter?: number }) {
    super(why);
    this.permanent = permanent;
    this.retryAfter = retryAfter;
  }
}
