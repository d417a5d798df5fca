import type { z } from 'zod';
import { ConfigurationError } from './configuration-error.js';
import { describeIssue } from './describe-issue.js';
import { variablesWithFile } from './environment-variables.js';
import { filled, type Environment } from './environment.js';
import { readSecretFiles } from './read-secret.js';
import { requireVerifiedTls } from './verified-tls.js';

/** What a process is told by its environment. A secret may stand in a file that `<name>_FILE` names; those of Okta's credential are read later, and again. */
export function checkEnvironment<Schema extends z.ZodObject>(
  schema: Schema,
  environment: Environment,
): z.output<Schema> {
  requireVerifiedTls(environment);
  const given = filled(environment);
  const inFiles = variablesWithFile.filter(
    (name) => name in schema.shape && !(`${name}_FILE` in schema.shape),
  );
  const input = { ...given, ...readSecretFiles(given, inFiles) };
  return check<unknown>(schema, input, 'environment') as z.output<Schema>;
}

/** One message for everything that is wrong; never the values, which may be secrets. */
export function check<T>(schema: z.ZodType<T>, input: unknown, where: string): T {
  const parsed = schema.safeParse(input, { reportInput: true });
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.flatMap((issue) => describeIssue(issue, schema, input));
  throw new ConfigurationError(`The ${where} is not right:\n${lines.join('\n')}`);
}
