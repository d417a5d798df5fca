import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { UnreadError } from '../read-failure.js';
import type { Reader } from '../readings.js';

/** Okta waits for three. */
const patienceMs = 5_000;

const answerSchema = z.object({ verification: z.string() });

/**
 * Calls the hook's URL as Okta does to verify it, with a challenge of our own. The secret goes there: to a URL that the org's own administrators have set, and that Okta
 * sends it to with every delivery; never without TLS but on this machine.
 *
 * @param secret or why it cannot be read
 */
export function hookReader(secret: string | { problem: string } | undefined): Reader<'hookAnswer'> {
  return async (read) => {
    const hook = await read('eventHook');
    if (hook === undefined) throw new UnreadError('not-configured', 'there is no event hook');
    if (secret === undefined) {
      throw new UnreadError('not-configured', 'OKTA_EVENT_HOOK_SECRET is not set here');
    }
    if (typeof secret === 'object') throw new UnreadError('not-configured', secret.problem);
    if (!mayHaveSecret(hook.url)) {
      throw new UnreadError('unreachable', 'the URL of the hook is called without TLS');
    }
    const challenge = randomBytes(16).toString('hex');
    const begun = performance.now();
    const response = await call(hook.url, { secret, challenge });
    const answer = answerSchema.safeParse(parseJson(await response.text()));
    return {
      status: response.status,
      isRight: response.status === 200 && answer.data?.verification === challenge,
      ms: Math.round(performance.now() - begun),
    };
  };
}

async function call(url: string, { secret, challenge }: { secret: string; challenge: string }) {
  try {
    return await fetch(url, {
      headers: { authorization: secret, 'x-okta-verification-challenge': challenge },
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    });
  } catch (error) {
    throw new UnreadError('unreachable', `the URL of the hook does not answer: ${nameOf(error)}`);
  }
}

function mayHaveSecret(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || /^(127(\.\d+){3}|localhost|\[::1\])$/.test(hostname);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `fetch` hides the socket's error in `cause`; its codes hold no address. */
function nameOf(error: unknown): string {
  const { cause, name } = error as Error;
  const { code } = (cause ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : name;
}
