import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import protobuf from 'protobufjs';

/** A span as a collector is sent it, as far as tests look. */
export interface CollectedSpan {
  name: string;
  traceId: string;
  spanId: string;
  /** Empty: it begins the trace. */
  parentSpanId: string;
  facts: Record<string, unknown>;
  resource: Record<string, unknown>;
  /** Of its status: 2 is an error. */
  code: number;
  milliseconds: number;
}

export interface Collector {
  /** For `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  url: string;
  spans: CollectedSpan[];
  /** What was sent, as it was. */
  bodies: Buffer[];
  headers: Record<string, unknown>[];
  close: () => Promise<void>;
}

/** A collector of traces on a free port, which takes OTLP over HTTP. */
export async function startCollector(): Promise<Collector> {
  const [spans, bodies, headers]: [CollectedSpan[], Buffer[], Collector['headers']] = [[], [], []];
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      headers.push({ ...request.headers, path: request.url });
      bodies.push(body);
      spans.push(...read(body));
      response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    ...{ url: `http://127.0.0.1:${port}`, spans, bodies, headers },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** What we look at of https://github.com/open-telemetry/opentelemetry-proto */
const request = protobuf
  .parse(
    `syntax = "proto3";
    message Request { repeated ResourceSpans resourceSpans = 1; }
    message ResourceSpans { Resource resource = 1; repeated ScopeSpans scopeSpans = 2; }
    message Resource { repeated KeyValue attributes = 1; }
    message ScopeSpans { repeated Span spans = 2; }
    message Span {
      bytes traceId = 1; bytes spanId = 2; bytes parentSpanId = 4; string name = 5;
      fixed64 startTimeUnixNano = 7; fixed64 endTimeUnixNano = 8;
      repeated KeyValue attributes = 9; Status status = 15;
    }
    message Status { int32 code = 3; }
    message KeyValue { string key = 1; Value value = 2; }
    message Value { oneof value { string text = 1; bool truth = 2; int64 whole = 3; double number = 4; Values list = 5; } }
    message Values { repeated Value values = 1; }`,
  )
  .root.lookupType('Request');

interface Value {
  text?: string;
  whole?: number;
  list?: { values?: Value[] };
}
type KeyValues = { key: string; value: Value }[];
interface Span {
  traceId: Uint8Array;
  spanId: Uint8Array;
  parentSpanId?: Uint8Array;
  name: string;
  startTimeUnixNano: number;
  endTimeUnixNano: number;
  attributes?: KeyValues;
  status?: { code?: number };
}
interface Sent {
  resourceSpans?: { resource: { attributes: KeyValues }; scopeSpans: { spans: Span[] }[] }[];
}

function read(body: Buffer): CollectedSpan[] {
  const { resourceSpans = [] } = request.toObject(request.decode(body), { longs: Number }) as Sent;
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map((span) => ({
        name: span.name,
        traceId: hex(span.traceId),
        spanId: hex(span.spanId),
        parentSpanId: hex(span.parentSpanId),
        facts: toRecord(span.attributes),
        resource: toRecord(resource.attributes),
        code: span.status?.code ?? 0,
        milliseconds: (span.endTimeUnixNano - span.startTimeUnixNano) / 1e6,
      })),
    ),
  );
}

const hex = (bytes?: Uint8Array) => Buffer.from(bytes ?? []).toString('hex');

function toRecord(pairs: KeyValues = []): Record<string, unknown> {
  return Object.fromEntries(pairs.map(({ key, value }) => [key, plain(value)]));
}

function plain({ text, whole, list }: Value): unknown {
  return list ? (list.values ?? []).map(plain) : (text ?? whole);
}
