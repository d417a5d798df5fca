import { startHealthServer } from '../../../src/health/health-server.js';
import { createWorkerHealth } from '../../../src/worker-health/worker-health.js';
import { workerProbes } from '../../../src/worker-health/worker-probes.js';

// A process whose event loop stands still for a second and a half after a message.
const { url } = await startHealthServer('127.0.0.1:0', workerProbes(createWorkerHealth()));
process.on('message', () => {
  process.send?.('blocked', () => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_500);
  });
});
process.send?.(url);
