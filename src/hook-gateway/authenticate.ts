import { createHash, timingSafeEqual } from 'node:crypto';
import type { HookStep } from './hook-step.js';
import { Refusal } from './refusal.js';

// Made once: what a stranger can cause shall cost no stack trace.
const unauthorized = new Refusal(401, 'unauthorized', { headers: { Connection: 'close' } });

// 128 random bits in base64.
const minSecretLength = 22;

/**
 * Lets in who sends one of the secrets, byte for byte, in exactly one `Authorization` header: Okta signs nothing, the header is all
 * there is. Looks at the headers only; the body of a refused request is never read. How long it takes does not depend on how much
 * of a secret was guessed.
 *
 * @throws RangeError at once, if a secret is shorter than 22 characters or could not be sent in a header
 */
export function authenticate(secrets: readonly [current: string, previous?: string]): HookStep {
  const [current, previous] = secrets;
  const currentDigest = digestOfSecret(current);
  const previousDigest = previous === undefined ? undefined : digestOfSecret(previous);

  return (request, response, next) => {
    // Node keeps the first of several headers and drops the rest: an ambiguous request is refused instead.
    const [value, ...more] = request.headersDistinct['authorization'] ?? [];
    const digest = digestOf(value ?? '');
    const isCurrent = timingSafeEqual(digest, currentDigest);
    const isPrevious = previousDigest !== undefined && timingSafeEqual(digest, previousDigest);
    if (more.length > 0 || !(isCurrent || isPrevious)) throw unauthorized;
    response.locals.secret = isCurrent ? 'current' : 'previous';
    next();
  };
}

function digestOfSecret(secret: string): Buffer {
  if (secret.length < minSecretLength)
    throw new RangeError(
      `The secret of the event hook must have at least ${minSecretLength} characters.`,
    );
  if (!/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(secret))
    throw new RangeError(
      'The secret of the event hook must consist of printable ASCII, without spaces at its ends.',
    );
  return digestOf(secret);
}

/** Digests have one length, which the comparison in constant time needs. Node reads headers as latin1. */
function digestOf(value: string): Buffer {
  return createHash('sha256').update(value, 'latin1').digest();
}
