import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isReady, productCommand } from '../test/end-to-end/support/product-command.js';
import { startProcess } from '../test/end-to-end/support/running-process.js';
import { scratchDirectory } from './scratch-directory.js';

export interface ProductWorkers {
  close(): Promise<void>;
}

interface ProductWorkersOptions {
  count: number;
  environment: Record<string, string>;
  /** The configuration file's content. */
  configuration: object;
}

/** Starts workers of the built product, each a process of its own. Resolves when all of them poll. */
export async function startProductWorkers({
  count,
  environment,
  configuration,
}: ProductWorkersOptions): Promise<ProductWorkers> {
  const file = join(scratchDirectory(), 'preenroll.yaml');
  // Every JSON text is YAML.
  await writeFile(file, JSON.stringify(configuration));
  const command = productCommand('worker', { ...environment, PREENROLL_CONFIG: file });
  const workers = Array.from({ length: count }, () => startProcess(command));
  await Promise.all(workers.map((worker) => worker.saw(isReady.worker)));
  return {
    async close() {
      await Promise.all(workers.map((worker) => worker.end('SIGKILL')));
    },
  };
}
