import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const root = path.join(import.meta.dirname, '../../..');

/** What the tests start: the code as it is shipped, except where a test is about the checkout. */
export const executables = {
  preenroll: path.join(root, 'dist/src/cli/main.js'),
  oktaEmulator: path.join(root, 'dist/okta-emulator/main.js'),
};

let build: Promise<unknown> | undefined;

/** Builds, once for the whole process. */
export async function buildCode(): Promise<void> {
  build ??= promisify(execFile)(process.execPath, [path.join(root, 'scripts/build.js')]);
  await build;
}

/** Builds, once for the whole mocha run. Call it in `describe`. */
export function useBuiltCode(): void {
  before(async function () {
    this.timeout('5m');
    await buildCode();
  });
}
