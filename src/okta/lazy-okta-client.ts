import type { OktaClient } from './okta-client.js';

export interface LazyOktaClient {
  /** Every call waits until the client behind it is loaded, and rejects if it cannot be. */
  client: OktaClient;
  /** Begins to load it; else the first call does. Harmless when called again. */
  load: () => void;
}

type Method = (...parameters: never[]) => Promise<unknown>;

/** A client that is there before the one that does the work: what that one needs may take a second to load. */
export function createLazyOktaClient(loadClient: () => Promise<OktaClient>): LazyOktaClient {
  let loading: Promise<OktaClient> | undefined;
  const load = () => (loading ??= loadClient());
  return {
    client: new Proxy({} as OktaClient, {
      get:
        (_none, name: keyof OktaClient) =>
        async (...parameters: never[]) => {
          const client = await load();
          return (client[name] as Method)(...parameters);
        },
    }),
    load() {
      // Whoever calls hears of a failure.
      load().catch(() => undefined);
    },
  };
}
