import type { OktaClient } from '../../../src/okta/okta-client.js';
import { createOktaSdkClient } from '../../../src/okta/okta-sdk-client.js';
import { startScriptedOkta, type ScriptedOkta } from './scripted-okta.js';
import { ssws } from '../../support/ssws.js';

/** Gives each test of a suite the client over the SDK, and a server of its own that answers it. Call it in `describe`. */
export function useScriptedClient(
  give: (given: { server: ScriptedOkta; okta: OktaClient }) => void,
): void {
  let server: ScriptedOkta;

  beforeEach(async () => {
    server = await startScriptedOkta();
    const { url: orgUrl } = server;
    give({
      server,
      okta: createOktaSdkClient({ orgUrl, credential: ssws('00token'), requestTimeoutMs: 5_000 }),
    });
  });

  afterEach(() => server.close());
}
