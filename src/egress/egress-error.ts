/** A request to another company's system got no answer that could be read. The message says why, without an address. */
export class EgressError extends Error {
  override readonly name = 'EgressError';
  readonly kind: 'blocked' | 'no-answer';

  constructor(kind: 'blocked' | 'no-answer', why: string) {
    super(why);
    this.kind = kind;
  }
}
