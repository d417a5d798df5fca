import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import * as z from 'zod';

const description = fileURLToPath(
  new URL('../../arazzo/enroll-and-activate-factor.arazzo.yaml', import.meta.url),
);
const require = createRequire(import.meta.url);
const redocly = join(dirname(require.resolve('@redocly/cli/package.json')), 'bin/cli.js');

/** The inputs of one run of `enroll-and-activate-factor`, without the credential. */
export interface ArazzoInputs {
  userId: string;
  factorType: string;
  provider: string;
  profile?: Record<string, string>;
  passCode?: string;
}

/** What became of a run: the outputs that the description declares, or the status that it ended with. The runner does not keep refusals. */
export type ArazzoOutcome =
  { outputs: { factorId: string; activatedStatus: string } } | { refusal: { status: number } };

/**
 * Runs `arazzo/enroll-and-activate-factor.arazzo.yaml` with Redocly's `respect`, all runs in one process, one after the other. The runner
 * does not report outputs: each run sends its own to a server of this function.
 *
 * @param runs by a name of the caller's, of letters and dashes.
 * @throws Error with what the runner has printed, if it could not run them.
 */
export async function runArazzo(
  okta: { url: string; apiToken: string },
  runs: Record<string, ArazzoInputs>,
): Promise<Record<string, ArazzoOutcome>> {
  const outcomes: Record<string, ArazzoOutcome> = {};
  const collector = createServer((req, res) => {
    void text(req).then((body) => {
      const outputs = outputsSchema.parse(JSON.parse(body));
      outcomes[(req.url ?? '').slice(1)] = { outputs };
      res.writeHead(204).end();
    });
  });
  collector.listen(0, '127.0.0.1');
  await once(collector, 'listening');
  const { port } = collector.address() as AddressInfo;
  const directory = await mkdtemp(join(tmpdir(), 'arazzo-'));
  try {
    const [document, report] = ['runs.arazzo.yaml', 'report.json'].map((name) =>
      join(directory, name),
    ) as [string, string];
    await writeFile(document, stringify(callerOf(runs, `http://127.0.0.1:${port}`)));
    const printed = await respect(document, report, okta);
    for (const { workflowId, executedSteps } of await readReport(report, printed)) {
      outcomes[workflowId] ??= { refusal: lastAnswer(executedSteps, printed) };
    }
    return outcomes;
  } finally {
    collector.close();
    collector.closeAllConnections();
    await rm(directory, { recursive: true });
  }
}

/** An Arazzo document with a workflow for each run, which calls ours and sends the outputs. */
function callerOf(runs: Record<string, ArazzoInputs>, collector: string) {
  const apiToken = { type: 'string', format: 'password' };
  return {
    arazzo: '1.0.1',
    info: { title: 'Runs of a test', version: '1.0.0' },
    sourceDescriptions: [{ name: 'factors', type: 'arazzo', url: description }],
    workflows: Object.entries(runs).map(([workflowId, inputs]) => ({
      workflowId,
      inputs: { type: 'object', properties: { oktaApiToken: apiToken } },
      steps: [
        {
          stepId: 'run',
          workflowId: '$sourceDescriptions.factors.workflows.enroll-and-activate-factor',
          parameters: Object.entries<unknown>({
            oktaApiToken: '$inputs.oktaApiToken',
            ...inputs,
          }).map(([name, value]) => ({ name, value })),
          outputs: {
            factorId: '$outputs.factorId',
            activatedStatus: '$outputs.activatedStatus',
          },
        },
        {
          stepId: 'tell',
          'x-operation': { method: 'post', url: `${collector}/${workflowId}` },
          requestBody: {
            contentType: 'application/json',
            payload: {
              factorId: '$steps.run.outputs.factorId',
              activatedStatus: '$steps.run.outputs.activatedStatus',
            },
          },
          successCriteria: [{ condition: '$statusCode == 204' }],
        },
      ],
    })),
  };
}

/** Resolves with what was printed, whether the runs went well or not. */
async function respect(
  document: string,
  report: string,
  { url, apiToken }: { url: string; apiToken: string },
): Promise<string> {
  const options = ['--json-output', report, '--server', `okta=${url}`];
  const settings = {
    // Not among the arguments, which everybody on the machine can read.
    REDOCLY_CLI_RESPECT_INPUT: JSON.stringify({ oktaApiToken: apiToken }),
    ...{ REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
  };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [redocly, 'respect', document, ...options],
      { env: { ...process.env, ...settings } },
      (_failed, stdout, stderr) => {
        resolve(stdout + stderr);
      },
    );
  });
}

async function readReport(path: string, printed: string) {
  const report = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Error(`The runner has written no report: ${printed}`, { cause });
  });
  return Object.values(reportSchema.parse(JSON.parse(report)).files).flatMap(
    ({ executedWorkflows }) => executedWorkflows,
  );
}

function lastAnswer(steps: Step[], printed: string) {
  const last = steps.at(-1);
  const answer = last?.executedSteps?.at(-1)?.response ?? last?.response;
  if (answer === undefined) throw new Error(`A run ended before it asked anything: ${printed}`);
  return { status: answer.statusCode };
}

const outputsSchema = z.object({ factorId: z.string(), activatedStatus: z.string() });
const answerSchema = z.object({ statusCode: z.number() });
const stepSchema = z.object({
  response: answerSchema.optional(),
  executedSteps: z.array(z.object({ response: answerSchema.optional() })).optional(),
});
type Step = z.infer<typeof stepSchema>;
const reportSchema = z.object({
  files: z.record(
    z.string(),
    z.object({
      executedWorkflows: z.array(
        z.object({ workflowId: z.string(), executedSteps: z.array(stepSchema) }),
      ),
    }),
  ),
});
