import assert from 'node:assert/strict';
import { textOf } from '../../support/deployment/repository-files.js';

const instructions = textOf('Dockerfile')
  .replace(/\\\n/g, ' ')
  .split('\n')
  .filter((line) => /^[A-Z]+ /.test(line))
  .map((line) => line.split(/\s+/));
const valuesOf = (name: string) =>
  instructions.filter(([first]) => first === name).map(([, ...rest]) => rest);

describe('the image', () => {
  it('is built on one base of a fixed version, of Debian', () => {
    const [[base = ''] = []] = valuesOf('ARG');
    assert.match(base, /^NODE_IMAGE=node:\d+\.\d+\.\d+-bookworm-slim$/);
    for (const [from] of valuesOf('FROM')) assert.equal(from, '${NODE_IMAGE}');
  });

  it('does not run as root', () => {
    const [[user = ''] = [], ...others] = valuesOf('USER');
    assert.match(user, /^[1-9]\d*:[1-9]\d*$/);
    assert.deepEqual(others, []);
  });

  it('cannot change all objects by `__proto__`', () => {
    assert.match(textOf('Dockerfile'), /^ENV .*NODE_OPTIONS="[^"]*--disable-proto=throw"$/m);
  });

  it('runs no script of a dependency when it is built', () => {
    const installs = valuesOf('RUN').filter((words) => words.join(' ').includes('npm ci'));
    assert.equal(installs.length, 2);
    for (const words of installs) assert(words.includes('--ignore-scripts'));
  });

  it('is given what it copies, and nothing else', () => {
    const sources = valuesOf('COPY')
      .filter(([first]) => !first?.startsWith('--from'))
      .flatMap((words) => words.slice(0, -1))
      .map((source) => source.split('/')[0] ?? '');
    const [everything, ...given] = textOf('.dockerignore')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    assert.equal(everything, '*');
    assert.deepEqual(new Set(given.map((line) => line.slice(1))), new Set(sources));
  });
});
