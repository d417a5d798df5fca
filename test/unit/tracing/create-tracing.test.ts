import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { WorkflowInfo } from '@temporalio/workflow';
import { createTracing } from '../../../src/tracing/create-tracing.js';
import { startCollector, type Collector } from '../../support/collector.js';

const serviceName = 'preenroll-test';
const person = 'ann@example.com +12025550123';

describe('tracing', function () {
  this.timeout('10s');
  const said: { message: string; fields: unknown }[] = [];
  const say = (fields: unknown, message = String(fields)) => said.push({ message, fields });
  const logger = { info: say, warn: say } as unknown as Parameters<
    typeof createTracing
  >[0]['logger'];
  const tracingTo = (origin: string) =>
    createTracing({ url: `${origin}/v1/traces`, headers: { key: 'k' }, serviceName, logger });

  let collector: Collector;
  beforeEach(async () => {
    said.length = 0;
    collector = await startCollector();
  });
  afterEach(() => collector.close());

  it('sends what is left when it is closed: spans within spans, by OTLP over HTTP', async () => {
    const { inSpan, close } = tracingTo(collector.url);
    const result = await inSpan({ name: 'outer', kind: 'server' }, () =>
      inSpan({ name: 'inner', kind: 'client', facts: { n: 1 } }, (span) => {
        span.note({ many: ['a', 'b'], nothing: undefined });
        return Promise.resolve('done');
      }),
    );
    assert.equal(result, 'done');
    assert.equal(collector.spans.length, 0);
    await close();

    const [inner, outer] = collector.spans;
    assert.deepEqual([inner?.name, outer?.name], ['inner', 'outer']);
    assert.equal(inner?.parentSpanId, outer?.spanId);
    assert.equal(inner?.traceId, outer?.traceId);
    assert.deepEqual(inner?.facts, { n: 1, many: ['a', 'b'] });
    assert.equal(inner.resource['service.name'], serviceName);
    const [headers] = collector.headers;
    assert.deepEqual([headers?.['path'], headers?.['key']], ['/v1/traces', 'k']);
  });

  it('says of an error what it is called, never its message, and of what is expected nothing', async () => {
    const { inSpan, close } = tracingTo(collector.url);
    const errors = [
      new TypeError(person),
      ApplicationFailure.create({ type: 'OktaUnavailable', message: person }),
      ApplicationFailure.create({
        ...{ type: 'Frozen', message: person, category: ApplicationFailureCategory.BENIGN },
      }),
      Object.assign(new Error(person), { name: 'WorkflowExecutionAlreadyStartedError' }),
    ];
    for (const error of errors) {
      const work = inSpan({ name: 'fails', kind: 'internal' }, () => Promise.reject(error));
      await assert.rejects(work, error);
    }
    await close();
    assert.deepEqual(
      collector.spans.map(({ facts, code }) => [facts['error.type'], code]),
      [
        ['TypeError', 2],
        ['OktaUnavailable', 2],
        ['Frozen', 0],
        ['WorkflowExecutionAlreadyStartedError', 0],
      ],
    );
    assert.doesNotMatch(Buffer.concat(collector.bodies).toString('latin1'), /ann|2025/);
  });

  it('makes of a run a span of its trace, which its activities name', async () => {
    const { ofWorkflows, close } = tracingTo(collector.url);
    const run = { traceId: 'a'.repeat(32), parentSpanId: 'b'.repeat(16), spanId: 'c'.repeat(16) };
    const info = { workflowId: 'w', workflowType: 'preEnrollUser', runId: 'r' } as WorkflowInfo;
    const startedAt = Date.now() - 500;
    await ofWorkflows.traces.begun.fn(info, { ...run, startedAt, begunAt: startedAt + 40 });
    await close();
    const [{ traceId, parentSpanId, spanId, name, milliseconds } = assert.fail()] = collector.spans;
    assert.deepEqual({ traceId, parentSpanId, spanId }, run);
    assert.equal(name, 'RunWorkflow:preEnrollUser');
    assert(Math.abs(milliseconds - 40) < 1);
  });

  it('goes on where a collector is silent, holds nobody up at the end, and says so once', async () => {
    const silent = createServer();
    await once(silent.listen(0, '127.0.0.1'), 'listening');
    const { port } = silent.address() as AddressInfo;
    const { inSpan, close } = tracingTo(`http://127.0.0.1:${port}`);
    const begun = performance.now();
    for (let n = 0; n < 3_000; n += 1) {
      await inSpan({ name: 'work', kind: 'internal' }, () => Promise.resolve());
    }
    assert(performance.now() - begun < 1_500);
    await close();
    assert(performance.now() - begun < 4_500);
    assert.deepEqual(
      said.map(({ message }) => message),
      ['The collector of traces does not take them'],
    );
    silent.close();
  });
});
