import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { format, resolveConfig } from 'prettier';
import { parse } from 'yaml';
import { toJsonSchema } from '../../../src/cli/config-schema.js';
import { keysOf } from '../../../src/cli/configuration-keys.js';
import { describeConfiguration } from '../../../src/cli/describe-configuration.js';
import { completePopulations } from '../../../src/configuration/file/complete-populations.js';
import { configFileSchema } from '../../../src/configuration/file/config-file.js';
import { environmentSchemas } from '../../../src/configuration/environment-schemas.js';
import {
  environmentVariables,
  variablesWithFile,
} from '../../../src/configuration/environment-variables.js';
import { codeBlocks, pages } from '../../support/documentation/pages.js';
import { sourceText } from '../../support/documentation/source-text.js';

const require = createRequire(import.meta.url);
const page = 'docs/configuration.md';
const exampleFile = new URL('../../../docs/preenroll.example.yaml', import.meta.url);
const keys = keysOf(toJsonSchema());

describe('the reference of the configuration', () => {
  it('is what the schema says: `npm run docs:configuration` writes it', async () => {
    const options = await resolveConfig(new URL(`../../../${page}`, import.meta.url));
    const text = await format(describeConfiguration().join('\n'), {
      ...{ ...options, parser: 'markdown' },
    });
    assert.equal(pages.get(page), text);
  });

  it('says of every key what it is', () => {
    assert(keys.length > 100);
    assert.deepEqual(
      keys.filter(({ description }) => !description).map(({ path }) => path),
      [],
    );
  });

  it('says of what is required, listed or chosen what it takes', () => {
    const typeOf = (path: string) => keys.find((key) => key.path === path)?.type;
    assert.equal(typeOf('groups.a'), 'group id');
    assert.equal(typeOf('waiting.reminders'), 'list: time');
    assert.equal(typeOf('completion'), '`mfa-verified`, `active`');
    assert.equal(typeOf('reconciliation.intervalSeconds'), 'number, 5 to 3600');
    assert.equal(typeOf('reactions.tickets.system'), '`jira`, `servicenow`, `webhook`');
    assert.equal(keys.find(({ path }) => path === 'eventCards[].taskQueue')?.isRequired, true);
    assert.deepEqual(keys.find(({ path }) => path === 'waiting.reminders')?.byDefault, [
      ...['1 day', '3 days', '6 days'],
    ]);
  });
});

describe('the variables of the environment', () => {
  const named = new Set([
    // Words of Okta's and of Temporal's.
    ...['SUPER_ADMIN', 'READ_ONLY', 'AUTO_UPGRADE'],
    ...Object.keys(environmentVariables),
    ...variablesWithFile.map((name) => `${name}_FILE`),
  ]);

  it('are all described that a schema checks or the wiring names', () => {
    const checked = Object.values(environmentSchemas).flatMap(({ shape }) => Object.keys(shape));
    const written = sourceText('src', isWiring).match(
      /(?<![\w.$])[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g,
    );
    // Those of proxies are there in lower case too.
    const all = new Set([...checked, ...(written ?? [])].map((name) => name.toUpperCase()));
    assert(all.size > 20);
    assert.deepEqual(
      [...all].filter((name) => !named.has(name)),
      [],
    );
  });

  it('are none that nothing reads', () => {
    const ours = sourceText('src', (file) => file !== 'environment-variables.ts');
    const temporals = readFileSync(require.resolve('@temporalio/envconfig/lib/envconfig-toml.js'));
    const code = `${ours}\n${temporals.toString()}`;
    assert.deepEqual(
      Object.keys(environmentVariables).filter((name) => !code.includes(name)),
      [],
    );
  });
});

describe('the configuration in the documentation', () => {
  const example = {
    ...{ page: 'docs/preenroll.example.yaml', language: 'yaml' },
    text: readFileSync(exampleFile, 'utf8'),
  };
  for (const { page, language, text } of [example, ...codeBlocks()]) {
    if (language !== 'yaml') continue;
    const [first = ''] = text.split('\n');
    it(`can be used: ${page}, "${first}"`, () => {
      const content = parse(withWholeIds(text)) as unknown;
      const { error } = configFileSchema.safeParse(completePopulations(content));
      assert.deepEqual(error?.issues ?? [], []);
    });
  }
});

describe('the example of a configuration file', () => {
  it('has every key for all hires', () => {
    const content = parse(readFileSync(exampleFile, 'utf8')) as object;
    const missing = keys
      .filter(({ path }) => !path.includes('.') && !Object.hasOwn(content, path))
      .map(({ path }) => path);
    assert.deepEqual(missing, []);
  });
});

/** The names that others read are in one file of it. */
function isWiring(file: string): boolean {
  return !file.includes('/') && file !== 'odd-names.ts';
}

/** For `00g…`, ids that Okta could have. */
function withWholeIds(text: string): string {
  return text.replace(/\b(00g|00u|oty|who)…/g, (_, kind: string) => kind.padEnd(20, '0'));
}
