import type { Probe, Probes } from '../health/probes.js';
import type { WorkerHealth } from './worker-health.js';

/** `/livez`: whether the process is worth keeping. `/readyz`: whether it can do its work, and if not, for want of what. */
export function workerProbes(health: Pick<WorkerHealth, 'liveness' | 'readiness'>): Probes {
  return new Map<string, Probe>([
    ['/livez', () => health.liveness()],
    [
      '/readyz',
      () => {
        const { isReady, ...found } = health.readiness();
        return { isWell: isReady, status: isReady ? 'ready' : 'not ready', ...found };
      },
    ],
  ]);
}
