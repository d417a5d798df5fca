import { once } from 'node:events';
import {
  connect,
  constants,
  createServer,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import type { AddressInfo } from 'node:net';

/** Lets a gRPC call pass that has the API key, and answers every other one with UNAUTHENTICATED, as Temporal Cloud does. */
export interface ApiKeyDoor {
  port: number;
  /** Calls that came, by what they had. */
  counts: { passed: number; refused: number };
  /** The namespaces that the calls said they are for, in the header by which Temporal Cloud finds the way. */
  namespaces: Set<string>;
  close(): Promise<void>;
}

const unauthenticated = '16';
const { HTTP2_HEADER_STATUS, NGHTTP2_NO_ERROR } = constants;

/** @param to the port of the server on this machine; both sides are plain HTTP/2 */
export async function startApiKeyDoor(apiKey: string, to: number): Promise<ApiKeyDoor> {
  const counts = { passed: 0, refused: 0 };
  const namespaces = new Set<string>();
  const far = connect(`http://127.0.0.1:${to}`);
  // Told by the calls that break with it.
  far.on('error', () => undefined);
  const sessions = new Set<ServerHttp2Session>();

  const server = createServer();
  server.on('session', (session) => {
    sessions.add(session);
    session.on('error', () => undefined).on('close', () => sessions.delete(session));
  });
  server.on('stream', (near, headers) => {
    near.on('error', () => undefined);
    if (headers.authorization !== `Bearer ${apiKey}`) {
      counts.refused += 1;
      near.respond(
        {
          ...{ [HTTP2_HEADER_STATUS]: 200, 'content-type': 'application/grpc' },
          ...{ 'grpc-status': unauthenticated, 'grpc-message': 'Request unauthorized.' },
        },
        { endStream: true },
      );
      return;
    }
    counts.passed += 1;
    const namespace = headers['temporal-namespace'];
    if (typeof namespace === 'string') namespaces.add(namespace);
    passOn(near, headers);
  });

  function passOn(near: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
    const call = far.request({ ...headers, ':authority': `127.0.0.1:${to}` });
    let trailers: IncomingHttpHeaders = {};
    near.pipe(call);
    call.on('error', () => {
      near.close();
    });
    call.on('response', (answer, flags) => {
      const endStream = (flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0;
      near.respond(answer, { endStream, waitForTrailers: !endStream });
      if (!endStream) call.pipe(near);
    });
    call.on('trailers', (received: IncomingHttpHeaders) => {
      trailers = received;
    });
    near.on('wantTrailers', () => {
      near.sendTrailers(trailers);
    });
    near.on('close', () => {
      call.close(near.rstCode || NGHTTP2_NO_ERROR);
    });
  }

  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    ...{ counts, namespaces },
    async close() {
      for (const session of sessions) session.destroy();
      far.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
