import { readdirSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { pathOf, textOf } from './repository-files.js';

const named = z.looseObject({ name: z.string() });
const probe = z.looseObject({ httpGet: z.object({ path: z.string(), port: z.string() }) });

const container = z.looseObject({
  image: z.string(),
  args: z.array(z.string()),
  env: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
  ports: z.array(z.object({ name: z.string(), containerPort: z.number() })).default([]),
  startupProbe: probe.optional(),
  livenessProbe: probe.optional(),
  readinessProbe: probe.optional(),
  resources: z.object({
    requests: z.object({ cpu: z.string(), memory: z.string() }),
    limits: z.object({ memory: z.string() }),
  }),
  securityContext: z.strictObject({
    allowPrivilegeEscalation: z.literal(false),
    readOnlyRootFilesystem: z.literal(true),
    capabilities: z.object({ drop: z.tuple([z.literal('ALL')]) }),
  }),
  volumeMounts: z.array(z.looseObject({ name: z.string(), mountPath: z.string() })),
});

/** What no pod of ours is without. */
export const podSpec = z.looseObject({
  automountServiceAccountToken: z.literal(false),
  serviceAccountName: z.string(),
  securityContext: z.strictObject({
    runAsNonRoot: z.literal(true),
    runAsUser: z.literal(1000),
    runAsGroup: z.literal(1000),
    fsGroup: z.literal(1000),
    seccompProfile: z.object({ type: z.literal('RuntimeDefault') }),
  }),
  terminationGracePeriodSeconds: z.number().optional(),
  containers: z.tuple([container]),
  volumes: z.array(named),
});

const manifest = z.looseObject({
  kind: z.string(),
  metadata: named.optional(),
  spec: z.looseObject({}).optional(),
});
export type Manifest = z.infer<typeof manifest> & { file: string };

const folder = 'deploy/kubernetes';

/** The YAML files below deploy/kubernetes. */
export const manifestFiles: readonly string[] = readdirSync(pathOf(folder), {
  recursive: true,
  encoding: 'utf8',
})
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => `${folder}/${name}`);

/** All that they hold of one kind; YAML 1.1, as Kubernetes reads it. */
export function manifestsOf(kind: string): Manifest[] {
  return manifestFiles
    .filter((file) => !file.endsWith('/preenroll.yaml'))
    .flatMap((file) =>
      parseAllDocuments(textOf(file), { version: '1.1' }).map((document) => ({
        ...manifest.parse(document.toJS()),
        file,
      })),
    )
    .filter((one) => one.kind === kind);
}
