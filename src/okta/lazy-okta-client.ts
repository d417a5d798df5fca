import type { OktaClient } from './okta-client.js';

type Method = (...parameters: never[]) => Promise<unknown>;

/** A client that is still being loaded: every call waits for it. If it cannot be loaded, every call rejects with the reason. */
export function createLazyOktaClient(loading: Promise<OktaClient>): OktaClient {
  // Whoever calls hears of it; until then it is nobody's.
  loading.catch(() => undefined);
  return new Proxy({} as OktaClient, {
    get:
      (_none, name: keyof OktaClient) =>
      async (...parameters: never[]) => {
        const client = await loading;
        return (client[name] as Method)(...parameters);
      },
  });
}
