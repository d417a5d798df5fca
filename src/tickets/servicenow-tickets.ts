import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Egress } from '../egress/egress.js';
import { askJson } from './ask-json.js';
import type { TicketSystem } from './ticket-system.js';

export interface ServiceNowOptions {
  /** `https://example.service-now.com` */
  url: string;
  user: string;
  password: string;
  /** `incident`, or a table that extends it. */
  table: string;
  /** Further fields of each record, such as `assignment_group`. */
  fields: Readonly<Record<string, string>>;
}

const record = z.object({ sys_id: z.string(), number: z.string() });
const found = z.object({ result: z.array(record) });
const written = z.object({ result: record });

const longestShortDescription = 160;

/**
 * {@link TicketSystem} over ServiceNow's Table API. The external id is the record's `correlation_id`. The table answers with what was just written, so a lost answer leads to no second record
 * unless two attempts overlap, which they do not.
 * https://www.servicenow.com/docs/r/api-reference/rest-apis/c_TableAPI.html
 */
export function createServiceNowTickets(
  egress: Egress,
  { url, user, password, table, fields }: ServiceNowOptions,
): TicketSystem {
  const credential = Buffer.from(`${user}:${password}`).toString('base64');
  const headers = { authorization: `Basic ${credential}` };

  function at(query: Record<string, string>, sysId?: string): URL {
    const path = ['/api/now/table', table, ...(sysId === undefined ? [] : [sysId])];
    const target = new URL(path.map((part) => part.replace(/[^\w/-]/g, '')).join('/'), url);
    target.search = new URLSearchParams({ ...query, sysparm_fields: 'sys_id,number' }).toString();
    return target;
  }

  return {
    async put({ externalId, title, lines }, { replaces = false } = {}) {
      const texts = { short_description: title.slice(0, longestShortDescription) };
      const description = lines.join('\n');
      const { result } = await askJson(egress, {
        ...{ method: 'GET', headers, schema: found },
        url: at({
          sysparm_query: `correlation_id=${correlationIdOf(externalId)}`,
          sysparm_limit: '1',
        }),
      });
      const [there] = result;
      if (there !== undefined && !replaces) return { ticket: there.number };
      const answer = await askJson(
        egress,
        there === undefined
          ? {
              ...{ method: 'POST', url: at({}), headers, schema: written },
              body: {
                ...fields,
                ...{ ...texts, description, correlation_id: correlationIdOf(externalId) },
                correlation_display: 'preenroll',
              },
            }
          : {
              ...{ method: 'PATCH', url: at({}, there.sys_id), headers, schema: written },
              body: { description },
            },
      );
      return { ticket: answer.result.number };
    },
  };
}

/** The field holds 100 characters, and `^` would begin another condition of the query. */
function correlationIdOf(externalId: string): string {
  return /^[\w:-]{1,100}$/.test(externalId)
    ? externalId
    : `preenroll:${createHash('sha256').update(externalId).digest('hex')}`;
}
