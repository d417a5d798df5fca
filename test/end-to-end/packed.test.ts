import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, mkdtemp, mkdir, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { extract } from 'tar';
import { useBuiltCode } from './support/built-code.js';
import { useProcesses } from './support/processes.js';

const root = path.join(import.meta.dirname, '../..');

// `npm run test:packed` installs it from the registry, and runs it as another user.
describe('the packed package', function () {
  this.timeout('2m');
  useBuiltCode();
  const start = useProcesses();
  let place: string;
  let installed: string;

  before(async () => {
    place = await mkdtemp(path.join(tmpdir(), 'packed-'));
    const options = ['--json', '--ignore-scripts', '--pack-destination', place];
    const { stdout } = await promisify(execFile)('npm', ['pack', ...options], { cwd: root });
    const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
    await extract({ file: path.join(place, filename), cwd: place });
    installed = path.join(place, 'package');
    await linkDependencies(installed);
    await chmod(installed, 0o555);
  });
  after(async () => {
    await chmod(installed, 0o755);
    await rm(place, { recursive: true });
  });

  const files = async () =>
    (await readdir(installed, { recursive: true, encoding: 'utf8' })).filter(
      (file) => !file.startsWith('node_modules'),
    );

  it('holds what runs, and no source, test or setting of ours', async () => {
    const held = await files();
    for (const needed of [
      ...['package.json', 'README.md', 'bin/preenroll.js', 'docs/configuration.md'],
      ...['dist/src/workflows.bundle.js', 'dist/src/audit/embedded/pglite-thread.js'],
      ...['dist/src/mail/templates', 'dist/okta-emulator/pages/style.css', 'dist/demo/index.js'],
    ]) {
      assert(held.includes(needed), needed);
    }
    assert.deepEqual(
      held.filter((file) =>
        /\.ts$|\.test\.|^(src|test|bench|scripts|deploy)\b|\.env|secret.*\.(pem|json)$/.test(file),
      ),
      [],
    );
  });

  it('takes hires through, and writes nothing beside itself', async () => {
    const before = await files();
    const demo = start({
      name: 'demo',
      run: [
        'node',
        path.join(installed, 'bin/preenroll.js'),
        'demo',
        '--users',
        '2',
        '--exit',
        '--json',
      ],
    });
    assert.equal(await demo.ended, 0);
    const lastLine = demo.standardOutput().trimEnd().split('\n').at(-1) ?? '';
    const { seconds, ...counts } = JSON.parse(lastLine) as Record<string, number>;
    assert.deepEqual(counts, { users: 2, completed: 2, failed: 0 });
    assert.ok(Number(seconds) > 0);
    assert.deepEqual(await files(), before);
  });
});

/** Those that the package names, and none that only the tests have. */
async function linkDependencies(directory: string): Promise<void> {
  const manifest = await readFile(path.join(directory, 'package.json'), 'utf8');
  const { dependencies } = JSON.parse(manifest) as { dependencies: Record<string, string> };
  for (const name of Object.keys(dependencies)) {
    const link = path.join(directory, 'node_modules', name);
    await mkdir(path.dirname(link), { recursive: true });
    await symlink(path.join(root, 'node_modules', name), link);
  }
}
