import assert from 'node:assert/strict';
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:https';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { createTransport } from 'nodemailer';
import { makeSelfSigned } from '../../support/self-signed.js';

const main = path.join(import.meta.dirname, '../../../okta-emulator/main.ts');

describe('the emulator as a process', () => {
  let child: ChildProcessByStdio<null, Readable, Readable>;

  const start = (environment: Record<string, string>, ...args: string[]) => {
    child = spawn(process.execPath, ['--import', 'tsx', main, ...args], {
      env: { ...process.env, PORT: '0', OKTA_EMULATOR_SMTP_PORT: '0', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  };
  const exitCode = async () => {
    if (child.exitCode === null) await once(child, 'exit');
    return child.exitCode;
  };
  const outputs = async (pattern: RegExp) => {
    let seen = '';
    for await (const chunk of child.stdout) {
      seen += String(chunk);
      const found = pattern.exec(seen);
      if (found !== null) return found;
    }
    throw new Error(`The process ended without ${String(pattern)}: ${seen}`);
  };

  const output = async (pattern: RegExp) => (await outputs(pattern))[1] ?? '';

  afterEach(() => {
    child.kill('SIGKILL');
  });

  it('tells where it is, serves, and ends at SIGTERM', async () => {
    start({ OKTA_EMULATOR_API_TOKEN: 'token', OKTA_EMULATOR_ENGINE: 'classic' });
    const url = await output(/org\s+(http:\S+)/);

    const organization = await fetch(`${url}/.well-known/okta-organization`);
    assert.equal(((await organization.json()) as { pipeline: string }).pipeline, 'v1');
    const headers = { authorization: 'SSWS token' };
    assert.equal((await fetch(`${url}/api/v1/users`, { headers })).status, 200);
    assert.equal((await fetch(`${url}/_emulator/mailbox`)).status, 200);
    child.kill('SIGTERM');

    assert.equal(await exitCode(), 0);
  });

  it('speaks TLS alone, also for mails, where it has a certificate', async () => {
    const directory = await mkdtemp(path.join(tmpdir(), 'emulator-tls-'));
    const { key, cert } = await makeSelfSigned();
    const files = { key: path.join(directory, 'key'), cert: path.join(directory, 'cert') };
    await Promise.all([writeFile(files.key, key), writeFile(files.cert, cert)]);
    start({
      ...{ OKTA_EMULATOR_TLS_KEY_FILE: files.key, OKTA_EMULATOR_TLS_CERT_FILE: files.cert },
    });
    const [, url = '', smtpUrl = ''] = await outputs(/org\s+(https:\S+)[^]*SMTP: (smtps:[^)]+)/);

    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      get(`${url}/_emulator/mailbox`, { ca: cert, agent: false }, resolve).on('error', reject);
    });
    assert.equal(answer.statusCode, 200);
    answer.destroy();
    const believing = createTransport({ url: smtpUrl, tls: { ca: cert } });
    assert.equal(await believing.verify(), true);
    believing.close();
    await assert.rejects(fetch(url.replace('https', 'http')));
    const { port } = new URL(smtpUrl);
    const plain = connect(Number(port), '127.0.0.1').setEncoding('latin1');
    plain.write('EHLO plain\r\n');
    assert.doesNotMatch((await plain.toArray()).join(''), /^2\d\d/m);
    await rm(directory, { recursive: true });
  });

  it('starts with an empty org where it is told to', async () => {
    start({ OKTA_EMULATOR_API_TOKEN: 'token', OKTA_EMULATOR_EMPTY: 'true' });
    const url = await output(/org\s+(http:\S+)/);

    const headers = { authorization: 'SSWS token' };
    const groups = await fetch(`${url}/api/v1/groups`, { headers });
    assert.equal(((await groups.json()) as unknown[]).length, 1);
  });

  it('says that its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    start({ PORT: String((other.address() as AddressInfo).port) });

    const message = await text(child.stderr);

    assert.match(message, /can't start: .*EADDRINUSE/);
    assert.equal(await exitCode(), 1);
    other.close();
  });

  it('names the setting that is wrong', async () => {
    start({ OKTA_EMULATOR_RATE_LIMITS: 'user=3' });

    const message = await text(child.stderr);

    assert.match(message, /OKTA_EMULATOR_RATE_LIMITS' is invalid. No bucket 'user'/);
    assert.equal(await exitCode(), 1);
  });

  it('explains itself', async () => {
    start({}, '--help');

    const help = await text(child.stdout);

    assert.match(help, /OKTA_EMULATOR_SMTP_URL/);
    assert.equal(await exitCode(), 0);
  });
});
