import { Command } from 'commander';
import { describeConfiguration } from './describe-configuration.js';
import { print } from './print.js';

export function configReferenceCommand(): Command {
  return new Command('reference')
    .description(
      'prints every configuration key and every variable of the environment, as Markdown',
    )
    .action(() => {
      print(...describeConfiguration());
    });
}
