import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

export interface CertificateAuthority {
  /** Its own certificate: what whoever believes it is told. */
  certFile: string;
  /** A key and a certificate for this machine, as a server or as a client, under this name in the directory. */
  issue(name: string): Promise<{ keyFile: string; certFile: string }>;
}

const openssl = (...args: string[]) => promisify(execFile)('openssl', args);
const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

/** An authority that nobody knows but who is told of it. By openssl; its files go into the directory. */
export async function createAuthority(
  directory: string,
  name = 'authority',
): Promise<CertificateAuthority> {
  const file = (ending: string) => path.join(directory, `${name}.${ending}`);
  await openssl(
    ...['req', '-x509', ...newKey, '-days', '2', '-subj', `/CN=${name}`],
    ...['-addext', 'keyUsage=critical,keyCertSign', '-keyout', file('key'), '-out', file('crt')],
  );
  return {
    certFile: file('crt'),
    async issue(holder) {
      const [keyFile = '', request = '', certFile = '', extensions = ''] = [
        'key',
        'csr',
        'crt',
        'ext',
      ].map((ending) => path.join(directory, `${holder}.${ending}`));
      await writeFile(extensions, 'subjectAltName=DNS:localhost,IP:127.0.0.1\n');
      await openssl(
        ...['req', ...newKey, '-subj', `/CN=${holder}`, '-keyout', keyFile, '-out', request],
      );
      await openssl(
        ...['x509', '-req', '-days', '2', '-in', request, '-extfile', extensions],
        ...['-CA', file('crt'), '-CAkey', file('key'), '-out', certFile],
        ...['-set_serial', `0x1${randomBytes(8).toString('hex')}`],
      );
      return { keyFile, certFile };
    },
  };
}
