import assert from 'node:assert/strict';
import { sourceText } from '../support/documentation/source-text.js';

const everything = sourceText('src');

/** What of a source should not be there, with what stands around it. */
function found(source: string, pattern: RegExp): string[] {
  return [...source.matchAll(pattern)].map(({ index }) => source.slice(index - 40, index + 60));
}

describe('the source', () => {
  it('switches off the check of certificates nowhere', () => {
    const source = sourceText('src', (file) => !file.endsWith('verified-tls.ts'));
    assert.deepEqual(
      found(source, /rejectUnauthorized|checkServerIdentity|NODE_TLS_REJECT_UNAUTHORIZED(?!: \{)/g),
      [],
    );
  });

  it('makes no code of text', () => {
    assert.deepEqual(found(everything, /\beval\(|new Function\(|node:vm/g), []);
  });

  it('compares no secret but in constant time', () => {
    const gateway = sourceText('src/hook-gateway');
    assert.equal(found(gateway, /timingSafeEqual\(/g).length, 2);
    const compared =
      /[!=]==\s*(current|previous|value|digest|\w*secret)\b|\b(digest|\w*secret)\s*[!=]==(?!\s*undefined)/gi;
    assert.deepEqual(found(gateway, compared), []);
  });

  it('puts no text into SQL but in its own migrations', () => {
    const source = sourceText('src', (file) => !file.endsWith('/migrations.ts'));
    assert.deepEqual(found(source, /\bsql\.(raw|lit)\(/g), []);
  });

  it('reads no header that a proxy could have been made to send', () => {
    assert.deepEqual(found(everything, /x-forwarded|['"]forwarded['"]|trust proxy/gi), []);
  });
});
