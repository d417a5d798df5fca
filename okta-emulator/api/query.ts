import type { Request } from 'express';
import { invalid } from '../errors.js';

/** A query parameter as text; of several of the same name the last. */
export function textParameter(req: Request, name: string): string | undefined {
  const value = [req.query[name]].flat().at(-1);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** @throws OktaError E0000001 if it is neither `true` nor `false`. */
export function booleanParameter(req: Request, name: string, otherwise: boolean): boolean {
  const text = textParameter(req, name)?.toLowerCase();
  if (text === undefined) return otherwise;
  if (text !== 'true' && text !== 'false') throw invalid(`'${name}': must be true or false.`);
  return text === 'true';
}

/** @throws OktaError E0000001 if it is no whole number between the limits. */
export function integerParameter(
  req: Request,
  name: string,
  { min, max, otherwise }: { min: number; max: number; otherwise: number },
): number {
  const text = textParameter(req, name);
  if (text === undefined) return otherwise;
  const number = Number(text);
  if (!Number.isInteger(number) || number < min || number > max) {
    throw invalid(`'${name}': must be a whole number from ${min} to ${max}.`);
  }
  return number;
}

/** @throws OktaError E0000001 if it is no date and time in ISO 8601. */
export function dateParameter(req: Request, name: string): Date | undefined {
  const text = textParameter(req, name);
  if (text === undefined) return undefined;
  const date = new Date(text);
  if (!/^\d{4}-\d\d-\d\d/.test(text) || Number.isNaN(date.getTime())) {
    const causes = [
      `${name}: The date format in your query is not recognized. Please enter dates using ISO8601 string format.`,
      `${name}: must be a valid date-time or empty.`,
    ];
    throw invalid(causes.map((cause) => cause.replace(name, `'${name}'`)).join(' '), ...causes);
  }
  return date;
}
