import { readEmbeddedConfig } from '../../src/configuration/temporal-config.js';
import { TemporalServerError } from '../../src/temporal-server/temporal-server-error.js';
import { readChaosOptions } from '../chaos/chaos-options.js';
import { playChaos } from '../chaos/play-chaos.js';
import { isPostgresInstalled } from '../support/postgres-server.js';
import { clusterOf } from './start-cluster.js';
import { temporalServerBuild } from './temporal-server-build.js';

const options = readChaosOptions(process.argv, {
  ...{ name: 'cluster', hires: 1_000, kills: 3 },
  where: 'On a cluster of two gateways, two workers and a Temporal of several hosts on PostgreSQL',
  examples: `  npm run cluster                                 1,000 hires, 3 kills of each process: half an hour
  npm run cluster -- --hires 50 --kills 1         a small one: three minutes
  npm run cluster -- --seed 42                    the same kills and faults again`,
});

try {
  if (!isPostgresInstalled()) {
    throw new TemporalServerError(
      'postgres and initdb are not on the PATH, and the cluster keeps its data there. Install PostgreSQL 12 or later.',
    );
  }
  const build = await temporalServerBuild({
    cacheDirectory: readEmbeddedConfig().cacheDirectory,
    say: (line) => process.stderr.write(`${line}\n`),
  });
  await playChaos(options, clusterOf(build));
} catch (error) {
  if (!(error instanceof TemporalServerError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
