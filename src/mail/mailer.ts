export interface Mail {
  to: string;
  /** The same for every attempt to send the same mail, so that a receiver can tell a repeat. */
  messageId: string;
  subject: string;
  text: string;
  html: string;
}

export interface Mailer {
  /**
   * Hands one mail to the mail server. Sending is at least once: when the server's answer is lost the mail may have gone out.
   * Rejects with {@link MailError}.
   */
  send(mail: Mail): Promise<void>;
}

/** The mail was not accepted. The message holds the server's codes only: its texts quote addresses. */
export class MailError extends Error {
  override readonly name = 'MailError';
  /** True if the server refused this mail for good (5xx); false if another attempt may succeed. */
  readonly permanent: boolean;
  readonly code: string;

  constructor(permanent: boolean, code: string) {
    super(`The mail server did not accept the mail: ${code}`);
    this.code = code;
    this.permanent = permanent;
  }
}
