import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createCodecApp, type CodecAppOptions } from './create-codec-app.js';

export interface CodecServerOptions extends CodecAppOptions {
  host: string;
  /** 0: a free one. */
  port: number;
}

export interface CodecServer {
  name: string;
  url: string;
  /** Ends what is under way, and stops. */
  close(): Promise<void>;
}

/** Serves the remote codec. Rejects if the address cannot be had. */
export async function startCodecServer({
  host,
  port,
  ...options
}: CodecServerOptions): Promise<CodecServer> {
  const server = createServer(
    // A slow client is cut off; Node looks for them every 30 seconds unless told otherwise.
    { headersTimeout: 5_000, requestTimeout: 10_000, connectionsCheckingInterval: 1_000 },
    createCodecApp(options),
  );
  server.maxConnections = 100;
  server.listen(port, host);
  await once(server, 'listening');
  const bound = server.address() as AddressInfo;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${bound.port}`;
  options.logger.info({ url }, 'The codec server listens');
  return {
    name: 'codec server',
    url,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      await closed;
    },
  };
}
