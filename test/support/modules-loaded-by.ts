import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../..');

/** Writes the address of every ES module that is loaded. */
const loadHook = `
  import { writeSync } from 'node:fs';
  export async function load(url, context, next) {
    writeSync(1, url + '\\n');
    return next(url, context);
  }`;

const listModules = `
  import { writeSync } from 'node:fs';
  import { createRequire, register } from 'node:module';
  register(${JSON.stringify(asUrl(loadHook))});
  process.on('exit', () => {
    writeSync(1, Object.keys(createRequire(process.cwd() + '/').cache).join('\\n'));
  });`;

/**
 * Runs a module of the repository in a process of its own, and lists what that loads, one address or path per line: ES modules by a hook, CommonJS
 * from its cache.
 */
export async function modulesLoadedBy(file: string, ...parameters: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--import', asUrl(listModules), file, ...parameters],
    { cwd: root, maxBuffer: 16 * 1024 * 1024 },
  );
  return stdout;
}

function asUrl(code: string): string {
  return `data:text/javascript,${encodeURIComponent(code)}`;
}
