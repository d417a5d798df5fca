import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

interface Locked {
  version?: string;
  integrity?: string;
  resolved?: string;
  link?: true;
  dev?: true;
  license?: string;
  hasInstallScript?: true;
}
interface Manifest {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

const readJson = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8'));

const lock = readJson('package-lock.json') as { packages: Record<string, Locked> };
const manifest = readJson('package.json') as Manifest;
const packages = Object.entries(lock.packages).filter(([path]) => path !== '');
const shipped = packages.filter(([, { dev }]) => dev !== true);

/** What a company may ship with a product under the Apache license without asking anybody: no copyleft but of single files (MPL). */
const allowed = new Set([
  ...['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0'],
  ...['MPL-2.0', 'Unlicense', 'Zlib', 'Python-2.0', 'CC-BY-4.0'],
]);

/** Those whose manifest says nothing; it was looked up in their LICENSE file. */
const lookedUp: Readonly<Record<string, string>> = { 'node_modules/unionfs': 'Unlicense' };

/** Alternatives, of which one must be allowed, each of parts that must all be. */
function isAllowed(expression: string): boolean {
  return expression
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((alternative) => alternative.split(' AND ').every((one) => allowed.has(one)));
}

describe('what is installed', () => {
  it('is known byte for byte', () => {
    assert(packages.length > 300);
    const unknown = packages.filter(
      ([, { integrity, link }]) => !link && !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? ''),
    );
    assert.deepEqual(
      unknown.map(([path]) => path),
      [],
    );
  });

  it('comes from the registry that npm is told to use, and from no other address', () => {
    assert.deepEqual(
      packages.filter(([, { resolved, link }]) => resolved !== undefined || link === true),
      [],
    );
    const ranges = Object.values({ ...manifest.dependencies, ...manifest.devDependencies });
    assert.deepEqual(
      ranges.filter((range) => !/^[\^~]?\d+(\.\d+){0,2}$/.test(range)),
      [],
    );
  });

  it('of Temporal is one version, named exactly', () => {
    const { dependencies, devDependencies } = manifest;
    const versions = Object.entries({ ...dependencies, ...devDependencies })
      .filter(([name]) => name.startsWith('@temporalio/'))
      .map(([, version]) => version);
    assert.match(versions[0] ?? '', /^\d+\.\d+\.\d+$/);
    assert.equal(new Set(versions).size, 1);
  });

  it('and shipped runs no script when it is installed, but for these', () => {
    const scripts = shipped.filter(([, { hasInstallScript }]) => hasInstallScript === true);
    assert.deepEqual(
      scripts.map(([path]) => path),
      // Those of protobufjs print a hint, the last one checks its own binary: neither is needed (`npm ci --ignore-scripts`).
      [
        'node_modules/@grpc/proto-loader/node_modules/protobufjs',
        'node_modules/@opentelemetry/otlp-transformer/node_modules/protobufjs',
        'node_modules/@swc/core',
      ],
    );
  });

  it('and shipped has a license that is on the list', () => {
    assert(shipped.length > 150);
    const others = shipped
      .map(([path, { license }]) => ({ path, license: license ?? lookedUp[path] ?? 'none' }))
      .filter(({ license }) => !isAllowed(license));
    assert.deepEqual(others, []);
  });
});
