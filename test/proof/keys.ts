import { chmod, chown, mkdir, writeFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { TlsOptions } from 'node:tls';
import { createAuthority } from '../support/certificate-authority.js';
import type { UnprivilegedUser } from './unprivileged-user.js';

export interface KeyPair {
  keyFile: string;
  certFile: string;
}

export interface Keys {
  directory: string;
  /** The certificate of the authority that all parts believe. */
  authority: string;
  /** Of those who answer, by the door; and of gateway and worker, who show theirs to Temporal. */
  temporal: KeyPair;
  hook: KeyPair;
  okta: KeyPair;
  audit: KeyPair;
  product: KeyPair;
  /** Of an authority that nobody here knows. */
  stranger: KeyPair;
}

/** Keys for one run; those that the product reads are the user's. */
export async function makeKeys(directory: string, user: UnprivilegedUser): Promise<Keys> {
  await mkdir(directory);
  await chmod(directory, 0o755);
  const ours = await createAuthority(directory);
  const theirs = await createAuthority(directory, 'theirs');
  const keys = {
    ...{ directory, authority: ours.certFile },
    temporal: await ours.issue('temporal'),
    hook: await ours.issue('hook'),
    okta: await ours.issue('okta'),
    audit: await ours.issue('audit'),
    product: await ours.issue('product'),
    stranger: await theirs.issue('stranger'),
  };
  for (const { keyFile } of [keys.okta, keys.product]) await giveTo(user, keyFile);
  return keys;
}

export const tlsOf = async ({ keyFile, certFile }: KeyPair): Promise<TlsOptions> => ({
  key: await readFile(keyFile),
  cert: await readFile(certFile),
});

/** Variables that name files with these secrets, which the user alone may read. */
export async function inFiles(
  directory: string,
  user: UnprivilegedUser,
  secrets: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const variables: Record<string, string> = {};
  for (const [name, secret] of Object.entries(secrets)) {
    const file = path.join(directory, name);
    await writeFile(file, secret, { mode: 0o400 });
    await giveTo(user, file);
    variables[`${name}_FILE`] = file;
  }
  return variables;
}

async function giveTo({ uid, gid }: UnprivilegedUser, file: string): Promise<void> {
  await chown(file, uid, gid);
}
