import { Command, InvalidArgumentError, Option } from 'commander';
import { readDoctorConfig } from '../configuration/config.js';
import type { CheckResult } from '../contract/doctor.js';
import { checkIds } from '../doctor/checks/index.js';
import { readTemporalConfig } from '../configuration/temporal-config.js';
import { describeChecks, summarizeChecks } from './describe-checks.js';
import { letReaderStop, print, printJson } from './print.js';
import { say } from './say.js';

interface DoctorOptions {
  only?: string[];
  hiresPerDay?: number;
  testMail?: string;
  strict?: true;
  output: 'text' | 'json' | 'jsonl';
}

export function doctorCommand(): Command {
  return new Command('doctor')
    .description(
      'checks every prerequisite in Okta, Temporal, mail and audit store; changes nothing',
    )
    .option('--only <id...>', 'these checks only', collectIds)
    .option(
      '--hires-per-day <number>',
      'how many hires are expected; else as on the busiest of the last 7 days',
      parseCount,
    )
    .option('--test-mail <address>', 'send a mail there too')
    .option('--strict', 'warnings, and what could not be read, count as failures')
    .addOption(
      new Option('-o, --output <format>', 'how to print')
        .choices(['text', 'json', 'jsonl'])
        .default('text'),
    )
    .addHelpText(
      'after',
      `
It reads the settings of the worker, and OKTA_EVENT_HOOK_SECRET to call the event hook's URL as Okta does. A check is ok, warning, failure or
unknown: what no API of Okta tells, or the credential may not read, is never ok. docs/doctor.md says what each means.

Examples:
  preenroll doctor
  preenroll doctor --only event-hook-active event-hook-answers
  preenroll doctor --hires-per-day 200 --strict
  preenroll doctor -o json | jq '.[] | select(.status != "ok")'

Exit codes: 0 no failure, 1 a failure (with --strict: anything that is not ok), 2 usage, 4 a failure, and Okta cannot be reached.`,
    )
    .action(doctor);
}

async function doctor({
  only,
  hiresPerDay,
  testMail,
  strict,
  output,
}: DoctorOptions): Promise<void> {
  letReaderStop(() => process.exit(0));
  const config = readDoctorConfig();
  const { makeChecks } = await import('../make-checks.js');
  const results = await makeChecks(config, readTemporalConfig(), {
    ...{ hiresPerDay, only },
    onResult(result) {
      if (output === 'jsonl') print(JSON.stringify(result));
      else say(`${result.status.padEnd(7)}  ${result.id}`);
    },
  });
  if (testMail !== undefined) {
    const { sendTestMail } = await import('../doctor/send-test-mail.js');
    const sent = await sendTestMail(
      'problem' in config.worker ? undefined : config.worker.smtp,
      testMail,
    );
    results.push(sent);
    if (output === 'jsonl') print(JSON.stringify(sent));
  }
  if (output === 'json') printJson(results);
  if (output === 'text') print(...describeChecks(results));
  say(summarizeChecks(results));
  process.exitCode = exitCodeOf(results, strict === true);
}

/** Okta away is told from Okta wrong: then it may help to try again. */
export function exitCodeOf(results: readonly CheckResult[], isStrict: boolean): 0 | 1 | 4 {
  const isBad = ({ status }: CheckResult) => (isStrict ? status !== 'ok' : status === 'failure');
  if (!results.some(isBad)) return 0;
  const isOktaAway = results.some(({ id, status }) => id === 'engine' && status === 'failure');
  return isOktaAway ? 4 : 1;
}

function collectIds(id: string, others: string[] = []): string[] {
  if (!checkIds.includes(id)) {
    throw new InvalidArgumentError(`The checks are: ${checkIds.join(', ')}.`);
  }
  return [...others, id];
}

function parseCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  throw new InvalidArgumentError('It must be a number above 0.');
}
