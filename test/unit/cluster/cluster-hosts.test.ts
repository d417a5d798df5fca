import assert from 'node:assert/strict';
import { hostConfiguration, planHosts } from '../../cluster/cluster-hosts.js';

const settings = { databasePort: 5432, address: '127.0.0.1:7233' };

async function hosts() {
  let port = 20_000;
  return planHosts(() => Promise.resolve((port += 1)));
}

describe('the hosts of the cluster', () => {
  it('are two for the histories and two for the clients, in an order in which each finds what it needs', async () => {
    assert.deepEqual(
      (await hosts()).map(({ name, service }) => [name, service]),
      [
        ['temporal-history-1', 'history'],
        ['temporal-history-2', 'history'],
        ['temporal-matching', 'matching'],
        ['temporal-frontend-1', 'frontend'],
        ['temporal-frontend-2', 'frontend'],
        ['temporal-worker', 'worker'],
      ],
    );
  });

  it('listen on ports of their own, whatever the configuration says of others', async () => {
    const all = await hosts();
    const listening = all.flatMap((host) => {
      const { rpc } = hostConfiguration(host, all, settings).services[host.service] ?? {};
      return [rpc?.grpcPort, rpc?.membershipPort];
    });

    assert.deepEqual(
      listening,
      Array.from({ length: 12 }, (_, n) => 20_001 + n),
    );
  });

  it('share the shards, the databases and the address: who differs in one of them is in no cluster', async () => {
    const all = await hosts();
    const shared = all.map((host) => {
      const { persistence, clusterMetadata, services } = hostConfiguration(host, all, settings);
      return { persistence, clusterMetadata, services: Object.keys(services).sort() };
    });

    for (const one of shared) assert.deepEqual(one, shared[0]);
    const [{ persistence, clusterMetadata, services } = assert.fail()] = shared;
    assert.deepEqual(services, ['frontend', 'history', 'matching', 'worker']);
    assert.equal(clusterMetadata.clusterInformation.active.rpcAddress, settings.address);
    const { default: histories, visibility } = persistence.datastores;
    assert.deepEqual(
      [histories, visibility].map(({ sql }) => [sql.databaseName, sql.connectAddr]),
      [
        ['temporal', '127.0.0.1:5432'],
        ['temporal_visibility', '127.0.0.1:5432'],
      ],
    );
  });

  it('ask for fewer connections than the PostgreSQL of the tests takes', async () => {
    const all = await hosts();
    const wanted = all
      .flatMap((host) =>
        Object.values(hostConfiguration(host, all, settings).persistence.datastores),
      )
      .reduce((sum, { sql }) => sum + sql.maxConns, 0);

    assert.ok(wanted <= 90, `${wanted} connections`);
  });
});
