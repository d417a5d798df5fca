import type { OktaClient } from './okta/okta-client.js';
import type { OktaConnection } from './okta/create-sdk.js';
import { OktaApiError, OktaTokenRefusedError, OktaUnreachableError } from './okta/okta-errors.js';

/** Okta did not tell what a command asked. The message names the cause, and nobody. */
export class OktaLookupError extends Error {
  override readonly name = 'OktaLookupError';
  /** False if Okta did answer. */
  readonly isUnreachable: boolean;

  constructor(message: string, isUnreachable: boolean) {
    super(message);
    this.isUnreachable = isUnreachable;
  }
}

/** {@link askOkta}, once it is known which Okta. */
export type AskOkta = <T>(ask: (okta: OktaClient) => Promise<T>) => Promise<T>;

/** What the person at the terminal is told where Okta does not answer, or refuses. */
interface Advice {
  /** `the user cannot be looked up` */
  whatFailed: string;
  /** What can be done besides trying again. */
  otherwise?: string;
}

interface AskOptions {
  /** Paces the calls by Okta's limits, which are the workers' too. Absent: they go out at once, which is right for a few. */
  pacing?: { share: number };
}

/** Of a budget that the workers use as well; they see what is left, and slow down. */
const partOfShare = 0.5;

/**
 * Asks Okta something for a command.
 *
 * @throws OktaLookupError
 */
export async function askOkta<T>(
  connection: OktaConnection,
  ask: (okta: OktaClient) => Promise<T>,
  { whatFailed, otherwise }: Advice,
  { pacing }: AskOptions = {},
): Promise<T> {
  // The Okta SDK takes seconds to load: only a command that asks Okta pays.
  const [{ createOktaSdkClient }, { createPacer }] = await Promise.all([
    import('./okta/okta-sdk-client.js'),
    import('./okta/pacing/create-pacer.js'),
  ]);
  const pacer =
    pacing &&
    createPacer({
      ...{ share: pacing.share * partOfShare, concurrency: 2 },
      division: { workers: 1, rank: 0 },
    });
  const okta = createOktaSdkClient({
    ...connection,
    requestTimeoutMs: 7_000,
    ...(pacer && { pacer }),
  });
  try {
    return await ask(okta);
  } catch (error) {
    const instead = otherwise === undefined ? '' : `, or ${otherwise}`;
    if (error instanceof OktaUnreachableError) {
      throw new OktaLookupError(`${error.message}\nTry again${instead}.`, true);
    }
    if (error instanceof OktaTokenRefusedError) {
      throw new OktaLookupError(`${error.message}\nUntil then ${whatFailed}${instead}.`, false);
    }
    if (error instanceof OktaApiError) {
      throw new OktaLookupError(
        `${error.message}: ${whatFailed}.\nSee whether ${nameOf(connection)} is valid and may read users${instead}.`,
        false,
      );
    }
    throw error;
  }
}

function nameOf({ credential: { mode } }: OktaConnection): string {
  return mode === 'SSWS' ? 'OKTA_CLIENT_TOKEN' : 'the service app (OKTA_CLIENT_CLIENTID)';
}
