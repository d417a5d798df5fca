/** A template that would fail, or say the wrong thing, when a hire needs it. The message names the file and what is wrong with it. */
export class MailTemplateError extends Error {
  override readonly name = 'MailTemplateError';

  constructor(file: string, problem: string, options?: ErrorOptions) {
    super(`${file}: ${problem}`, options);
  }
}
