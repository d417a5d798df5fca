import { Command } from 'commander';
import { configCheckCommand } from './config-check.js';
import { configReferenceCommand } from './config-reference.js';
import { configSchemaCommand } from './config-schema.js';

export function configCommand(): Command {
  const command = new Command('config').description(
    'checks a configuration file, and tells what can be in it',
  );
  const verbs = [configCheckCommand(), configSchemaCommand(), configReferenceCommand()];
  for (const verb of verbs) command.addCommand(verb.exitOverride());
  return command.addHelpText(
    'after',
    `
Examples:
  preenroll config check preenroll.yaml
  preenroll config schema > preenroll.schema.json
  preenroll config reference`,
  );
}
