import { Command } from 'commander';
import { z } from 'zod';
import { configFileSchema } from '../configuration/file/config-file.js';
import { printJson } from './print.js';

export function configSchemaCommand(): Command {
  return new Command('schema')
    .description('prints the JSON Schema of the configuration file, for editors')
    .addHelpText(
      'after',
      `
Editors with a YAML language server take it by a comment in the first line of the file:
  # yaml-language-server: $schema=./preenroll.schema.json`,
    )
    .action(() => {
      printJson(toJsonSchema());
    });
}

/** What may be written into the file. A few rules are more than JSON Schema can say: `preenroll config check` knows them all. */
export function toJsonSchema(): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(configFileSchema, { io: 'input' });
}
