import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import type { KeyObject } from 'node:crypto';
import { readSigningKey, SigningKeyError } from '../audit/pack/sign-pack.js';
import { writePack } from '../audit/pack/write-pack.js';
import { ConfigurationError } from '../configuration/configuration-error.js';
import { InputError } from './read-stored-events.js';
import { readTime } from './read-time.js';
import { say } from './say.js';
import { withAuditDatabase } from './with-audit-database.js';

interface PackOptions {
  from: Date;
  to: Date;
  directory: string;
  key?: string;
}

export function auditPackCommand(): Command {
  return new Command('pack')
    .description("write the auditor's pack: all records of a time, by hire, with a signature")
    .requiredOption('--from <time>', 'from this day (UTC) or time on', readTime)
    .requiredOption('--to <time>', 'before this day or time', readTime)
    .requiredOption('--directory <path>', 'where it goes; it must not be there yet')
    .option('--key <file>', 'the Ed25519 key in PEM (default: AUDIT_SIGNING_KEY_FILE)')
    .addHelpText(
      'after',
      `
The key is made once:   openssl genpkey -algorithm ed25519 -out audit-key.pem
Give the auditor its public half apart from the pack:   openssl pkey -in audit-key.pem -pubout
They verify, in the pack's directory:
  openssl pkeyutl -verify -pubin -inkey public-key.pem -rawin -in SHA256SUMS -sigfile SHA256SUMS.sig
  sha256sum -c SHA256SUMS

Exit codes: 0 ok, 1 the chains do not hold (the pack is written, and says so) or it failed, 2 usage, 4 the audit store cannot be reached.`,
    )
    .action(({ from, to, directory, key: named }: PackOptions) =>
      withAuditDatabase(async (database, { signingKeyFile }) => {
        const key = await readKey(named ?? signingKeyFile);
        const { records, hires, verification } = await writePack(database, {
          ...{ from, to, directory, key },
        });
        say(`${records} records of ${hires} hires are in ${directory}`);
        if (verification.findings.length === 0) return;
        say('The chains do not hold: see verification.json.');
        process.exitCode = 1;
      }),
    );
}

async function readKey(file: string | undefined): Promise<KeyObject> {
  if (file === undefined) {
    throw new ConfigurationError('Name the key to sign with: --key or AUDIT_SIGNING_KEY_FILE.');
  }
  try {
    return readSigningKey(await readFile(file, 'utf8'));
  } catch (error) {
    if (error instanceof SigningKeyError) throw new InputError(error.message);
    throw new InputError(`The signing key cannot be read: ${(error as Error).message}`);
  }
}
