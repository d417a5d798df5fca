import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Connection } from '@temporalio/client';
import proto from '@temporalio/proto';
import { lowPorts } from './low-ports.js';
import type { Deployment, Place, RunningTemporal } from '../chaos/deployment.js';
import { supervise, type SupervisedProcess } from '../chaos/supervise.js';
import { startPostgres } from '../support/postgres-server.js';
import { startTcpBalancer } from '../support/tcp-balancer.js';
import { hostConfiguration, planHosts, type Host } from './cluster-hosts.js';
import { makeDatabases, superviseDatabase } from './temporal-database.js';
import type { TemporalServerBuild } from './temporal-server-build.js';

/** Two gateways, two workers, and a Temporal of several hosts on PostgreSQL. */
export function clusterOf(build: TemporalServerBuild): Deployment {
  return {
    ...{ gateways: 2, workers: 2 },
    startTemporal: (place) => startCluster(build, place),
  };
}

/** What each host says when it serves. */
const serves = /"msg":"(Starting to serve on \w+ listener|worker service started)"/;

async function startCluster(
  { server, sqlTool }: TemporalServerBuild,
  { directory, cleanUp }: Place,
): Promise<RunningTemporal> {
  const postgres = await startPostgres({ within: directory });
  const database = superviseDatabase(postgres);
  cleanUp.later(() => database.stop());
  const databasePort = Number(new URL(postgres.url).port);
  await makeDatabases(sqlTool, databasePort);

  const hosts = await planHosts(lowPorts());
  const frontends = hosts.filter(({ service }) => service === 'frontend');
  const balancer = await startTcpBalancer(frontends.map(({ grpcPort }) => grpcPort));
  cleanUp.later(() => balancer.close());
  const address = `127.0.0.1:${balancer.port}`;

  async function startHost(host: Host): Promise<SupervisedProcess> {
    const file = path.join(directory, `${host.name}.yaml`);
    // Every JSON text is YAML.
    await writeFile(
      file,
      JSON.stringify(hostConfiguration(host, hosts, { databasePort, address })),
    );
    const process = await supervise(
      'temporal',
      {
        name: host.name,
        run: [server, '--config-file', file, '--allow-no-auth', 'start', '--service', host.service],
      },
      serves,
    );
    cleanUp.later(() => process.stop());
    return process;
  }
  const processes: SupervisedProcess[] = [];
  // One after the other: several that meet an empty database are in each other's way.
  for (const host of hosts) processes.push(await startHost(host));

  await registerNamespace(address);
  return { address, processes: [...processes, database] };
}

async function registerNamespace(address: string): Promise<void> {
  const connection = await Connection.connect({ address });
  const { workflowService } = connection;
  await workflowService.registerNamespace({
    namespace: 'default',
    workflowExecutionRetentionPeriod: proto.google.protobuf.Duration.fromObject({
      seconds: 86_400,
    }),
  });
  await connection.close();
}
