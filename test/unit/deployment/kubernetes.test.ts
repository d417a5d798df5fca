import assert from 'node:assert/strict';
import path from 'node:path';
import { z } from 'zod';
import { createProgram } from '../../../src/cli/program.js';
import { taskQueue } from '../../../src/contract/task-queues.js';
import { assertVariables, secretFiles } from '../../support/deployment/container-variables.js';
import { manifestFiles, manifestsOf, podSpec } from '../../support/deployment/kubernetes.js';

const withPods = z.looseObject({ template: z.object({ spec: podSpec }).loose() });
const deployments = manifestsOf('Deployment');
const pods = [...deployments, ...manifestsOf('Job')].map(({ metadata, spec }) => ({
  name: metadata?.name ?? '',
  spec: withPods.parse(spec).template.spec,
}));
const specOf = (name: string) => pods.find((pod) => pod.name === name)?.spec;

describe('the manifests for Kubernetes', () => {
  it('are each part of a kustomization that names them', () => {
    const kustomizations = [...manifestsOf('Kustomization'), ...manifestsOf('Component')];
    const listed = kustomizations.flatMap(({ file, ...rest }) =>
      z
        .object({ resources: z.array(z.string()).default([]) })
        .parse(rest)
        .resources.map((resource) => path.join(path.dirname(file), resource)),
    );
    const files = manifestFiles.filter((file) => !/(kustomization|preenroll)\.yaml$/.test(file));
    assert.deepEqual(
      listed.filter((name) => name.endsWith('.yaml')).toSorted(),
      [...files].toSorted(),
    );
  });

  it('have gateway, worker and migration', () => {
    assert.deepEqual(pods.map(({ name }) => name).toSorted(), [
      ...['preenroll-gateway', 'preenroll-migrate', 'preenroll-worker'],
    ]);
  });

  for (const { name, spec } of pods) {
    const [container] = spec.containers;
    const variables = Object.fromEntries(container.env.map(({ name, value }) => [name, value]));

    it(`runs in ${name} a command that there is, of an image whose version an installation says`, async () => {
      const [verb = ''] = container.args;
      const { commands } = await createProgram(verb);
      assert(commands.some((command) => command.name() === verb));
      assert.equal(container.image, 'preenroll');
      for (const { images } of manifestsOf('Kustomization')) {
        if (images === undefined) continue;
        const [image] = z.array(z.object({ name: z.string(), newTag: z.string() })).parse(images);
        assert.match(image?.newTag ?? '', /^\d+\.\d+\.\d+$/);
      }
    });

    it(`gives ${name} variables that it reads, and the files that they name`, () => {
      assertVariables(variables);
      const mounts = container.volumeMounts.map(({ mountPath }) => mountPath);
      for (const file of secretFiles(variables)) {
        assert(mounts.includes(path.posix.dirname(file)), file);
      }
      const volumes = new Set(spec.volumes.map((volume) => volume.name));
      assert.deepEqual(new Set(container.volumeMounts.map((mount) => mount.name)), volumes);
    });

    it(`has for ${name} the ports that its probes, its health and its metrics name`, () => {
      const ports = new Map(
        container.ports.map(({ name, containerPort }) => [name, containerPort]),
      );
      const { startupProbe, livenessProbe, readinessProbe } = container;
      for (const probe of [startupProbe, livenessProbe, readinessProbe]) {
        if (probe) assert(ports.has(probe.httpGet.port), probe.httpGet.port);
      }
      for (const name of ['metrics', 'health']) {
        const address = variables[`${name.toUpperCase()}_ADDRESS`];
        assert.equal(address?.split(':').at(-1), ports.get(name)?.toString());
      }
    });
  }

  for (const { metadata } of deployments) {
    const name = metadata?.name ?? '';
    it(`looks whether ${name} is well, and keeps one of it while nodes are emptied`, () => {
      assert(specOf(name)?.containers[0].livenessProbe);
      assert(manifestsOf('PodDisruptionBudget').some((budget) => budget.metadata?.name === name));
    });
  }

  it('give a worker the time that an attempt may take', () => {
    assert(Number(specOf('preenroll-worker')?.terminationGracePeriodSeconds) > 75);
  });

  it('let nothing in nor out that no policy names', () => {
    const policies = manifestsOf('NetworkPolicy');
    const closed = policies.find(({ metadata }) => metadata?.name === 'preenroll-nothing-else');
    assert.deepEqual(closed?.spec, {
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'preenroll' } },
      policyTypes: ['Ingress', 'Egress'],
    });
  });

  it('let the way from outside to the port of the hook alone', () => {
    const policies = manifestsOf('NetworkPolicy');
    const hooks = policies.find(({ metadata }) => metadata?.name === 'preenroll-hooks');
    const [{ ports } = { ports: [] }] = z
      .looseObject({ ingress: z.array(z.looseObject({ ports: z.array(z.unknown()) })) })
      .parse(hooks?.spec).ingress;
    assert.deepEqual(ports, [{ protocol: 'TCP', port: 'hook' }]);
    const [service] = manifestsOf('Service').filter(
      ({ metadata }) => metadata?.name === 'preenroll-gateway',
    );
    assert.deepEqual(service?.spec?.['ports'], [{ name: 'hook', port: 80, targetPort: 'hook' }]);
  });

  it('hold no secret', () => {
    assert.deepEqual(manifestsOf('Secret'), []);
  });

  it('scale workers by the queue of the workflows', () => {
    const [scaled] = manifestsOf('ScaledObject');
    const { triggers } = z
      .looseObject({
        triggers: z.array(
          z.object({ type: z.string(), metadata: z.record(z.string(), z.string()) }),
        ),
      })
      .parse(scaled?.spec);
    assert.deepEqual(
      triggers.map(({ type, metadata }) => [type, metadata['taskQueue']]),
      [['temporal', taskQueue]],
    );
  });
});
