import proto from '@temporalio/proto';
import pg from 'pg';
import type { JournalEntry } from '../../../okta-emulator/journal.js';
import type { ReceivedMail } from '../../../okta-emulator/mailbox/received-mail.js';
import { statusQuery } from '../../../src/contract/pre-enroll-user.js';
import type { Place } from '../../support/personal-data/inventory.js';
import type { CanaryWorld } from './canary-world.js';
import type { Cast } from './canary-story.js';
import type { Stage } from './stage.js';

type Pieces = (string | Uint8Array)[];

/** What the processes have written and sent, place by place, as it is: but for what commands and the gateway have answered. */
export function placesOf(
  stage: Stage,
  world: CanaryWorld,
  cast: Cast,
  outputs: () => string[],
): Record<
  Exclude<Place, 'answers of the gateway' | 'what commands print' | 'traces'>,
  () => Promise<Pieces>
> {
  const { okta } = stage;
  return {
    'Temporal: histories': () => readHistories(stage),
    'Temporal: lists, status, pending activities, Schedules': () => readLists(stage, cast),
    'audit store': () => readTables(world.databaseUrl),
    logs: () => Promise.resolve(outputs()),
    metrics: () => Promise.all(world.metricsUrls.map(async (url) => (await fetch(url)).text())),
    async 'requests to Okta'() {
      const journal = await okta.control<JournalEntry[]>('GET', '/journal');
      // The test and the commands have an API token.
      return journal
        .filter(({ scheme }) => scheme !== 'SSWS')
        .map(({ path, userAgent, body }) => [path, userAgent, JSON.stringify(body)].join(' '));
    },
    // Raw for what stands in the heads, in which a text may be encoded.
    'our mails': () =>
      Promise.resolve(
        world.mailServer.mails.flatMap(({ to, raw }) => [to.join(), raw, decoded(raw)]),
      ),
    tickets: () => Promise.resolve(bodiesOf(world.tickets.requests)),
    chat: () => Promise.resolve(bodiesOf(world.chat.requests)),
  };
}

/** Without the soft line breaks of quoted-printable. */
function decoded(raw: string): string {
  const joined = raw.replace(/=\r?\n/g, '');
  return joined.replace(/=([0-9A-F]{2})/g, (_, hex: string) => `%${hex}`);
}

const bodiesOf = (requests: readonly { text: string }[]) => requests.map(({ text }) => text);

async function readHistories({ client }: Stage): Promise<Pieces> {
  const histories = [];
  for await (const { workflowId, runId } of client.workflow.list()) {
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    histories.push(proto.temporal.api.history.v1.History.encode(history).finish());
  }
  return histories;
}

async function readLists({ client, runOf }: Stage, cast: Cast): Promise<Pieces> {
  const { DescribeWorkflowExecutionResponse, DescribeScheduleResponse } =
    proto.temporal.api.workflowservice.v1;
  const { WorkflowExecutionInfo } = proto.temporal.api.workflow.v1;
  const pieces: Pieces = [];
  for await (const { raw, workflowId, runId } of client.workflow.list()) {
    pieces.push(WorkflowExecutionInfo.encode(raw).finish());
    const described = await client.workflow.getHandle(workflowId, runId).describe();
    pieces.push(DescribeWorkflowExecutionResponse.encode(described.raw).finish());
  }
  for await (const { scheduleId } of client.schedule.list()) {
    const { raw } = await client.schedule.getHandle(scheduleId).describe();
    pieces.push(DescribeScheduleResponse.encode(raw).finish());
  }
  for (const hire of Object.values(cast)) {
    pieces.push(JSON.stringify(await runOf(hire).query(statusQuery)));
    pieces.push(JSON.stringify(await runOf(hire).query('__temporal_workflow_metadata')));
  }
  return pieces;
}

/** Every row of every table. */
async function readTables(connectionString: string): Promise<string[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      "select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
    );
    const pieces = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(
        `select to_jsonb(t)::text as row from ${name} t`,
      );
      pieces.push(...rows.map(({ row }) => row));
    }
    return pieces;
  } finally {
    await client.end();
  }
}

/** What opens an account, in all mails that were sent. */
export async function activationTokens({ okta }: Stage, world: CanaryWorld): Promise<string[]> {
  const mailbox = await okta.control<ReceivedMail[]>('GET', '/mailbox');
  const texts = [
    ...mailbox.map(({ text }) => text),
    ...world.mailServer.mails.map(({ raw }) => raw.replace(/=\r?\n/g, '')),
  ];
  const tokens = texts.flatMap((text) =>
    [...text.matchAll(/\/(?:welcome|tokens)\/([\w-]+)/g)].map(([, token = '']) => token),
  );
  return [...new Set(tokens)];
}
