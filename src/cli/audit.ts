import { text } from 'node:stream/consumers';
import { stringify } from 'csv-stringify/sync';
import { Command, Option } from 'commander';
import type { AuditActor } from '../audit/audit-store.js';
import { hashPhone } from '../audit/evidence.js';
import { describeRecord } from '../audit/pack/describe-records.js';
import {
  readRecords,
  toRecord,
  type AuditRecord,
  type RecordFilter,
} from '../audit/read-records.js';
import { ConfigurationError } from '../configuration/configuration-error.js';
import { auditPackCommand } from './audit-pack.js';
import { auditPruneCommand } from './audit-prune.js';
import { auditReportCommand } from './audit-report.js';
import { auditVerifyCommand } from './audit-verify.js';
import { findUserId } from './find-user-id.js';
import { letReaderStop, print } from './print.js';
import { InputError } from './read-stored-events.js';
import { readTime } from './read-time.js';
import { say } from './say.js';
import { withAuditDatabase, type AuditConfig } from './with-audit-database.js';

interface AuditOptions {
  user?: string;
  from?: Date;
  to?: Date;
  population?: string;
  factor?: string;
  action?: string;
  actor?: string;
  event?: string;
  phoneFromStdin?: true;
  output: 'text' | 'json' | 'jsonl' | 'csv';
}

const actorKinds: readonly AuditActor['kind'][] = [
  ...(['preenroll', 'operator', 'user', 'admin', 'service'] as const),
];

export function auditCommand(): Command {
  return (
    new Command('audit')
      .description(
        'what was done, by whom and why: lists and exports the records of the audit store',
      )
      .option('--user <user>', 'about this user only: the Okta id, login or mail address')
      .option('--from <time>', 'from this day (UTC) or time on', readTime)
      .option('--to <time>', 'before this day or time', readTime)
      .option('--population <name>', 'of this population only')
      .option('--factor <factor>', 'of this factor only, such as sms:OKTA')
      .option('--action <action>', 'of this activity or fact only, such as enrollSms')
      .option('--actor <actor>', `by ${actorKinds.join(', ')}, or by who has this name or Okta id`)
      .option('--event <uuid>', 'because of this event of Okta')
      .option(
        '--phone-from-stdin',
        'about this number only, which is read from standard input: +15555550100',
      )
      .addOption(
        new Option('-o, --output <format>', 'how to print')
          .choices(['text', 'json', 'jsonl', 'csv'])
          .default('text'),
      )
      .addHelpText(
        'after',
        `
DATABASE_URL names the store; \`preenroll up\` and the demo print theirs. A number is found by its keyed hash, for which AUDIT_HASH_KEY is
needed, the same as the workers have.

Examples:
  preenroll audit --user 00unewh1re0000000000
  preenroll audit --from 2026-11-01 --to 2026-12-01 -o csv > november.csv
  preenroll audit --actor operator -o jsonl | jq -r .reason

Exit codes: 0 ok, also if there is nothing, 1 failed, 2 usage, 4 the audit store cannot be reached.`,
      )
      .action(({ output, ...about }: AuditOptions) =>
        withAuditDatabase(async (database, config) => {
          letReaderStop(() => process.exit(0));
          await printRecords(readRecords(database, await toFilter(about, config)), output);
        }),
      )
      // The commands below it have options of the same names.
      .enablePositionalOptions()
      .addCommand(auditVerifyCommand())
      .addCommand(auditPackCommand())
      .addCommand(auditReportCommand())
      .addCommand(auditPruneCommand())
  );
}

async function toFilter(
  { user, actor, event, phoneFromStdin, ...as }: Omit<AuditOptions, 'output'>,
  { hashKey }: Pick<AuditConfig, 'hashKey'>,
): Promise<RecordFilter> {
  return {
    ...as,
    ...(user !== undefined && { userId: await findUserId(user) }),
    ...(actor !== undefined && toActor(actor)),
    ...(event !== undefined && { eventUuid: event }),
    ...(phoneFromStdin && { phoneHash: hashOf(await text(process.stdin), hashKey) }),
  };
}

function toActor(actor: string): Pick<RecordFilter, 'actorKind' | 'actorId'> {
  const actorKind = actorKinds.find((kind) => kind === actor);
  return actorKind === undefined ? { actorId: actor } : { actorKind };
}

function hashOf(number: string, key: Uint8Array | undefined): string {
  if (key === undefined) {
    throw new ConfigurationError('To find a number, set AUDIT_HASH_KEY as the workers have it.');
  }
  const e164 = number.replace(/[\s()./-]/g, '');
  if (/^\+\d{7,15}$/.test(e164)) return hashPhone(key, e164);
  throw new InputError('Standard input must hold one phone number, such as +1 555 555 0100.');
}

const columns = [
  ...['at', 'stream', 'seq', 'phase', 'action', 'result', 'userId', 'population', 'factor'],
  ...['actorKind', 'actorId', 'reason', 'eventUuid', 'workflowId', 'oktaRequestIds', 'evidence'],
  'erased',
];

/** Prints the records as they come, but for JSON, and how many there are on standard error. */
async function printRecords(
  records: AsyncIterable<Parameters<typeof toRecord>[0]>,
  output: AuditOptions['output'],
): Promise<void> {
  const all: AuditRecord[] = [];
  let count = 0;
  if (output === 'csv') write([columns]);
  for await (const stored of records) {
    const record = toRecord(stored);
    count += 1;
    if (output === 'json') all.push(record);
    else if (output === 'jsonl') print(JSON.stringify(record));
    else if (output === 'csv') write([toCells(record)]);
    else print(`${record.stream}  ${describeRecord(record)}`);
  }
  if (output === 'json') print(JSON.stringify(all, null, 2));
  say(`${count} record${count === 1 ? '' : 's'}`);
}

function toCells({ actor, oktaRequestIds = [], evidence, ...record }: AuditRecord): string[] {
  const cells = new Map<string, string | number | boolean>(
    Object.entries({
      ...record,
      ...{ actorKind: actor.kind, actorId: actor.id ?? '' },
      oktaRequestIds: oktaRequestIds.join(' '),
      evidence: evidence === undefined ? '' : JSON.stringify(evidence),
    }),
  );
  return columns.map((column) => String(cells.get(column) ?? ''));
}

function write(rows: readonly (readonly string[])[]): void {
  // What begins like a formula would be one in a spreadsheet.
  process.stdout.write(
    stringify(
      rows.map((row) => [...row]),
      { escape_formulas: true },
    ),
  );
}
