import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { WorkflowBundle } from '@temporalio/worker';
import type { ServerLimits } from './dev-server.js';

// Everything heavy is imported when it is needed: the root hooks load this file for the unit tests too.

export interface TemporalTestServer {
  environment: TestWorkflowEnvironment;
  stop: () => Promise<void>;
}

const starts = {
  dev: async () => (await import('./dev-server.js')).startDevServer(say),
  timeSkipping: async () =>
    (await import('./time-skipping-server.js')).startTimeSkippingServer(say),
};

/** One of each for the whole mocha run, started by the first suite that asks. */
const running = new Map<keyof typeof starts, Promise<TemporalTestServer>>();

/**
 * For a suite that needs all of Temporal's features and can live in real time. Call it in `describe`; the returned function
 * gives the environment from the first hook or test on.
 */
export function useDevServer(): () => TestWorkflowEnvironment {
  return use('dev');
}

/**
 * For a suite that waits for days: time is skipped while a test awaits a workflow's result, or calls `environment.sleep`.
 * Only `environment.client` skips time. This server has neither schedules nor lists nor counts of workflows.
 */
export function useTimeSkippingServer(): () => TestWorkflowEnvironment {
  return use('timeSkipping');
}

/**
 * The same, with a server for each test. One server for many does not hold: its time goes on by ten years for each result that is awaited,
 * and after some retried activities it stops skipping at all.
 */
export function useTimeSkippingServerPerTest(): () => TestWorkflowEnvironment {
  let server: TemporalTestServer | undefined;
  beforeEach(async function () {
    this.timeout('10m');
    server = await startTestServer('timeSkipping');
  });
  afterEach(() => server?.stop());
  return () => {
    assert(server, 'The Temporal server is there from the first hook on, not before.');
    return server.environment;
  };
}

/** For a suite that reaches a limit of Temporal's: a server of its own, on which the limit is low. */
export function useLimitedDevServer(limits: ServerLimits): () => TestWorkflowEnvironment {
  let server: TemporalTestServer | undefined;
  before(async function () {
    this.timeout('10m');
    server = await startLimitedServer(limits);
  });
  after(() => server?.stop());
  return () => {
    assert(server, 'The Temporal server is there from the first hook on, not before.');
    return server.environment;
  };
}

function use(kind: keyof typeof starts): () => TestWorkflowEnvironment {
  let environment: TestWorkflowEnvironment | undefined;
  before(async function () {
    // The first run on a machine fetches the server.
    this.timeout('10m');
    const server = running.get(kind) ?? startTestServer(kind);
    running.set(kind, server);
    ({ environment } = await server);
  });
  return () => {
    assert(environment, 'The Temporal server is there from the first hook on, not before.');
    return environment;
  };
}

/** Starts one, ready for our workflows; the caller stops it. */
export async function startTestServer(kind: keyof typeof starts): Promise<TemporalTestServer> {
  await quietRuntime();
  const server = await starts[kind]();
  const [{ ensureSearchAttributes }, { searchAttributes }] = await Promise.all([
    import('../../src/temporal-server/ensure-search-attributes.js'),
    import('../../src/contract/search-attributes.js'),
  ]);
  const { connection, namespace = 'default' } = server.environment;
  await ensureSearchAttributes(connection, namespace, searchAttributes);
  return server;
}

/** Starts a development server with limits of its own, ready for our workflows; the caller stops it. */
export async function startLimitedServer(limits: ServerLimits): Promise<TemporalTestServer> {
  await quietRuntime();
  return (await import('./dev-server.js')).startLimitedDevServer(limits, say);
}

/** Stops what was started; who comes later gets another. Where mocha runs several files at once, that is after each file. */
export async function stopTemporalServers(): Promise<void> {
  const started = [...running.values()];
  running.clear();
  for (const server of await Promise.allSettled(started)) {
    // One that did not start has failed the suite that asked for it.
    if (server.status === 'fulfilled') await server.value.stop();
  }
}

let bundle: Promise<WorkflowBundle> | undefined;

/** The bundle of all workflows. Made once for the whole mocha run, because it takes seconds. */
export function workflowBundle(): Promise<WorkflowBundle> {
  bundle ??= bundleWorkflows(new URL('../../src/workflows', import.meta.url));
  return bundle;
}

/** Bundles as the build does. */
export async function bundleWorkflows(
  workflows: URL,
  encodesFailures = false,
): Promise<WorkflowBundle> {
  const { DefaultLogger } = await import('@temporalio/worker');
  const { bundleWorkflows: bundle } = await import('../../src/worker/bundle-workflows.js');
  return bundle({
    workflowsPath: fileURLToPath(workflows),
    logger: new DefaultLogger('WARN'),
    encodesFailures,
  });
}

let runtimeIsQuiet: Promise<void> | undefined;

/** Tests make activities fail on purpose, and each would print a screen of stack. The runtime can be installed once per process. */
export function quietRuntime(): Promise<void> {
  runtimeIsQuiet ??= import('@temporalio/worker').then(({ DefaultLogger, Runtime }) => {
    Runtime.install({
      logger: new DefaultLogger('ERROR'),
      telemetryOptions: { logging: { filter: 'ERROR' } },
    });
  });
  return runtimeIsQuiet;
}

const said = new Set<string>();

/** Each line once, however many servers are started. */
function say(line: string): void {
  if (said.has(line)) return;
  said.add(line);
  process.stderr.write(`${line}\n`);
}
