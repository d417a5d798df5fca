import { createRequire } from 'node:module';
import type * as PhoneNumbers from 'libphonenumber-js/max';
import type { CountryCode } from 'libphonenumber-js/max';
import { z } from 'zod';
import { parseDuration } from '../parse-duration.js';

export const groupId = z
  .string()
  .meta({ title: 'group id' })
  .regex(/^00g[0-9A-Za-z]{17}$/, 'must be the id of an Okta group: 00g…, 20 characters');

export const oktaIds = z.array(
  z
    .string()
    .meta({ title: 'Okta id' })
    .regex(/^[0-9A-Za-z]{16,64}$/, 'must be an id of Okta'),
);

export const countryCode = z
  .string()
  .meta({ title: 'country code' })
  .refine((code): code is CountryCode => isCountry(code), 'must be an ISO 3166 country code');

/** The rules of all the world's numbers are loaded by those who name a country: a gateway needs none. */
function isCountry(code: string): boolean {
  const load = createRequire(import.meta.url);
  const { isSupportedCountry } = load('libphonenumber-js/max') as typeof PhoneNumbers;
  return isSupportedCountry(code);
}

export const regularExpression = z
  .string()
  .meta({ title: 'regular expression' })
  .transform((source, context) => {
    try {
      return new RegExp(source, 'i');
    } catch {
      context.addIssue('must be a regular expression');
      return z.NEVER;
    }
  });

/** `3 days`, `36 hours`; becomes milliseconds. */
export const duration = z
  .string()
  .meta({ title: 'time' })
  .transform((text, context) => {
    const milliseconds = parseDuration(text);
    if (milliseconds !== undefined && milliseconds > 0) return milliseconds;
    context.addIssue('must be a time such as "3 days" or "36 hours"');
    return z.NEVER;
  });

/** A host name or address; with a port it would never be met. */
export const hostName = z.string().regex(/^[\w.:-]+$/, 'must be a host name or an address');

export const httpUrl = z.url({ protocol: /^https?$/, error: 'must be a URL with https://' });

/** The name goes into every run of the population: never rename one. */
export const populationName = z.string().regex(/^[\w-]{1,40}$/, 'must be a plain word');
