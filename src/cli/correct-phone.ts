import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { readEncryptionKey } from '../configuration/config.js';
import type { PhoneCorrection } from '../contract/operator.js';
import { encryptText } from '../payload-codec/encrypt-text.js';
import { act, actCommand, actExitCodes, signalOption, type ActOptions } from './act.js';
import { InputError } from './read-stored-events.js';
import { say } from './say.js';

interface CorrectPhoneOptions extends ActOptions {
  attribute?: string;
  numberFromStdin?: true;
}

export function correctPhoneCommand(): Command {
  return actCommand('correct-phone', 'enroll another number than that of the profile attribute')
    .option('--attribute <name>', 'the number is in this attribute of the Okta profile')
    .option('--number-from-stdin', 'the number is read from standard input, and sent encrypted')
    .addOption(signalOption())
    .addHelpText(
      'after',
      `
A phone that preenroll had enrolled is replaced. The number is never an argument, where the shell's history and the list of
processes would show it. It is encrypted with PAYLOAD_ENCRYPTION_KEY, which the workers need too.

Examples:
  preenroll correct-phone 00unewh1re0000000000 --attribute primaryPhone --reason "HR entered it there"
  preenroll correct-phone 00unewh1re0000000000 --number-from-stdin --reason "by phone" < number.txt
  preenroll correct-phone --query 'AttentionReason="phone-missing"' --attribute primaryPhone --reason "moved"

${actExitCodes}`,
    )
    .action(async (user: string | undefined, options: CorrectPhoneOptions) => {
      const toPhone = await toPhoneCorrection(options);
      await act(user, options, (request, userId) => ({
        act: 'correctPhone',
        request: { ...request, phone: toPhone(userId) },
      }));
    });
}

/**
 * What says where the number of a user is.
 *
 * @throws InputError if the options do not say it, or if what should be a number or an attribute is none
 */
export async function toPhoneCorrection(
  {
    attribute,
    numberFromStdin,
    query,
  }: Pick<CorrectPhoneOptions, 'attribute' | 'numberFromStdin' | 'query'>,
  readKey: () => Uint8Array = readEncryptionKey,
  readNumber: () => Promise<string> = readFromStdin,
): Promise<(userId: string) => PhoneCorrection> {
  if ((attribute === undefined) === (numberFromStdin === undefined)) {
    throw new InputError('Say where the number is: --attribute <name> or --number-from-stdin.');
  }
  if (attribute !== undefined) {
    // A number given here by mistake would be readable in the history; so the message does not quote it either.
    if (!/^[A-Za-z_]\w*$/.test(attribute)) {
      throw new InputError('--attribute takes the name of an attribute, such as primaryPhone.');
    }
    return () => ({ attribute });
  }
  if (query !== undefined) {
    throw new InputError(
      '--number-from-stdin is for one user: a --query would give all the same number.',
    );
  }
  const key = readKey();
  const number = (await readNumber()).trim();
  if (!/^\+?[\d ()./-]{4,40}$/.test(number) || !/\d{2}/.test(number)) {
    throw new InputError('Standard input must hold one phone number, such as +1 555 555 0100.');
  }
  return (userId) => ({ encrypted: encryptText(key, number, userId) });
}

async function readFromStdin(): Promise<string> {
  if (process.stdin.isTTY) say('The number, then Enter and Ctrl-D:');
  return text(process.stdin);
}
