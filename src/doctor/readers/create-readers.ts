import { UnreadError } from '../read-failure.js';
import type { Readers } from '../readings.js';
import { auditReaders } from './audit-readers.js';
import { credentialReaders } from './credential-readers.js';
import { hookReader } from './hook-reader.js';
import { logReaders } from './log-readers.js';
import { orgReaders } from './org-readers.js';
import type { DoctorPorts } from './ports.js';
import { smtpReaders } from './smtp-readers.js';
import { temporalReaders } from './temporal-readers.js';

/** Everything that can be read through the ports. What has no port rejects as not configured. */
export function createReaders(ports: DoctorPorts, { now }: { now: () => number } = Date): Readers {
  const { okta, temporal, smtpUrl, audit } = ports;
  const oktaPorts = () => given(okta, 'OKTA_CLIENT_… is not set here');
  return {
    settings: () => Promise.resolve().then(ports.settings),
    oddNames: () => Promise.resolve(ports.oddNames),
    temporalConfigFile: () => Promise.resolve(ports.temporalConfigFile),
    ...credentialReaders(oktaPorts),
    ...orgReaders(oktaPorts),
    ...logReaders(oktaPorts, now),
    hookAnswer: hookReader(ports.hookSecret),
    ...temporalReaders(() => given(temporal, 'Temporal is not configured here')),
    ...smtpReaders(() => given(smtpUrl, 'SMTP_URL is not set here')),
    ...auditReaders(() => given(audit, 'DATABASE_URL is not set here')),
  };
}

function given<T>(port: T | undefined, what: string): T {
  if (port === undefined) throw new UnreadError('not-configured', what);
  return port;
}
