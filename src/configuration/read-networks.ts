import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ConfigurationError, unreadable } from './configuration-error.js';

const network = z.union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()]);
const networks = z.array(network).min(1);

/** As Okta publishes its addresses, by the cells that orgs are in. */
const oktaRanges = z
  .record(z.string(), z.object({ ip_ranges: z.array(network) }))
  .transform((cells) => Object.values(cells).flatMap(({ ip_ranges: ranges }) => ranges));

/**
 * The networks that a file has: one on each line, with `#` before remarks, or Okta's own list.
 * https://help.okta.com/en-us/content/topics/security/ip-address-allow-listing.htm
 *
 * @param variable that names the file, for messages
 * @throws ConfigurationError if it cannot be read, has none, or something else
 */
export function readNetworks(variable: string, file: string): string[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw unreadable(variable, error);
  }
  const found = networks.safeParse(text.trimStart().startsWith('{') ? ofOkta(text) : lines(text));
  if (found.success) return found.data;
  throw new ConfigurationError(
    `${variable} must hold networks: one on each line, such as 192.0.2.0/24, or the list that Okta publishes as JSON.`,
  );
}

function ofOkta(text: string): unknown {
  try {
    return oktaRanges.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function lines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '');
}
