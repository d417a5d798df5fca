/** As the server's option `--service` and its configuration name them. The `worker` is the server's own, and needs all others. */
const services = ['history', 'matching', 'frontend', 'worker'] as const;
type Service = (typeof services)[number];

/** One process of the Temporal server. */
export interface Host {
  name: string;
  service: Service;
  /** Both on the loopback interface. */
  grpcPort: number;
  membershipPort: number;
}

const counts: Record<Service, number> = { history: 2, matching: 1, frontend: 2, worker: 1 };
/** Never changed afterwards; so many that each history host has some. */
const historyShards = 8;

/** @param takePort a port that nobody has */
export async function planHosts(takePort: () => Promise<number>): Promise<Host[]> {
  const hosts: Host[] = [];
  for (const service of services) {
    for (let number = 1; number <= counts[service]; number += 1) {
      hosts.push({
        name: `temporal-${service}${counts[service] === 1 ? '' : `-${number}`}`,
        service,
        grpcPort: await takePort(),
        membershipPort: await takePort(),
      });
    }
  }
  return hosts;
}

/** The names of the databases: of the histories, and of the visibility. */
export const databases = { default: 'temporal', visibility: 'temporal_visibility' } as const;

interface ClusterSettings {
  /** Of a PostgreSQL on this machine whose role `postgres` needs no password. */
  databasePort: number;
  /** `host:port` that clients use. */
  address: string;
}

/**
 * The configuration of one host. The hosts find each other in the database; each tells its own ports there, so that those of the other services are only
 * there because the server wants all services named.
 *
 */
export function hostConfiguration(
  host: Host,
  hosts: readonly Host[],
  { databasePort, address }: ClusterSettings,
) {
  const store = (databaseName: string, maxConns: number) => ({
    sql: {
      ...{ pluginName: 'postgres12', databaseName, user: 'postgres', password: '' },
      ...{ connectAddr: `127.0.0.1:${databasePort}`, connectProtocol: 'tcp' },
      ...{ maxConns, maxIdleConns: maxConns },
    },
  });
  const rpc = ({ grpcPort, membershipPort }: Host) => ({
    rpc: { grpcPort, membershipPort, bindOnLocalHost: true },
  });
  return {
    log: { stdout: true, level: 'info' },
    persistence: {
      ...{ defaultStore: 'default', visibilityStore: 'visibility' },
      numHistoryShards: historyShards,
      datastores: {
        default: store(databases.default, 8),
        visibility: store(databases.visibility, 4),
      },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' } },
    services: {
      ...Object.fromEntries(hosts.map((other) => [other.service, rpc(other)])),
      [host.service]: rpc(host),
    },
    clusterMetadata: {
      ...{ enableGlobalNamespace: false, failoverVersionIncrement: 10 },
      ...{ masterClusterName: 'active', currentClusterName: 'active' },
      clusterInformation: {
        active: {
          ...{ enabled: true, initialFailoverVersion: 1 },
          ...{ rpcName: 'frontend', rpcAddress: address },
        },
      },
    },
  };
}
