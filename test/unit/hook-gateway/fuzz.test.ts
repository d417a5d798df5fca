import assert from 'node:assert/strict';
import fc from 'fast-check';
import { nestsDeeper } from '../../../src/hook-gateway/nests-deeper.js';
import { oktaLogEvent } from '../dispatch/okta-log-event.js';
import { envelope } from './envelope.js';
import { deliver } from './http-client.js';
import { runGateway, type RunningGateway } from './running-gateway.js';

describe('the hook gateway, given bytes at random', () => {
  let gateway: RunningGateway;
  before(async () => {
    gateway = await runGateway();
  });
  after(() => gateway.close());

  it('answers a damaged delivery with a status of its table, and goes on', async () => {
    const valid = Buffer.from(JSON.stringify(envelope([oktaLogEvent()])));
    const damage = fc.array(
      fc.record({ at: fc.nat({ max: valid.length - 1 }), byte: fc.nat({ max: 255 }) }),
      { minLength: 1, maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(damage, async (bytes) => {
        const body = Buffer.from(valid);
        for (const { at, byte } of bytes) body[at] = byte;
        assert([204, 400].includes((await deliver(gateway.port, body)).status));
      }),
      { numRuns: 300 },
    );
    assert.equal((await deliver(gateway.port, valid)).status, 204);
  });
});

describe('nestsDeeper', () => {
  function depthOf(value: unknown): number {
    if (typeof value !== 'object' || value === null) return 0;
    return 1 + Math.max(0, ...Object.values(value).map(depthOf));
  }

  it('finds how deep any JSON is, whatever its texts contain', () => {
    const hostile = fc.oneof(fc.jsonValue(), fc.constantFrom('"[{', '\\', '\\"]', '}]'));
    fc.assert(
      fc.property(fc.array(hostile), (value) => {
        const json = Buffer.from(JSON.stringify(value));
        assert.equal(nestsDeeper(json, depthOf(value)), false);
        assert.equal(nestsDeeper(json, depthOf(value) - 1), true);
      }),
    );
  });
});
