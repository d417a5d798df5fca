import assert from 'node:assert/strict';
import { isBuiltin } from 'node:module';
import { sourceText } from '../../support/documentation/source-text.js';
import { textOf } from '../../support/deployment/repository-files.js';

const { dependencies } = JSON.parse(textOf('package.json')) as {
  dependencies: Record<string, string>;
};

describe('the package', () => {
  it('brings every package that its code imports', () => {
    const code = ['src', 'okta-emulator', 'demo'].map((folder) => sourceText(folder)).join('\n');
    const imported = code.matchAll(/(?:\bfrom |\bimport\(|\brequire\()'([^.'][^']*)'/g);
    const packages = new Set(
      [...imported].flatMap(([, name = '']) =>
        isBuiltin(name) ? [] : [/^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name],
      ),
    );
    assert(packages.size > 20);
    assert.deepEqual(
      [...packages].filter((name) => !Object.hasOwn(dependencies, name)),
      [],
    );
  });
});
