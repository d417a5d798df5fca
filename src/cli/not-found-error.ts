/** What a command was asked about is not there. The message names no person. */
export class NotFoundError extends Error {
  override readonly name = 'NotFoundError';
}
