import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import {
  startStubServer,
  type StubAnswer,
  type StubRequest,
  type StubServer,
} from './stub-server.js';

/** A ticket as the stub keeps it. */
interface StubTicket {
  name: string;
  externalId: string;
  title: string;
  text: string;
}

export interface TicketStub extends StubServer {
  tickets: StubTicket[];
}

const basic = (user: string, secret: string) =>
  `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`;

const refused = (status: number): StubAnswer => ({ status, body: { errorMessages: ['refused'] } });

function parse<T>(schema: z.ZodType<T>, { text }: StubRequest): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

// Atlassian Document Format, as far as paragraphs of text go.
const document = z.strictObject({
  type: z.literal('doc'),
  version: z.literal(1),
  content: z.array(
    z.strictObject({
      type: z.literal('paragraph'),
      content: z.array(z.strictObject({ type: z.literal('text'), text: z.string().min(1) })),
    }),
  ),
});

// https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-post
const jiraIssue = z.strictObject({
  fields: z.strictObject({
    project: z.strictObject({ key: z.literal('SEC') }),
    issuetype: z.strictObject({ name: z.string() }),
    summary: z
      .string()
      .min(1)
      .max(255)
      .regex(/^[^\n]*$/),
    description: document,
    labels: z.array(z.string().max(255).regex(/^\S+$/)),
  }),
});
const jiraEdit = z.strictObject({ fields: z.strictObject({ description: document }) });
// https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/#api-rest-api-3-search-jql-post
const jiraSearch = z.strictObject({
  jql: z.string(),
  fields: z.array(z.string()).optional(),
  maxResults: z.int().min(1).max(5_000).optional(),
  nextPageToken: z.string().optional(),
});

const textOf = ({ content }: z.infer<typeof document>) =>
  content.map((paragraph) => paragraph.content.map(({ text }) => text).join('')).join('\n');

/** Jira Cloud, as far as issues are searched for, created and edited. It creates an issue for each request, as Jira does. */
export async function startJiraStub({
  email,
  apiToken,
}: {
  email: string;
  apiToken: string;
}): Promise<TicketStub> {
  const tickets: StubTicket[] = [];

  function answer(request: StubRequest): StubAnswer {
    if (request.headers.authorization !== basic(email, apiToken)) return refused(401);
    if (request.headers['content-type'] !== 'application/json') return refused(415);
    const { method, path } = request;
    if (method === 'POST' && path === '/rest/api/3/search/jql') {
      const search = parse(jiraSearch, request);
      const wanted = /^project = "SEC" AND labels = "([^"]+)"/.exec(search?.jql ?? '')?.[1];
      if (wanted === undefined) return refused(400);
      const found = tickets.filter(({ externalId }) => externalId === wanted);
      return {
        status: 200,
        body: {
          isLast: true,
          issues: found.map(({ name }) => ({ id: '1', key: name, fields: {} })),
        },
      };
    }
    if (method === 'POST' && path === '/rest/api/3/issue') {
      const fields = parse(jiraIssue, request)?.fields;
      if (fields === undefined) return refused(400);
      const name = `SEC-${tickets.length + 1}`;
      const externalId = fields.labels.at(-1) ?? '';
      tickets.push({ name, externalId, title: fields.summary, text: textOf(fields.description) });
      return { status: 201, body: { id: '10000', key: name, self: 'https://example' } };
    }
    const edited = tickets.find(({ name }) => path === `/rest/api/3/issue/${name}`);
    const edit = parse(jiraEdit, request);
    if (method !== 'PUT' || edited === undefined || edit === undefined) return refused(404);
    edited.text = textOf(edit.fields.description);
    return { status: 204 };
  }

  return { ...(await startStubServer(answer)), tickets };
}

// https://www.servicenow.com/docs/r/api-reference/rest-apis/c_TableAPI.html
const incident = z.strictObject({
  short_description: z.string().min(1).max(160),
  description: z.string().max(4_000),
  correlation_id: z.string().min(1).max(100),
  correlation_display: z.string().max(100),
  assignment_group: z.string().optional(),
});
const incidentEdit = z.strictObject({ description: z.string().max(4_000) });

/** ServiceNow's Table API, as far as incidents are searched for, created and edited. */
export async function startServiceNowStub({
  user,
  password,
}: {
  user: string;
  password: string;
}): Promise<TicketStub> {
  const tickets: (StubTicket & { sysId: string })[] = [];
  const resultOf = ({ sysId, name }: { sysId: string; name: string }) => ({
    ...{ sys_id: sysId, number: name },
  });

  function answer(request: StubRequest): StubAnswer {
    if (request.headers.authorization !== basic(user, password)) return refused(401);
    const { method, path, query } = request;
    if (method === 'GET' && path === '/api/now/table/incident') {
      const wanted = /^correlation_id=([^^]+)$/.exec(query.get('sysparm_query') ?? '')?.[1];
      if (wanted === undefined) return refused(400);
      const found = tickets.filter(({ externalId }) => externalId === wanted);
      const limit = Number(query.get('sysparm_limit') ?? '10000');
      return { status: 200, body: { result: found.slice(0, limit).map(resultOf) } };
    }
    if (method === 'POST' && path === '/api/now/table/incident') {
      const fields = parse(incident, request);
      if (fields === undefined) return refused(400);
      const ticket = {
        ...{ name: `INC00${tickets.length + 1}`, sysId: `sys${tickets.length + 1}` },
        ...{ externalId: fields.correlation_id, title: fields.short_description },
        text: fields.description,
      };
      tickets.push(ticket);
      return { status: 201, body: { result: resultOf(ticket) } };
    }
    const edited = tickets.find(({ sysId }) => path === `/api/now/table/incident/${sysId}`);
    const edit = parse(incidentEdit, request);
    if (method !== 'PATCH' || edited === undefined || edit === undefined) return refused(404);
    edited.text = edit.description;
    return { status: 200, body: { result: resultOf(edited) } };
  }

  return { ...(await startStubServer(answer)), tickets };
}

const webhookBody = z.strictObject({
  type: z.string().regex(/^[a-z]+(\.[a-z]+)+$/),
  timestamp: z.iso.datetime(),
  data: z.strictObject({ externalId: z.string(), title: z.string(), text: z.string() }),
});

/** A receiver of Standard Webhooks: it verifies the signature, and knows a repeat by `webhook-id`. */
export async function startWebhookStub({ secret }: { secret: string }): Promise<TicketStub> {
  const tickets: StubTicket[] = [];
  const seen = new Set<string>();
  const webhook = new Webhook(secret);

  function answer(request: StubRequest): StubAnswer {
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    try {
      webhook.verify(request.text, headers);
    } catch {
      return refused(401);
    }
    const body = parse(webhookBody, request);
    const id = headers['webhook-id'];
    if (body === undefined || id === undefined) return refused(400);
    if (!seen.has(id)) {
      seen.add(id);
      const { externalId, title, text } = body.data;
      const there = tickets.find((ticket) => ticket.externalId === externalId);
      if (there === undefined) tickets.push({ name: id, externalId, title, text });
      else there.text = text;
    }
    return { status: 204 };
  }

  return { ...(await startStubServer(answer)), tickets };
}
