import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../../..');

/** Writes the address of every ES module that is loaded. */
const loadHook = `
  import { writeSync } from 'node:fs';
  export async function load(url, context, next) {
    writeSync(1, url + '\\n');
    return next(url, context);
  }`;

/** Loads a module in a process of its own, and lists what that loads: ES modules by the hook, CommonJS from its cache. */
async function modulesLoadedBy(path: string): Promise<string> {
  const script = `
    import { createRequire, register } from 'node:module';
    register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(loadHook)}));
    await import(${JSON.stringify(pathToFileURL(join(root, path)).href)});
    console.log(Object.keys(createRequire(import.meta.url).cache).join('\\n'));
    process.exit();`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', script],
    { cwd: root, maxBuffer: 16 * 1024 * 1024 },
  );
  return stdout;
}

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
