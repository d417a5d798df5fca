import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import {
  factorInputRefusals,
  unactivated,
  type EnrollAndActivateFactorInput,
  type EnrollAndActivateFactorResult,
} from '../contract/enroll-and-activate-factor.js';
import { readFactorInput } from '../contract/factor-input.js';
import type { PhoneCorrection } from '../contract/operator.js';
import { actOnFactorRun, startFactorRun, type FactorTarget } from '../operate/factor-runs.js';
import { toPhoneCorrection } from './correct-phone.js';
import { describeFactorOutcome, describeResult } from './describe-factor.js';
import {
  factorExitCodes,
  findFactor,
  nameOf,
  outputOption,
  parseFactor,
  toTarget,
  type FactorOutput,
  type NamedFactor,
} from './factor-target.js';
import { followFactor } from './follow-factor.js';
import { toOperatorRequest } from './operator-request.js';
import { print, printJson } from './print.js';
import { readDuration } from './read-duration.js';
import { readGivenCode, toPassCode, type PassCodeOptions } from './read-pass-code.js';
import { InputError } from './read-stored-events.js';
import { sayIfFrozen } from './say-if-frozen.js';
import { say } from './say.js';
import { withTemporal } from './with-temporal.js';

interface EnrollOptions extends PassCodeOptions {
  reason: string;
  operator?: string;
  inputs?: string;
  attribute?: string;
  numberFromStdin?: true;
  expiresAfter?: number;
  qr?: boolean;
  detach?: boolean;
  output: FactorOutput;
}

/** What is to be enrolled, and the code if there is one already. */
interface Wanted {
  user: string;
  factor: NamedFactor;
  code?: string;
  phone?: PhoneCorrection;
  expiresAfter?: number;
}

export function factorEnrollCommand(): Command {
  return new Command('enroll')
    .description('enroll a factor, and follow it until it is active')
    .argument('[user]', 'an Okta id (00u…), a login or a mail address')
    .argument(
      '[factor]',
      'sms, call, email, push, token:software:totp, token:software:totp:GOOGLE',
      parseFactor,
    )
    .requiredOption('--reason <text>', 'why: it is recorded in the run; no addresses or numbers')
    .option('--operator <name>', 'who you are (default: the name under which you are logged in)')
    .option(
      '--inputs <file>',
      'instead of user and factor, JSON with userId, factorType, provider and passCode; - for standard input',
    )
    .option(
      '--pass-code-from-stdin',
      'a code that the person has already is read from standard input',
    )
    .option(
      '--pass-code <code>',
      "the same; here the shell's history and the list of processes show it",
    )
    .option('--attribute <name>', 'the number is in this attribute of the Okta profile')
    .option('--number-from-stdin', 'the number is read from standard input, and sent encrypted')
    .option(
      '--expires-after <duration>',
      'when it gives up: 30m, 12h, 2d (default: 1d)',
      readDuration,
    )
    .option('--qr', 'draw a QR code of the secret for an authenticator app')
    .option('--detach', 'only start it')
    .addOption(outputOption())
    .addHelpText(
      'after',
      `
At a terminal it asks for the code; Ctrl-C leaves the run waiting, and \`preenroll factor submit\` goes on. A factor with a secret
(token:software:totp, push) needs PAYLOAD_ENCRYPTION_KEY here and with the workers: nothing of it is readable in the history.
Where a run of the factor is running already, it is followed.

Examples:
  preenroll factor enroll 00unewh1re0000000000 sms --reason "has a new phone"
  preenroll factor enroll new.hire@example.com token:software:totp:GOOGLE --qr --reason "no phone"
  preenroll factor enroll 00unewh1re0000000000 push --detach -o json --reason "onboarding"
  preenroll factor enroll --inputs inputs.json --reason "from another system" -o json

${factorExitCodes}`,
    )
    .action(enroll);
}

async function enroll(
  user: string | undefined,
  factor: NamedFactor | undefined,
  options: EnrollOptions,
): Promise<void> {
  const wanted = await readWanted(user, factor, options);
  const request = toOperatorRequest(options);
  const toPhone = await readPhone(options);
  const target = await toTarget(wanted.user, wanted.factor);
  const { code, phone = toPhone?.(target.userId) } = wanted;
  const expiresAfter = options.expiresAfter ?? wanted.expiresAfter;
  const input: EnrollAndActivateFactorInput = {
    ...{ ...target, ...request },
    ...(code !== undefined && { passCode: toPassCode(code, target.userId) }),
    ...(phone && { phone }),
    ...(expiresAfter !== undefined && { expiresAfter }),
  };
  refuseUnusable(input);
  await run(target, input, options);
}

async function run(
  target: FactorTarget,
  input: EnrollAndActivateFactorInput,
  { output, qr = false, detach = false }: EnrollOptions,
): Promise<void> {
  const named = { userId: target.userId, factor: nameOf(target) };
  await withTemporal(async ({ client }) => {
    await sayIfFrozen(client);
    const started = await startFactorRun(client, input);
    if (started === 'running') {
      say('A run of this factor is running already.');
      if (input.passCode !== undefined) {
        const { passCode } = input;
        say(
          describeFactorOutcome(await actOnFactorRun(client, target, { act: 'submit', passCode })),
        );
      }
    }
    const end = detach
      ? undefined
      : await followFactor(client, target, {
          qr,
          ...(output === 'jsonl' && {
            onChange: (status) => {
              if (status.stage !== 'ended') print(JSON.stringify({ ...named, ...status }));
            },
          }),
        });
    const result = end?.result;
    const row = result ? { ...named, ...result } : { ...named, outcome: started };
    if (output === 'json') printJson(row);
    else if (output === 'jsonl') print(JSON.stringify(row));
    else print([named.userId, named.factor, result ? describeResult(result) : started].join('\t'));
    if (result) setExitCode(result);
    else say('It goes on by itself: `preenroll factor show` tells how it stands.');
  });
}

function setExitCode({ outcome }: EnrollAndActivateFactorResult): void {
  if (outcome === 'activated') return;
  process.exitCode = outcome === 'user-missing' ? 3 : 1;
}

async function readWanted(
  user: string | undefined,
  factor: NamedFactor | undefined,
  options: EnrollOptions,
): Promise<Wanted> {
  const { inputs, numberFromStdin, passCodeFromStdin } = options;
  if ([inputs === '-', numberFromStdin, passCodeFromStdin].filter(Boolean).length > 1) {
    throw new InputError('Standard input can hold one thing only.');
  }
  const code = await readGivenCode(options);
  if (inputs !== undefined) {
    if (user !== undefined) throw new InputError('Give either a user and a factor, or --inputs.');
    const given = readInputs(inputs);
    return code === undefined ? given : { ...given, code };
  }
  if (user === undefined || factor === undefined) {
    throw new InputError('Say whom, and which factor: preenroll factor enroll <user> <factor>.');
  }
  return { user, factor, ...(code !== undefined && { code }) };
}

/**
 * The inputs as other systems have them for the same procedure. A credential among them is refused before anything is started.
 *
 * @throws InputError, which quotes nothing of what was given
 */
export function readInputs(file: string): Wanted {
  let given: unknown;
  try {
    given = JSON.parse(readFileSync(file === '-' ? 0 : file, 'utf8'));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'it is no JSON' : (error as Error).message;
    throw new InputError(`--inputs cannot be read: ${why}`);
  }
  const read = readFactorInput(given);
  if ('refused' in read) throw new InputError(factorInputRefusals[read.refused]);
  const { userId, factorType, provider, passCode, phone, expiresAfterMs } = read.input;
  const factor = findFactor(`${factorType}:${provider}`);
  if (factor === undefined) throw new InputError(unactivated['unsupported-factor']);
  return {
    ...{ user: userId, factor, expiresAfter: expiresAfterMs },
    ...(typeof passCode === 'string' && { code: passCode }),
    ...(phone && { phone }),
  };
}

async function readPhone({
  attribute,
  numberFromStdin,
}: EnrollOptions): Promise<((userId: string) => PhoneCorrection) | undefined> {
  if (attribute === undefined && numberFromStdin === undefined) return undefined;
  return toPhoneCorrection({
    ...(attribute !== undefined && { attribute }),
    ...(numberFromStdin && { numberFromStdin }),
  });
}

/** What the run would refuse, before it is in a history. */
function refuseUnusable(input: EnrollAndActivateFactorInput): void {
  const read = readFactorInput(input);
  if ('refused' in read) throw new InputError(factorInputRefusals[read.refused]);
}
