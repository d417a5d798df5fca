import assert from 'node:assert/strict';
import { callsAfterActivation, callsBeforeActivation, requestsOf } from './support/hire-calls.js';
import { enrolled, type Hire } from './support/okta-org.js';
import { useStage } from './support/stage.js';

const kinds = Object.values({ ...callsBeforeActivation, ...callsAfterActivation });

const badAnswers = {
  'a reset connection': { kind: 'reset' },
  'status 500': { kind: 'error', errorCode: 'E0000009' },
  "a proxy's 503": page(503),
  'HTML in place of JSON': page(200),
  'JSON without its end': {
    ...{ kind: 'raw', status: 200, contentType: 'application/json', body: '{"id":"00u' },
  },
  'a connection that breaks in the middle of the body': {
    ...{ kind: 'raw', status: 200, contentType: 'application/json', body: '{"id":"00u1"}' },
    truncated: true,
  },
};

function page(status: number) {
  return { kind: 'raw', status, contentType: 'text/html', body: '<h1>Please wait</h1>' };
}

describe('hires for whom Okta answers badly', function () {
  this.timeout('2m');
  const stage = useStage({ okta: { OKTA_EMULATOR_FAULT_SEED: '20' } });

  async function arm(fault: object): Promise<void> {
    await stage().okta.control('POST', '/faults', fault);
  }

  async function assertEndRight(hires: readonly Hire[]): Promise<void> {
    const { okta, runOf } = stage();
    await Promise.all(hires.map((hire) => okta.play(hire)));
    for (const hire of hires) {
      assert.equal((await runOf(hire).result()).outcome, 'completed');
    }
    assert.deepEqual(await okta.control('GET', '/faults'), [], 'every fault has struck');
    for (const hire of hires) assert.deepEqual(await okta.outcomeOf(hire), enrolled);
  }

  it('end right, and have one mail of each kind: each call once executed without an answer', async () => {
    const { okta, startWorker } = stage();
    // Whose verification a hook has brought needs no look into the System Log.
    const drop = { kind: 'drop', eventType: 'user.authentication.auth_via_mfa' };
    await okta.control('POST', '/hook-faults', drop);
    const hires: Hire[] = [];
    for (const kind of kinds) {
      const hire = await okta.hire();
      const requests = requestsOf(okta, hire, kind);
      await arm({ ...requests, count: 1, effect: { kind: 'executed-then-timeout' } });
      hires.push(hire);
    }

    await startWorker();

    await assertEndRight(hires);
    await okta.control('DELETE', '/hook-faults');
  });

  it(`end right, and have one mail of each kind: ${Object.keys(badAnswers).join(', ')}, by chance`, async () => {
    const { okta } = stage();
    const path = '^/api/v1/(users/|groups/|logs)';
    for (const effect of Object.values(badAnswers)) {
      await arm({ path, probability: 0.1, count: 6, effect });
    }

    const hires = await Promise.all(Array.from({ length: 10 }, () => okta.hire()));

    await assertEndRight(hires);
  });
});
