import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Egress } from '../egress/egress.js';
import { ask, askJson } from './ask-json.js';
import { TicketError, type Ticket, type TicketSystem } from './ticket-system.js';

export interface JiraOptions {
  /** `https://example.atlassian.net` */
  url: string;
  /** Of the account that the API token belongs to. */
  email: string;
  apiToken: string;
  /** Its key. */
  project: string;
  /** Its name, such as `Task`. */
  issueType: string;
  /** Further labels of each issue. */
  labels: readonly string[];
}

const found = z.object({ issues: z.array(z.object({ key: z.string() })) });
const created = z.object({ key: z.string() });

/** Jira's search is some seconds behind what was created. After an attempt that may have created the issue the next one waits for so long. */
const searchIsBehindSeconds = 30;

const longestSummary = 255;

/**
 * {@link TicketSystem} over Jira Cloud's REST API v3. The external id is a label, as a hash: labels are searched for as a whole and hold no spaces. Jira creates two issues for two
 * requests, and its search is behind: where the answer to a creation was lost, the next attempt comes when the search has caught up.
 * https://developer.atlassian.com/cloud/jira/platform/rest/v3/
 */
export function createJiraTickets(egress: Egress, options: JiraOptions): TicketSystem {
  const { url, email, apiToken, project, issueType, labels } = options;
  const credential = Buffer.from(`${email}:${apiToken}`).toString('base64');
  const headers = { authorization: `Basic ${credential}` };
  const at = (path: string) => new URL(path, url);

  async function find(label: string): Promise<string | undefined> {
    const { issues } = await askJson(egress, {
      ...{ method: 'POST', url: at('/rest/api/3/search/jql'), headers, schema: found },
      body: {
        jql: `project = "${project}" AND labels = "${label}" ORDER BY created ASC`,
        ...{ fields: ['key'], maxResults: 1 },
      },
    });
    return issues[0]?.key;
  }

  async function create({ title, lines }: Ticket, label: string): Promise<string> {
    try {
      const { key } = await askJson(egress, {
        ...{ method: 'POST', url: at('/rest/api/3/issue'), headers, schema: created },
        body: {
          fields: {
            project: { key: project },
            issuetype: { name: issueType },
            summary: title.slice(0, longestSummary),
            description: toDocument(lines),
            labels: [...labels, label],
          },
        },
      });
      return key;
    } catch (error) {
      throw error instanceof TicketError && !error.permanent
        ? new TicketError(error.message, { permanent: false, retryAfter: searchIsBehindSeconds })
        : error;
    }
  }

  return {
    async put(ticket, { replaces = false } = {}) {
      const label = labelOf(ticket.externalId);
      const key = await find(label);
      if (key === undefined) return { ticket: await create(ticket, label) };
      if (replaces) {
        await ask(egress, {
          ...{ method: 'PUT', url: at(`/rest/api/3/issue/${encodeURIComponent(key)}`) },
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify({ fields: { description: toDocument(ticket.lines) } }),
        });
      }
      return { ticket: key };
    },
  };
}

function labelOf(externalId: string): string {
  return `preenroll-${createHash('sha256').update(externalId).digest('hex').slice(0, 32)}`;
}

/** Atlassian Document Format. https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/ */
function toDocument(lines: readonly string[]) {
  return {
    ...{ type: 'doc', version: 1 },
    content: lines.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
  };
}
