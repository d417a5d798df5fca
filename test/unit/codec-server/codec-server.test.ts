import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import { defaultPayloadConverter } from '@temporalio/common';
import { pino } from 'pino';
import { toPayloadsJson } from '../../../src/codec-server/payloads-json.js';
import {
  startCodecServer,
  type CodecServer,
} from '../../../src/codec-server/start-codec-server.js';
import { readCodecServerConfig } from '../../../src/configuration/config.js';
import { createEncryptionCodec } from '../../../src/payload-codec/encryption-codec.js';

const keys = [randomBytes(32)] as const;
const token = 'A-Token-Of-64-Hexadecimal-Digits';
const uiOrigin = 'https://temporal.example.com';
const workflowId = 'pre-enroll:00unewh1re0000000000';
const context = { type: 'workflow', namespace: 'default', workflowId } as const;
const canary = 'canary in a payload';
const codec = createEncryptionCodec({ keys, mode: 'required' });

describe('the codec server', () => {
  let server: CodecServer;
  let lines: Record<string, unknown>[];

  beforeEach(async () => {
    lines = [];
    const log = new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(JSON.parse(chunk.toString()) as Record<string, unknown>);
        done();
      },
    });
    server = await startCodecServer({
      ...{ keys, token, uiOrigin, namespace: 'default', host: '127.0.0.1', port: 0 },
      logger: pino({ level: 'debug' }, log),
    });
  });
  afterEach(() => server.close());

  const ask = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${server.url}${path}`, {
      method: 'POST',
      headers: {
        ...{ 'content-type': 'application/json', authorization: `Bearer ${token}` },
        ...{ 'x-namespace': 'default', ...headers },
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  const plain = [defaultPayloadConverter.toPayload(canary)];
  const encrypted = async () => toPayloadsJson(await codec.encode(plain, context));

  it('decrypts for whoever has the token, and writes down that it did, and not what', async () => {
    const response = await ask('/decode', await encrypted());
    assert.equal(response.status, 200);
    assert.deepEqual(await response.json(), toPayloadsJson(plain));
    assert.equal(response.headers.get('cache-control'), 'no-store');

    const { msg, payloads, workflowIds, namespace, from } = lines.at(-1) ?? {};
    assert.equal(msg, 'Payloads were decoded');
    assert.deepEqual(
      { payloads, workflowIds, namespace },
      {
        ...{ payloads: 1, workflowIds: [workflowId], namespace: 'default' },
      },
    );
    assert.match(String(from), /127\.0\.0\.1/);
    const text = JSON.stringify(lines);
    for (const secret of [canary, token, Buffer.from(canary).toString('base64')]) {
      assert(!text.includes(secret));
    }
  });

  it('encrypts for the workflow that the header names, as the workers take it', async () => {
    const response = await ask('/encode', toPayloadsJson(plain), { 'x-workflow-id': workflowId });
    assert.equal(response.status, 200);
    const { payloads } = (await response.json()) as ReturnType<typeof toPayloadsJson>;
    const bytes = payloads.map(({ metadata, data }) => ({
      metadata: Object.fromEntries(
        Object.entries(metadata).map(([name, value]) => [name, Buffer.from(value, 'base64')]),
      ),
      data: Buffer.from(data, 'base64'),
    }));
    const [decoded] = await codec.decode(bytes, context);
    assert(decoded);
    assert.equal(defaultPayloadConverter.fromPayload(decoded), canary);

    const nameless = await ask('/encode', toPayloadsJson(plain));
    assert.equal(nameless.status, 400);
    assert.match(await nameless.text(), /x-workflow-id/);
  });

  it('shows what is not encrypted as it is', async () => {
    const response = await ask('/decode', toPayloadsJson(plain));
    assert.deepEqual(await response.json(), toPayloadsJson(plain));
  });

  it('turns away who has no token, another one, or says it twice, before it reads anything', async () => {
    for (const authorization of ['', token, `Bearer ${token}x`, 'Bearer ', `bearer ${token}`]) {
      const response = await ask('/decode', 'not even JSON', { authorization });
      assert.equal(response.status, 401, authorization);
      assert.equal(await response.text(), '');
      assert.equal(response.headers.get('www-authenticate'), 'Bearer');
    }
    assert.equal(lines.filter(({ msg }) => String(msg).startsWith('Payloads')).length, 0);
  });

  it('lets pages of the UI ask, and no others', async () => {
    const preflight = (origin: string) =>
      fetch(`${server.url}/decode`, {
        method: 'OPTIONS',
        headers: {
          ...{ origin, 'access-control-request-method': 'POST' },
          'access-control-request-headers': 'authorization,content-type,x-namespace',
        },
      });
    const allowed = await preflight(uiOrigin);
    assert.equal(allowed.status, 204);
    assert.equal(allowed.headers.get('access-control-allow-origin'), uiOrigin);
    assert.equal(
      allowed.headers.get('access-control-allow-headers'),
      'x-namespace, content-type, authorization',
    );
    assert.equal(allowed.headers.get('access-control-allow-credentials'), null);
    const answered = await ask('/decode', await encrypted(), { origin: uiOrigin });
    assert.equal(answered.headers.get('access-control-allow-origin'), uiOrigin);
    assert.equal(answered.headers.get('vary'), 'Origin');

    for (const origin of ['https://evil.example', `${uiOrigin}.evil.example`, 'null']) {
      const refused = [
        await preflight(origin),
        await ask('/decode', await encrypted(), { origin }),
      ];
      for (const response of refused) {
        assert.equal(response.status, 403, origin);
        assert.equal(response.headers.get('access-control-allow-origin'), null);
      }
    }
  });

  it('refuses what it cannot decrypt, and says why without saying what', async () => {
    const { payloads } = await encrypted();
    const [payload] = payloads;
    assert(payload);
    const data = Buffer.from(payload.data, 'base64');
    data.writeUInt8(data.readUInt8(20) ^ 1, 20);
    const response = await ask('/decode', {
      payloads: [{ ...payload, data: data.toString('base64') }],
    });
    assert.equal(response.status, 400);
    assert.deepEqual(await response.json(), { message: 'An encrypted payload was altered.' });
  });

  it('refuses bodies that are no payloads, too large or compressed, and other paths', async () => {
    const statusOf = async (...given: Parameters<typeof ask>) => (await ask(...given)).status;
    assert.equal(await statusOf('/decode', '{"payloads":'), 400);
    assert.equal(await statusOf('/decode', { payloads: [{ data: 'no base64!' }] }), 400);
    assert.equal(await statusOf('/decode', { payloads: [], more: 1 }), 400);
    assert.equal(await statusOf('/decode', `"${'x'.repeat(5 * 1024 * 1024)}"`), 413);
    assert.equal(await statusOf('/decode', 'zipped', { 'content-encoding': 'gzip' }), 415);
    assert.equal(await statusOf('/elsewhere', { payloads: [] }), 404);
    assert.equal((await fetch(`${server.url}/decode`)).status, 401);
  });

  describe('its configuration', () => {
    const environment = {
      ...{ PAYLOAD_ENCRYPTION: 'required', PAYLOAD_ENCRYPTION_KEY: keys[0].toString('base64') },
      CODEC_SERVER_TOKEN: token,
    };

    it('listens on this machine alone, for no page, unless told otherwise', () => {
      const { host, port, uiOrigin: origin } = readCodecServerConfig(environment);
      assert.deepEqual(
        { host, port, origin },
        {
          ...{ host: '127.0.0.1', port: 8081, origin: undefined },
        },
      );
      const other = { CODEC_SERVER_ADDRESS: '[::1]:9000', CODEC_SERVER_UI_ORIGIN: uiOrigin };
      const told = readCodecServerConfig({ ...environment, ...other });
      assert.deepEqual([told.host, told.port, told.uiOrigin], ['::1', 9000, uiOrigin]);
    });

    it('wants a strong token, an origin that is one, and keys', () => {
      for (const [wrong, message] of [
        [{ CODEC_SERVER_TOKEN: '' }, /CODEC_SERVER_TOKEN is not set/],
        [{ CODEC_SERVER_TOKEN: 'short' }, /CODEC_SERVER_TOKEN must be at least 22/],
        [{ CODEC_SERVER_UI_ORIGIN: '*' }, /CODEC_SERVER_UI_ORIGIN must be an origin/],
        [{ CODEC_SERVER_UI_ORIGIN: `${uiOrigin}/` }, /CODEC_SERVER_UI_ORIGIN must be an origin/],
        [{ PAYLOAD_ENCRYPTION: 'off' }, /PAYLOAD_ENCRYPTION is off/],
      ] as const) {
        assert.throws(() => readCodecServerConfig({ ...environment, ...wrong }), message);
      }
    });
  });
});
