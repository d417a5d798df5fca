import assert from 'node:assert/strict';
import { ConfigurationError } from '../../../src/configuration/configuration-error.js';
import { readTemporalConfig } from '../../../src/configuration/temporal-config.js';

const read = (environment: Record<string, string>) => readTemporalConfig(environment).deployment;

describe('the version of a worker', () => {
  it('is none unless it is given', () => {
    assert.equal(read({}), undefined);
    assert.equal(read({ TEMPORAL_DEPLOYMENT_NAME: '', TEMPORAL_WORKER_BUILD_ID: '' }), undefined);
  });

  it("is given by the names that Temporal's worker controller sets", () => {
    assert.deepEqual(
      read({ TEMPORAL_DEPLOYMENT_NAME: 'preenroll', TEMPORAL_WORKER_BUILD_ID: '0.2.0' }),
      { deploymentName: 'preenroll', buildId: '0.2.0' },
    );
  });

  for (const name of ['TEMPORAL_DEPLOYMENT_NAME', 'TEMPORAL_WORKER_BUILD_ID']) {
    it(`is refused with ${name} alone`, () => {
      assert.throws(() => read({ [name]: 'one' }), ConfigurationError);
    });
  }
});
