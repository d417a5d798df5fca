import type { OperatorRequest, PhoneCorrection, Refusal } from './operator.js';

/** What can be wrong with any request. */
type RequestRefusal = Extract<Refusal, 'operator-missing' | 'reason-missing' | 'personal-data'>;

/**
 * Reads what an operator sent, which can be anything: the Temporal UI and CLI let a person send what they like. Commands read it too before they
 * send it, so that what would be refused never enters a history or a memo.
 *
 * @returns the request, or why it is refused
 */
export function readRequest(
  given: unknown,
): { request: OperatorRequest } | { refused: RequestRefusal } {
  const { operator, reason } = (given ?? {}) as Record<string, unknown>;
  if (!isText(operator, 100)) return { refused: 'operator-missing' };
  if (!isText(reason, 500)) return { refused: 'reason-missing' };
  if ([operator, reason].some(holdsPersonalData)) return { refused: 'personal-data' };
  return { request: { operator, reason } };
}

/** Where the number is; undefined for anything else, a number itself included. */
export function readPhoneCorrection(given: unknown): PhoneCorrection | undefined {
  const { attribute, encrypted } = (given ?? {}) as Record<string, unknown>;
  if (isText(attribute, 100) && /^\w+$/.test(attribute) && !/\d{5}/.test(attribute)) {
    return { attribute };
  }
  return typeof encrypted === 'string' && ciphertext.test(encrypted) ? { encrypted } : undefined;
}

// Longer than any number in any notation: initialization vector, number and tag are 40 bytes at least.
const ciphertext = /^[\w+/-]{48,1000}={0,2}$/;

function isText(value: unknown, maximum: number): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= maximum;
}

/**
 * An address, or seven digits in a row as people write them in phone numbers. Dates and the numbers of tickets, which stand behind letters, a
 * hash or a hyphen, are none.
 */
function holdsPersonalData(text: string): boolean {
  const withoutDates = text.replace(/\b\d{4}-\d{2}-\d{2}\b/g, '');
  return /\S@\S/.test(text) || /(?<![\w#-])\+?\d(?:[ ()./-]*\d){6}/.test(withoutDates);
}
