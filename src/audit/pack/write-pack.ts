import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { KeyObject } from 'node:crypto';
import type { AuditDatabase } from '../open-database.js';
import { readAnchors, readRecords, toRecord, type AuditRecord } from '../read-records.js';
import { verifyChains, type Verification } from '../verify-chains.js';
import { describeRecords } from './describe-records.js';
import { listSums, signBytes } from './sign-pack.js';

export interface PackRequest {
  /** From this time on, and before that one. */
  from: Date;
  to: Date;
  /** A directory that is not there yet. */
  directory: string;
  key: KeyObject;
}

export interface WrittenPack {
  records: number;
  hires: number;
  verification: Verification;
}

export const headsFile = 'heads.json';

/**
 * Writes the auditor's pack: the records of the time as JSON lines, a readable file for each hire, how all chains stood, the sums of all files, and a
 * signature over the sums. Rejects if the directory is there already.
 *
 * @throws AuditUnavailableError
 */
export async function writePack(
  database: AuditDatabase,
  { from, to, directory, key }: PackRequest,
): Promise<WrittenPack> {
  const records = new Map<string, AuditRecord[]>();
  const lines: string[] = [];
  for await (const stored of readRecords(database, { from, to }, 'stream')) {
    const record = toRecord(stored);
    lines.push(`${JSON.stringify(record)}\n`);
    const { userId } = record;
    if (userId === undefined) continue;
    const known = records.get(userId);
    if (known) known.push(record);
    else records.set(userId, [record]);
  }
  const verification = await verifyChains(readRecords(database, {}, 'stream'), {
    anchors: await readAnchors(database),
  });

  const { heads, ...verified } = verification;
  const files = new Map<string, Uint8Array>(
    Object.entries({
      'README.txt': howToRead(from, to),
      'records.jsonl': lines.join(''),
      'verification.json': `${JSON.stringify(verified, null, 2)}\n`,
      [headsFile]: `${JSON.stringify(heads, null, 2)}\n`,
      ...Object.fromEntries(
        [...records].map(([userId, ofHire]) => [
          `hires/${userId.replace(/[^\w-]/g, '_')}.txt`,
          describeRecords(userId, ofHire),
        ]),
      ),
    }).map(([name, text]) => [name, Buffer.from(text)]),
  );
  const sums = Buffer.from(listSums(files));
  const { signature, publicKey } = signBytes(key, sums);

  await mkdir(directory, { mode: 0o700 });
  await mkdir(path.join(directory, 'hires'));
  for (const [name, bytes] of [
    ...files,
    ...Object.entries({
      SHA256SUMS: sums,
      'SHA256SUMS.sig': signature,
      'public-key.pem': Buffer.from(publicKey),
    }),
  ]) {
    await writeFile(path.join(directory, name), bytes, { mode: 0o600 });
  }
  return { records: lines.length, hires: records.size, verification };
}

function howToRead(from: Date, to: Date): string {
  return `Audit records of preenroll from ${from.toISOString()} to ${to.toISOString()} (UTC, the end not included).

  records.jsonl      a record on each line: who, what, when, why, with Okta's request ids and the evidence
  hires/             the same by hire, to be read
  verification.json  how the chains of all records stood when this was written: "findings" must be empty
  heads.json         the last link of each chain then; keep it, to see later that nothing was cut off
  SHA256SUMS         the sums of these files
  SHA256SUMS.sig     the signature over the sums
  public-key.pem     the key; compare it with the one that you were given by another way

To verify, with OpenSSL 3 and coreutils, in this directory:

  openssl pkeyutl -verify -pubin -inkey public-key.pem -rawin -in SHA256SUMS -sigfile SHA256SUMS.sig
  sha256sum -c SHA256SUMS
`;
}
