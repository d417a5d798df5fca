import assert from 'node:assert/strict';
import { modulesLoadedBy } from '../../support/modules-loaded-by.js';

const heavy =
  /node_modules\/(@okta|@temporalio\/(worker|core-bridge|activity))\/|\/src\/(workflows|okta|activities)\//;

describe('the hook gateway, when it is loaded', () => {
  it('loads neither the Okta SDK nor the worker nor code of workflows', async () => {
    const loaded = await modulesLoadedBy('src/hook-gateway/create-hook-gateway.ts');
    assert.match(loaded, /src\/dispatch\/parse-okta-event\.ts/);
    assert.match(loaded, /node_modules\/express\//);
    assert.doesNotMatch(loaded, heavy);
  });

  it('nor does the whole dispatch, which the wiring adds', async () => {
    const loaded = await modulesLoadedBy('src/dispatch/dispatch-delivery.ts');
    assert.match(loaded, /node_modules\/@temporalio\/client\//);
    assert.doesNotMatch(loaded, heavy);
  });

  it('would be caught if it did', async () => {
    assert.match(await modulesLoadedBy('src/workflows/index.ts'), heavy);
    assert.match(await modulesLoadedBy('src/okta/okta-sdk-client.ts'), /node_modules\/@okta\//);
  });
});
