// A thread of its own: PGlite works synchronously, and starting it takes seconds. Plain JavaScript, because a thread has no loader for anything else.
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

/** @type {{ dataDirectory: string, socketPath?: string }} without a path the data are only prepared */
const { dataDirectory, socketPath } = workerData;

const db = await PGlite.create({ dataDir: dataDirectory });
if (socketPath === undefined) {
  await db.close();
  parentPort.postMessage('ready');
} else {
  const server = new PGLiteSocketServer({ db, path: socketPath, maxConnections: 50 });
  await server.start();
  parentPort.once('message', async () => {
    await server.stop();
    await db.close();
    parentPort.close();
  });
  parentPort.postMessage('ready');
}
