import { AuditUnavailableError } from './audit-store.js';

/** By SQLSTATE, where a person can help. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const hints: Readonly<Record<string, string>> = {
  '3F000': 'it is not set up: run `preenroll migrate`',
  '42P01': 'it is not set up: run `preenroll migrate`',
  '42703': 'it was set up by another version: run `preenroll migrate`',
  '42501': 'its role may not do this: see `preenroll migrate --grant-to`',
  '28P01': 'it rejects the password in DATABASE_URL',
  '28000': 'it rejects the user in DATABASE_URL',
  '3D000': 'there is no such database',
  '53100': 'its disk is full',
};

/** What a database's error means to those who record. The message names a code, and nothing that was to be stored. */
export function toUnavailable(error: unknown): AuditUnavailableError {
  if (error instanceof AuditUnavailableError) return error;
  const { code } = error as { code?: unknown };
  const isCode = typeof code === 'string' && /^\w{5,20}$/.test(code);
  const why = isCode ? (hints[code] ?? code) : (error as Error).name;
  return new AuditUnavailableError(`The audit store does not answer: ${why}`, { cause: error });
}
