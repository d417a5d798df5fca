import type { Fetch } from './exchange.js';

/** As the environment says it: `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`. */
export interface ProxySettings {
  httpsProxy?: string | undefined;
  /** For https too, where no other is named. */
  httpProxy?: string | undefined;
  /** Hosts that are called directly, with commas between them. */
  noProxy?: string | undefined;
}

/** This machine is never reached by a proxy. */
const own = 'localhost,127.0.0.1,[::1]';

/** What requests to Okta are sent with. Without a proxy it is the global `fetch`. */
export function createFetch(proxy: ProxySettings | undefined): Fetch {
  if (!proxy?.httpsProxy && !proxy?.httpProxy) return fetch;
  let loading: Promise<Fetch> | undefined;
  return async (url, init) => (await (loading ??= loadFetch(proxy)))(url, init);
}

async function loadFetch({ httpsProxy, httpProxy, noProxy }: ProxySettings): Promise<Fetch> {
  const undici = await import('undici');
  const dispatcher = new undici.EnvHttpProxyAgent({
    // What is absent would be looked for in the environment.
    ...{ httpProxy: httpProxy ?? '', httpsProxy: httpsProxy ?? '' },
    noProxy: noProxy?.trim() === '*' ? '*' : [own, noProxy].filter(Boolean).join(','),
  });
  // Its own fetch, since Node's may not know the dispatchers of another version of undici. What it takes and gives is the same.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- the two Responses are alike
  return (url, init) => undici.fetch(url, { ...init, dispatcher } as object);
}
