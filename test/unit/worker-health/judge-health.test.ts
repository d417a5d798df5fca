import assert from 'node:assert/strict';
import { createWorkerHealth, type WorkerHealth } from '../../../src/worker-health/worker-health.js';

describe('the health of a worker', () => {
  let now: number;
  let health: WorkerHealth;
  beforeEach(() => {
    now = 1_000;
    health = createWorkerHealth({ unheardMs: 150, staleMs: 30, awayMs: 600 }, () => now);
  });

  /** Time passes; what is given comes again and again. */
  function pass(ms: number, ...again: (() => void)[]): void {
    for (const end = now + ms; now < end; now += 10) for (const happens of again) happens();
  }
  const all = () => [health.temporalAnswered, health.heard, health.auditAnswered] as const;

  it('is well while it starts, for as long as that takes, but not ready', () => {
    pass(10_000);
    assert.deepEqual(health.liveness(), { isWell: true, status: 'starting' });
    assert.equal(health.readiness().isReady, false);
  });

  it('is well and ready while Temporal hears it poll', () => {
    health.polls();
    pass(10_000, ...all());
    assert.deepEqual(health.liveness(), { isWell: true, status: 'polls' });
    assert.deepEqual(health.readiness(), {
      ...{ isReady: true, temporal: 'answers', polling: 'heard', audit: 'answers' },
      okta: 'not-asked',
    });
  });

  it('is not well when Temporal answers and has heard no poll for too long', () => {
    health.polls();
    pass(1_000, ...all());
    pass(140, health.temporalAnswered);
    assert.equal(health.liveness().isWell, true);
    pass(30, health.temporalAnswered);
    assert.deepEqual(health.liveness(), { isWell: false, status: 'not-heard' });
    assert.equal(health.readiness().polling, 'not-heard');
    health.heard();
    assert.equal(health.liveness().isWell, true);
  });

  it('is not well when no poll was ever heard', () => {
    health.polls();
    pass(140, health.temporalAnswered);
    assert.equal(health.liveness().isWell, true);
    pass(30, health.temporalAnswered);
    assert.deepEqual(health.liveness(), { isWell: false, status: 'not-heard' });
  });

  it('stays well while Temporal is away, though not ready; after long it is worth a restart', () => {
    health.polls();
    pass(1_000, ...all());
    pass(500);
    assert.deepEqual(health.liveness(), { isWell: true, status: 'temporal-away' });
    assert.equal(health.readiness().temporal, 'no-answer');
    pass(200);
    assert.deepEqual(health.liveness(), { isWell: false, status: 'temporal-away' });
  });

  it('is not ready without the audit store, unless there is none', () => {
    health.polls();
    pass(100, health.temporalAnswered, health.heard);
    assert.deepEqual([health.readiness().isReady, health.readiness().audit], [false, 'no-answer']);
    health.hasNoAudit();
    assert.deepEqual([health.readiness().isReady, health.readiness().audit], [true, 'none']);
  });

  it('is not ready when the last call to Okta brought no answer, or was refused as a whole', () => {
    health.polls();
    pass(100, ...all());
    const okta = (status: number | undefined) => {
      health.oktaAnswered(status);
      const { isReady, okta } = health.readiness();
      return [isReady, okta];
    };
    assert.deepEqual(okta(undefined), [false, 'no-answer']);
    assert.deepEqual(okta(401), [false, 'rejected']);
    assert.deepEqual(okta(404), [true, 'answered']);
  });
});
