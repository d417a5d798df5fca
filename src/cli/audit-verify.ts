import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Command, Option } from 'commander';
import { z } from 'zod';
import { headsFile } from '../audit/pack/write-pack.js';
import { readAnchors, readRecords } from '../audit/read-records.js';
import { verifyChains, type StreamHead, type Verification } from '../audit/verify-chains.js';
import { print, printJson } from './print.js';
import { InputError } from './read-stored-events.js';
import { say } from './say.js';
import { withAuditDatabase } from './with-audit-database.js';

interface VerifyOptions {
  pack?: string;
  output: 'text' | 'json';
}

export function auditVerifyCommand(): Command {
  return new Command('verify')
    .description('check that no record was changed, removed or put in between')
    .option('--pack <directory>', "that what an earlier auditor's pack saw is still there, too")
    .addOption(
      new Option('-o, --output <format>', 'how to print').choices(['text', 'json']).default('text'),
    )
    .addHelpText(
      'after',
      `
Every chain is followed from its beginning. An intent without an outcome is no fault: it is under way, or was given up before anybody
could tell what came of it; they are listed.

Exit codes: 0 all chains hold, 1 they do not, 2 usage, 4 the audit store cannot be reached.`,
    )
    .action(({ pack, output }: VerifyOptions) =>
      withAuditDatabase(async (database) => {
        const kept = pack === undefined ? [] : await readHeads(pack);
        const verification = await verifyChains(readRecords(database, {}, 'stream'), {
          anchors: await readAnchors(database),
          kept,
        });
        printVerification(verification, output);
        if (verification.findings.length > 0) process.exitCode = 1;
      }),
    );
}

const headsSchema = z.array(z.object({ stream: z.string(), seq: z.int(), hash: z.string() }));

async function readHeads(directory: string): Promise<StreamHead[]> {
  try {
    return headsSchema.parse(JSON.parse(await readFile(path.join(directory, headsFile), 'utf8')));
  } catch (error) {
    throw new InputError(`${headsFile} of the pack cannot be read: ${(error as Error).name}`);
  }
}

function printVerification(
  { entries, streams, erased, prunedStreams, findings, openIntents }: Verification,
  output: VerifyOptions['output'],
): void {
  if (output === 'json') {
    printJson({ entries, streams, erased, prunedStreams, findings, openIntents });
  } else {
    print(
      ...findings.map(({ problem, stream, seq }) => `${problem}  ${stream}  ${seq}`),
      ...openIntents.map(
        ({ stream, seq, at, action }) => `no-outcome  ${stream}  ${seq}  ${action}  ${at}`,
      ),
    );
  }
  say(
    `${entries} records in ${streams} chains: ${findings.length === 0 ? 'all hold' : `${findings.length} faults`}. ` +
      `${openIntents.length} intents without an outcome, ${erased} records erased, ${prunedStreams} chains pruned.`,
  );
}
