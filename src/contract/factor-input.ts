import type {
  EnrollAndActivateFactorInput,
  FactorInputRefusal,
  PassCode,
} from './enroll-and-activate-factor.js';
import { readPhoneCorrection, readRequest } from './operator-request.js';

const minute = 60_000;
const day = 24 * 60 * minute;
const units: Readonly<Record<string, number>> = { m: minute, h: 60 * minute, d: day };
const longestExpiry = 7 * day;

/** What a run is started with, as it was understood. */
export interface FactorInput
  extends
    Pick<EnrollAndActivateFactorInput, 'userId' | 'factorType' | 'provider' | 'phone'>,
    Pick<EnrollAndActivateFactorInput, 'operator' | 'reason' | 'passCode'> {
  expiresAfterMs: number;
}

/**
 * Reads what a run is started with, which can be anything: the Temporal UI and CLI let a person send what they like. Commands read it too before
 * they start a run, so that what would be refused never enters a history.
 */
export function readFactorInput(
  given: unknown,
): { input: FactorInput } | { refused: FactorInputRefusal } {
  const { userId, factorType, provider, passCode, phone, expiresAfter, operator, reason, ...rest } =
    (given ?? {}) as Record<string, unknown>;
  if ('oktaApiToken' in rest) return { refused: 'okta-api-token-given' };
  if (typeof userId !== 'string' || !/^00u[0-9A-Za-z]{17}$/.test(userId)) {
    return { refused: 'user-id-missing' };
  }
  if (!isWord(factorType) || !isWord(provider)) return { refused: 'factor-missing' };
  const code = passCode === undefined ? undefined : readPassCode(passCode);
  if (passCode !== undefined && code === undefined) return { refused: 'code-malformed' };
  const source = phone === undefined ? undefined : readPhoneCorrection(phone);
  if (phone !== undefined && source === undefined) return { refused: 'phone-source-missing' };
  const expiresAfterMs = readExpiry(expiresAfter);
  if (expiresAfterMs === undefined) return { refused: 'expiry-malformed' };
  const isBy = operator !== undefined || reason !== undefined;
  const by = isBy ? readRequest({ operator, reason }) : { request: {} };
  if ('refused' in by) return { refused: 'operator-malformed' };
  return {
    input: {
      ...{ userId, factorType, provider, expiresAfterMs, ...by.request },
      ...(code !== undefined && { passCode: code }),
      ...(source && { phone: source }),
    },
  };
}

/** Undefined for anything that cannot be a code: a number has lost its leading zeros, and what is longer is something else. */
export function readPassCode(given: unknown): PassCode | undefined {
  if (typeof given === 'string') return /^\d{4,10}$/.test(given) ? given : undefined;
  const { encrypted } = (given ?? {}) as Record<string, unknown>;
  return typeof encrypted === 'string' && /^[\w+/-]{40,200}={0,2}$/.test(encrypted)
    ? { encrypted }
    : undefined;
}

function readExpiry(given: unknown): number | undefined {
  if (given === undefined) return day;
  const text = typeof given === 'string' ? given : '';
  const [, count, unit = ''] = /^(\d{1,6}) ?([mhd])$/.exec(text) ?? [];
  const ms = typeof given === 'number' ? given : Number(count) * (units[unit] ?? NaN);
  return ms >= minute && ms <= longestExpiry ? ms : undefined;
}

function isWord(value: unknown): value is string {
  return typeof value === 'string' && /^[\w:]{1,50}$/.test(value);
}
