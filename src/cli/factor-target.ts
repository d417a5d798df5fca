import { Argument, InvalidArgumentError, Option } from 'commander';
import { factorKindNames, factorKindOf } from '../contract/factor-kinds.js';
import { findUserId } from './find-user-id.js';
import type { FactorTarget } from '../operate/factor-runs.js';

/** A factor without its user. */
export type NamedFactor = Omit<FactorTarget, 'userId'>;

export type FactorOutput = 'text' | 'json' | 'jsonl';

/** `sms`, `token:software:totp:GOOGLE`: a provider is in capitals, and OKTA where none is named. Undefined for what we cannot enroll. */
export function findFactor(text: string): NamedFactor | undefined {
  const [, factorType = text, provider = 'OKTA'] = /^(.+):([A-Z]+)$/.exec(text) ?? [];
  return factorKindOf(factorType, provider) && { factorType, provider };
}

/** The same for an argument of a command. */
export function parseFactor(text: string): NamedFactor {
  const factor = findFactor(text);
  if (factor) return factor;
  const names = factorKindNames.map((name) => name.replace(/:OKTA$/, ''));
  throw new InvalidArgumentError(`It must be one of: ${names.join(', ')}.`);
}

export function userArgument(): Argument {
  return new Argument('<user>', 'an Okta id (00u…), a login or a mail address');
}

export function factorArgument(): Argument {
  return new Argument(
    '<factor>',
    'sms, call, email, push, token:software:totp, token:software:totp:GOOGLE',
  ).argParser(parseFactor);
}

export function outputOption(): Option {
  return new Option('-o, --output <format>', 'how to print')
    .choices(['text', 'json', 'jsonl'])
    .default('text');
}

export async function toTarget(user: string, factor: NamedFactor): Promise<FactorTarget> {
  return { userId: await findUserId(user), ...factor };
}

/** The factor as people write it. */
export function nameOf({ factorType, provider }: NamedFactor): string {
  return `${factorType}:${provider}`;
}

export const factorExitCodes =
  'Exit codes: 0 done, 1 failed or refused, 2 usage, 3 no such user or no running run, 4 Temporal or Okta cannot be reached.';
