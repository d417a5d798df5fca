import path from 'node:path';
import { freePort } from '../../src/temporal-server/free-port.js';
import {
  devServerCommand,
  temporalCli,
  temporalServes,
} from '../end-to-end/support/temporal-by-hand.js';
import type { Deployment } from './deployment.js';
import { supervise } from './supervise.js';

/** A gateway, a worker, and a development server on a database file. */
export const oneMachine: Deployment = {
  ...{ gateways: 1, workers: 1 },
  async startTemporal({ directory, cleanUp }) {
    const port = await freePort();
    const databaseFile = path.join(directory, 'temporal.db');
    const temporal = await supervise(
      'temporal',
      devServerCommand({ cli: await temporalCli(), port, databaseFile }),
      temporalServes,
    );
    cleanUp.later(() => temporal.stop());
    return { address: `127.0.0.1:${port}`, processes: [temporal] };
  },
};
