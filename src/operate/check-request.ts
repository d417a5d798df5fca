import type { OperatorRequest, Refusal } from '../contract/operator.js';

/**
 * Why a request cannot be recorded, before it is sent. The run decides for itself; this spares a preview that leads nowhere, and covers what no
 * workflow looks at, such as a memo.
 */
export function checkRequest({ operator, reason }: OperatorRequest): Refusal | undefined {
  if (!isWithin(operator, 100)) return 'operator-missing';
  if (!isWithin(reason, 500)) return 'reason-missing';
  return [operator, reason].some(isPersonal) ? 'personal-data' : undefined;
}

function isWithin(text: string, length: number): boolean {
  return text.trim() !== '' && text.length <= length;
}

/** A mail address, or a number in international form: the others look like dates and ticket numbers. */
function isPersonal(text: string): boolean {
  return /\S@\S/.test(text) || /\+\d[\d\s().-]{5,}\d/.test(text);
}
