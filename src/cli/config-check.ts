import { Command } from 'commander';
import { checkConfigFile } from '../configuration/read-config-file.js';
import { print } from './print.js';

export function configCheckCommand(): Command {
  return new Command('check')
    .description('says what is wrong in a configuration file; nothing else is read or asked')
    .argument('<file>', 'the YAML file that PREENROLL_CONFIG is to name')
    .addHelpText(
      'after',
      `
Whether the ids, the credential and the org fit is for \`preenroll doctor\`.

Exit codes: 0 it can be used, 2 it cannot.`,
    )
    .action((file: string) => {
      checkConfigFile(file);
      print(`${file} can be used.`);
    });
}
