import * as z from 'zod';

import { invalid, notFound } from '../../errors.js';

export const labelled = { label: z.string().min(1), description: z.string().min(1) };

interface Labelled {
  id: string;
  label: string;
}

/** By id or by label: Okta takes either. @throws OktaError E0000007 */
export function requireLabelled<T extends Labelled>(
  all: ReadonlyMap<string, T>,
  idOrLabel: string,
  type: string,
): T {
  const found = all.get(idOrLabel) ?? [...all.values()].find(({ label }) => label === idOrLabel);
  if (found === undefined) throw notFound(idOrLabel, type);
  return found;
}

/** Labels are unique. @throws OktaError E0000001 */
export function refuseTakenLabel(
  all: ReadonlyMap<string, Labelled>,
  label: string,
  own?: Labelled,
): void {
  if ([...all.values()].some((other) => other !== own && other.label === label)) {
    throw invalid('label', 'label: An object with this field already exists');
  }
}
