import type { Fetch } from './exchange.js';
import { requestIdOf } from './request-ids.js';
import { requestName } from './request-name.js';

/** What is known of an answered request. */
interface OktaAnswer {
  response: Response;
  requestId: string | undefined;
}

/** Makes a request and notes what came of it. */
export type TraceCall = (name: string, call: () => Promise<OktaAnswer>) => Promise<OktaAnswer>;

/** The same, and each request is traced, from its turn until the head of its answer; those for tokens too. Without a tracer it is what it was. */
export function tracedFetch(send: Fetch, trace: TraceCall | undefined): Fetch {
  if (trace === undefined) return send;
  return async (url, init) => {
    const { response } = await trace(
      requestName({ method: init.method ?? 'GET', url }),
      async () => {
        const answer = await send(url, init);
        return { response: answer, requestId: requestIdOf(answer.headers) };
      },
    );
    return response;
  };
}
