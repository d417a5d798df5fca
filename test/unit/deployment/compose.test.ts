import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { assertVariables, secretFiles } from '../../support/deployment/container-variables.js';
import { readCompose, type ComposeService } from '../../support/deployment/compose.js';
import { pathOf, textOf } from '../../support/deployment/repository-files.js';

const production = readCompose('docker-compose.production.yml');
const development = readCompose('docker-compose.yml');

const isOurs = ({ build }: ComposeService) => build !== undefined;
/** Those that end when they have done it. */
const isOnce = ({ restart = '' }: ComposeService) => /^(no|on-failure)/.test(restart);

for (const [file, { services, networks, volumes }] of [
  ['docker-compose.production.yml', production],
  ['docker-compose.yml', development],
] as const) {
  describe(file, () => {
    for (const [name, service] of Object.entries(services)) {
      it(`says of ${name} which version it is, and publishes it on this machine alone`, () => {
        if (!isOurs(service)) assert.match(service.image ?? '', /:v?\d+(\.\d+)*$/);
        for (const port of service.ports) assert.match(port, /^127\.0\.0\.1:/);
      });

      it(`names for ${name} only what is there`, () => {
        const { depends_on: on } = service;
        for (const other of Array.isArray(on) ? on : Object.keys(on)) {
          assert(Object.hasOwn(services, other), other);
        }
        for (const network of service.networks) assert(Object.hasOwn(networks, network), network);
        for (const [source = ''] of service.volumes.map((volume) => volume.split(':'))) {
          if (!source.startsWith('./')) assert(Object.hasOwn(volumes, source), source);
          else assert(existsSync(pathOf(source)) || source === './preenroll.yaml', source);
        }
      });
    }
  });
}

describe('docker-compose.production.yml', () => {
  const { services } = production;
  const each = Object.entries(services);

  for (const [name, service] of each) {
    it(`gives ${name} no rights that it does not need`, () => {
      assert.deepEqual(service.cap_drop, ['ALL']);
      assert.deepEqual(service.security_opt, ['no-new-privileges:true']);
      // Its configuration is written when it starts.
      assert.equal(service.read_only, name !== 'temporal-ui');
      assert.equal(service['privileged'], undefined);
    });

    it(`starts ${name} again when it ends, and limits its memory`, () => {
      assert(
        service.restart === 'unless-stopped' || /^on-failure:\d+$/.test(service.restart ?? ''),
      );
      if (!isOnce(service)) assert.match(service.mem_limit ?? '', /^\d+[mg]$/);
    });

    it(`gives ${name} its secrets as files, each of which is declared`, () => {
      for (const secret of service.secrets) assert(Object.hasOwn(production.secrets, secret));
      const files = secretFiles(service.environment);
      assert.deepEqual(
        files.filter((file) => !service.secrets.includes(file.replace('/run/secrets/', ''))),
        [],
      );
      for (const [variable, value] of Object.entries(service.environment)) {
        if (/PASSWORD|PWD|TOKEN|KEY/.test(variable)) assert.match(value, /^\/run\/secrets\//);
      }
    });
  }

  for (const [name, service] of each.filter(([, service]) => isOurs(service))) {
    it(`gives ${name} variables that it reads`, () => {
      assertVariables(service.environment);
    });
  }

  for (const name of ['gateway', 'worker', 'temporal', 'temporal-database', 'audit-database']) {
    it(`looks whether ${name} is well`, () => {
      assert(services[name]?.healthcheck);
    });
  }

  it('has tools of the same version as the Temporal server', () => {
    const versionsOf = (image: string) =>
      each.flatMap(([, service]) =>
        service.image?.startsWith(image) ? [service.image.slice(image.length)] : [],
      );
    const [server] = versionsOf('temporalio/server:');
    assert.deepEqual(new Set(versionsOf('temporalio/admin-tools:')), new Set([server]));
  });

  it('gives a worker the time that an attempt may take', () => {
    assert(Number.parseInt(services['worker']?.stop_grace_period ?? '', 10) > 75);
  });

  it('has networks without a way out for the databases and for Temporal', () => {
    for (const name of ['temporal-database', 'audit', 'temporal']) {
      assert.deepEqual(production.networks[name], { internal: true });
    }
    for (const name of ['temporal', 'temporal-database', 'audit-database', 'migrate']) {
      assert(!services[name]?.networks.includes('edge'), name);
    }
  });

  it('has its secrets made, but for the two that come from elsewhere', () => {
    const script = textOf('deploy/compose/make-secrets.sh');
    for (const name of Object.keys(production.secrets)) {
      assert(new RegExp(`\\b${name}\\b`).test(script), name);
    }
  });
});
