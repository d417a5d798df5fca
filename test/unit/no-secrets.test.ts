import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../..');
/** What git does not keep, or is not ours. */
const elsewhere = /^(\.(git|env.*|preenroll|stryker-tmp)|dist|node_modules|reports|secrets)$|\.log$/;

/** What secrets look like that are somebody's. Ours in tests are words, or are made when they are needed. */
const secrets: Readonly<Record<string, RegExp>> = {
  'a private key as PEM': /-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[\w+/]{40}/,
  'a private key as JWK': /"d"\s*:\s*"[\w-]{40}/,
  'an API token of Okta': /\b00[\w-]{40}\b/,
  'a signed token': /\beyJ[\w-]{20,}\.eyJ[\w-]{20,}\./,
  'a key of a cloud': /\bAKIA[0-9A-Z]{16}\b/,
  'a token of a forge or a registry': /\b(gh[pousr]|npm)_[A-Za-z0-9]{36}/,
  'a token or an address of a chat':
    /\bxox[abp]-[\w-]{10}|hooks\.slack\.com\/services\/T[A-Z0-9]{6}/,
};

function secretsIn(text: string): string[] {
  return Object.entries(secrets).flatMap(([what, secret]) => (secret.test(text) ? [what] : []));
}

function* textFiles(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (elsewhere.test(entry.name)) continue;
    if (entry.isDirectory()) yield* textFiles(file);
    else if (entry.isFile() && entry.name !== 'package-lock.json') yield file;
  }
}

describe('the repository', () => {
  it('holds no secret of anybody', () => {
    const files = [...textFiles(root)];
    assert(files.length > 1_000);
    const found = files.flatMap((file) =>
      secretsIn(readFileSync(file, 'utf8')).map((what) => `${path.relative(root, file)}: ${what}`),
    );
    assert.deepEqual(found, []);
  });

  for (const [what, text] of [
    ['a private key as PEM', `-----BEGIN PRIVATE ${'KEY'}-----\n${'Mi'.repeat(32)}`],
    ['a private key as JWK', `{"kty":"EC","d":"${'k'.repeat(43)}"}`],
    ['an API token of Okta', `SSWS 00${'x'.repeat(40)}`],
    ['a signed token', `Bearer eyJ${'h'.repeat(30)}.eyJ${'p'.repeat(30)}.s`],
    ['a key of a cloud', `AKIA${'A'.repeat(16)}`],
    ['a token of a forge or a registry', `npm_${'t'.repeat(36)}`],
    ['a token or an address of a chat', `https://hooks.slack.com/services/T${'0'.repeat(8)}/B`],
  ] as const) {
    it(`would be found to hold ${what}`, () => {
      assert.deepEqual(secretsIn(text), [what]);
    });
  }
});
