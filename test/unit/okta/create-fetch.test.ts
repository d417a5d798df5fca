import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import type { ProxySettings } from '../../../src/okta/create-fetch.js';
import { OktaUnreachableError } from '../../../src/okta/okta-errors.js';
import { createOktaSdkClient } from '../../../src/okta/okta-sdk-client.js';
import { startHttpProxy, type HttpProxy } from '../../support/http-proxy.js';
import { startNode } from '../../support/node-process.js';
import { ssws } from '../../support/ssws.js';
import { useTemporaryDirectory } from '../../support/temporary-directory.js';
import { startScriptedOkta, type ScriptedOkta } from './scripted-okta.js';

const userId = '00u00000000000000001';
const user = { id: userId, status: 'STAGED', profile: {} };

describe('the way to Okta', () => {
  let proxy: HttpProxy;

  beforeEach(async () => {
    proxy = await startHttpProxy();
  });

  afterEach(() => proxy.close());

  describe('by a proxy', () => {
    let okta: ScriptedOkta;
    let port: string;

    beforeEach(async () => {
      okta = await startScriptedOkta();
      ({ port } = new URL(okta.url));
      okta.answer({ status: 200, json: user });
    });

    afterEach(() => okta.close());

    const getUser = (orgUrl: string, settings: ProxySettings) =>
      createOktaSdkClient({
        ...{ orgUrl, credential: ssws('00token'), proxy: settings, requestTimeoutMs: 5_000 },
      }).getUser(userId);

    async function unreachable(work: Promise<unknown>): Promise<string> {
      const [outcome] = await Promise.allSettled([work]);
      assert(outcome.status === 'rejected', 'Okta was reached');
      assert(outcome.reason instanceof OktaUnreachableError, String(outcome.reason));
      return outcome.reason.message;
    }

    it('is taken where one is named', async () => {
      const found = await getUser(`http://behind-proxy:${port}`, { httpProxy: proxy.url });

      assert.equal(found?.id, userId);
      assert.deepEqual(proxy.tunnels, [`behind-proxy:${port}`]);
      assert.equal(okta.requests[0]?.authorization, 'SSWS 00token');
    });

    it('is not taken to hosts that NO_PROXY names', async () => {
      for (const noProxy of ['behind-proxy', `other,behind-proxy:${port}`, '*', ' * ']) {
        const settings = { httpProxy: proxy.url, noProxy };
        // Without the proxy nobody knows the name.
        const message = await unreachable(getUser(`http://behind-proxy:${port}`, settings));
        assert.match(message, /ENOTFOUND|EAI_AGAIN/);
      }
      assert.deepEqual(proxy.tunnels, []);

      await getUser(`http://behind-proxy:${port}`, { httpProxy: proxy.url, noProxy: 'proxy' });
      assert.equal(proxy.tunnels.length, 1);
    });

    it('is never taken to this machine', async () => {
      const found = await getUser(okta.url, { httpProxy: proxy.url, httpsProxy: proxy.url });

      assert.equal(found?.id, userId);
      assert.deepEqual(proxy.tunnels, []);
    });

    it('with user and password gives them to the proxy alone', async () => {
      const { host } = new URL(proxy.url);
      await getUser(`http://behind-proxy:${port}`, { httpProxy: `http://ann:word@${host}` });

      assert.deepEqual(proxy.authorizations, [`Basic ${btoa('ann:word')}`]);
      assert.equal(okta.requests[0]?.authorization, 'SSWS 00token');
    });

    it('that is not there is no answer of Okta', async () => {
      await proxy.close();
      const settings = { httpsProxy: proxy.url };
      proxy = await startHttpProxy();

      assert.match(
        await unreachable(getUser('https://example.okta.com', settings)),
        /ECONNREFUSED$/,
      );
    });

    it('that refuses is named', async () => {
      proxy.refuse(407);
      const message = await unreachable(
        getUser('https://example.okta.com', { httpsProxy: proxy.url }),
      );

      assert.match(message, /the proxy \(HTTPS_PROXY\) refused with 407$/);
      assert.deepEqual(proxy.tunnels, ['example.okta.com:443']);
    });
  });

  describe('over TLS with a certificate of the company', () => {
    const directory = useTemporaryDirectory();
    let server: Server;
    let port: number;
    let certificate: string;

    beforeEach(async function () {
      certificate = path.join(directory(), 'cert.pem');
      const key = path.join(directory(), 'key.pem');
      const made = await promisify(execFile)('openssl', [
        ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
        ...['-subj', '/CN=okta.test', '-addext', 'subjectAltName=DNS:localhost,DNS:okta.test'],
        ...['-days', '2', '-keyout', key, '-out', certificate],
      ]).catch((error: unknown) => error as NodeJS.ErrnoException);
      if ('code' in made && made.code === 'ENOENT') this.skip();
      server = createServer(
        { key: readFileSync(key), cert: readFileSync(certificate) },
        (_request, response) => response.end('{}'),
      );
      await once(server.listen(0, '127.0.0.1'), 'listening');
      ({ port } = server.address() as AddressInfo);
    });

    afterEach(() => {
      server.closeAllConnections();
      server.close();
    });

    it('is trusted by NODE_EXTRA_CA_CERTS, by a proxy too, and not without', async () => {
      const ask = (settings: ProxySettings | undefined, url: string) => `
        import { createFetch } from './src/okta/create-fetch.ts';
        await createFetch(${JSON.stringify(settings)})('${url}', {}).then(
          ({ status }) => console.log(status),
          ({ cause }) => console.log(cause.code),
        );`;
      const direct = ask(undefined, `https://localhost:${port}/`);
      const byProxy = ask({ httpsProxy: proxy.url }, `https://okta.test:${port}/`);
      const trusting = { env: { ...process.env, NODE_EXTRA_CA_CERTS: certificate } };
      const outcomes = await Promise.all([
        text(startNode(direct, trusting).stdout),
        text(startNode(byProxy, trusting).stdout),
        text(startNode(direct).stdout),
      ]);

      assert.deepEqual(
        outcomes.map((outcome) => outcome.trim()),
        ['200', '200', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
      );
      assert.deepEqual(proxy.tunnels, [`okta.test:${port}`]);
    });
  });
});
