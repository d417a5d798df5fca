/** A Temporal server cannot be had, does not run, or is not ready for us. The message says what a person can do about it. */
export class TemporalServerError extends Error {
  override readonly name = 'TemporalServerError';
}
