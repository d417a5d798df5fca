import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { CommanderError, type Command } from 'commander';
import { createProgram } from '../../../src/cli/program.js';
import { environmentVariables } from '../../../src/configuration/environment-variables.js';
import {
  commandsInBlocks,
  commandsInSentences,
  preenrollArguments,
  type DocumentedCommand,
} from '../../support/documentation/documented-commands.js';
import { rehearsed } from '../../support/documentation/rehearsed-commands.js';
import { unrehearsed } from '../../support/documentation/unrehearsed-commands.js';

const manifest = new URL('../../../package.json', import.meta.url);
const { scripts } = JSON.parse(readFileSync(manifest, 'utf8')) as {
  scripts: Record<string, string>;
};

/** What a sentence may leave out. */
const incomplete = new Set([
  ...['commander.missingArgument', 'commander.missingMandatoryOptionValue', 'commander.help'],
  ...['commander.optionMissingArgument', 'commander.helpDisplayed', 'commander.version'],
]);

describe('a command in the documentation', () => {
  let program: Command;
  before(async function () {
    this.timeout('1m');
    program = await createProgram();
    withoutEffect(program);
  });

  /** Undefined if nothing is wrong with it. */
  async function problemOf(command: DocumentedCommand): Promise<string | undefined> {
    const args = preenrollArguments(command) ?? argumentsOfScript(command);
    if (args === undefined) return undefined;
    try {
      await program.parseAsync(args, { from: 'user' });
      return undefined;
    } catch (error) {
      assert(error instanceof CommanderError, String(error));
      return error.code;
    }
  }

  for (const command of commandsInBlocks()) {
    it(`is one that there is: ${command.page}: ${command.text}`, async () => {
      assert.equal(await problemOf(command), undefined);
      for (const name of command.variables) {
        assert(
          Object.hasOwn(environmentVariables, name.replace(/_FILE$/, '')) || isOfTests(name),
          `nothing reads ${name}`,
        );
      }
    });
  }

  for (const command of commandsInSentences()) {
    it(`is the beginning of one that there is: ${command.page}: ${command.text}`, async () => {
      const problem = await problemOf(command);
      if (problem !== undefined) assert(incomplete.has(problem), problem);
    });
  }

  it('is run by a test against an emulated org, or it is said why not', () => {
    const known = new Set([...rehearsed.map(({ text }) => text), ...Object.keys(unrehearsed)]);
    const documented = new Set(
      commandsInBlocks()
        .filter(({ words }) => words.length > 0)
        .map(({ text }) => text),
    );
    assert.deepEqual(
      {
        ...{ neither: [...documented].filter((text) => !known.has(text)) },
        ...{ notDocumented: [...known].filter((text) => !documented.has(text)) },
      },
      { neither: [], notDocumented: [] },
    );
  });
});

/** Everything but what the command does: the words are read and checked, and nobody is told of it. */
function withoutEffect(command: Command): void {
  const silent = { writeOut: () => undefined, writeErr: () => undefined };
  command.exitOverride().configureOutput(silent);
  if (command.commands.length === 0 || command.name() === 'audit') {
    command.action(() => undefined);
  }
  for (const below of command.commands) withoutEffect(below);
}

/** What the product is given by a script of npm, with what stands behind `--`; undefined for the scripts that run something else. */
function argumentsOfScript({ words }: DocumentedCommand): string[] | undefined {
  const [npm, verb = '', ...others] = words.filter((word) => word !== '--silent');
  if (npm !== 'npm' || ['audit', 'ci', 'install', 'pack'].includes(verb)) return undefined;
  const [name = '', ...rest] = verb === 'run' ? others : [verb, ...others];
  const script = scripts[name];
  assert(script !== undefined, `package.json has no script ${name}`);
  const main = script.split(' ').indexOf('bin/preenroll.js');
  if (main < 0) return undefined;
  return [...script.split(' ').slice(main + 1), ...rest.filter((word) => word !== '--')];
}

/** Of the random tests: CONTRIBUTING.md. */
function isOfTests(name: string): boolean {
  return ['SEED', 'RUNS', 'PATH_OF_RUN'].includes(name);
}
