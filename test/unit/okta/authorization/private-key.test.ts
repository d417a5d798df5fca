import assert from 'node:assert/strict';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { PrivateKeyError, readPrivateKey } from '../../../../src/okta/authorization/private-key.js';
import { ecKey, rsaKey } from './keys.js';

const pem = (key: KeyObject, type: 'pkcs8' | 'pkcs1' | 'sec1') =>
  key.export({ format: 'pem', type }) as string;

describe('a private key', () => {
  const rsa = rsaKey('k1').privateKey;
  const ec = ecKey('k1').privateKey;

  const forms: [form: string, text: string, algorithm: string, keyId: string | undefined][] = [
    ['PKCS #8 of RSA', pem(rsa, 'pkcs8'), 'RS256', undefined],
    ['PKCS #1', pem(rsa, 'pkcs1'), 'RS256', undefined],
    ['PKCS #8 of EC', pem(ec, 'pkcs8'), 'ES256', undefined],
    ['SEC 1', pem(ec, 'sec1'), 'ES256', undefined],
    [
      'PEM with its line ends written out',
      pem(ec, 'pkcs8').replaceAll('\n', '\\n'),
      'ES256',
      undefined,
    ],
    ['JWK of RSA', rsaKey('k1').jwkText, 'RS256', 'k1'],
    [
      'JWK of RSA with its algorithm',
      JSON.stringify({ ...JSON.parse(rsaKey('k1').jwkText), alg: 'RS512' }),
      'RS512',
      'k1',
    ],
    ['JWK of EC', `\n${ecKey('k2', 'P-384').jwkText}\n`, 'ES384', 'k2'],
  ];
  for (const [form, text, algorithm, keyId] of forms) {
    it(`is read as ${form}`, () => {
      const read = readPrivateKey(text);
      assert.equal(read.algorithm, algorithm);
      assert.equal(read.keyId, keyId);
      assert.equal(read.key.type, 'private');
    });
  }

  const unusable: [what: string, text: string, message: RegExp][] = [
    ['something else', 'secret-text', /must be PEM .* or a JWK/],
    ['half of a PEM', pem(rsa, 'pkcs8').slice(0, 200), /must be PEM/],
    [
      'a PEM with a password',
      ec.export({
        ...{ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'secret' },
      }) as string,
      /without a password/,
    ],
    ['a public key', JSON.stringify(ecKey('k').publicJwk), /private part/],
    ['JSON that is no key', '{"secret":1}', /is no JWK/],
    ['half of a JWK', rsaKey('k').jwkText.slice(0, 50), /is no JWK/],
    ['RSA of 1024 bits', rsaKey('k', 1024).jwkText, /2048/],
    ['Ed25519', pem(generateKeyPairSync('ed25519').privateKey, 'pkcs8'), /RSA .* EC on P-256/],
    ['secp256k1', ecKey('k', 'secp256k1').jwkText, /EC on P-256/],
    [
      'RSA for encryption',
      JSON.stringify({ ...JSON.parse(rsaKey('k').jwkText), alg: 'RSA-OAEP' }),
      /RS256/,
    ],
  ];
  for (const [what, text, message] of unusable) {
    it(`is refused if it is ${what}, and nothing of it is repeated`, () => {
      assert.throws(
        () => readPrivateKey(text),
        (error) => {
          assert(error instanceof PrivateKeyError, String(error));
          assert.match(error.message, message);
          assert.doesNotMatch(error.message, /secret|BEGIN|"d":/);
          return true;
        },
      );
    });
  }
});
