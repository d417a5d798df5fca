import type { z } from 'zod';
import { getJson, listAll, type OktaHttp } from '../get-json.js';
import { inOtherForm, parse } from '../parse-answer.js';

/** Requests by their path, raw: the SDK's models drop parts of what setting an org up sends and reads. */
export interface JsonCalls {
  get: <T>(path: string, schema: z.ZodType<T>, what: string) => Promise<T>;
  /** One request for each page. */
  list: <T>(path: string, item: z.ZodType<T>, what: string) => Promise<T[]>;
  /** As `list`, for the resources below `/api/v1/iam`: their pages are objects that name the next one. */
  listIn: <T>(path: string, key: string, item: z.ZodType<T>, what: string) => Promise<T[]>;
  send: <T>(
    method: 'POST' | 'PUT' | 'PATCH',
    path: string,
    body: unknown,
    schema: z.ZodType<T>,
    what: string,
  ) => Promise<T>;
  delete: (path: string) => Promise<void>;
}

export function createJsonCalls(http: OktaHttp, orgUrl: string): JsonCalls {
  const at = (path: string) => new URL(path, orgUrl);
  const headers = { Accept: 'application/json', 'Content-Type': 'application/json' };

  return {
    async get(path, schema, what) {
      return parse(schema, (await getJson(http, at(path))).json, what);
    },

    async list(path, item, what) {
      return (await listAll(http, at(path), what)).map((each) => parse(item, each, what));
    },

    async listIn(path, key, item, what) {
      const items = [];
      let page: URL | undefined = at(path);
      while (page !== undefined) {
        const { json } = await getJson(http, page);
        items.push(...parse(item.array(), member(json, key), what));
        page = nextPage(json, page, what);
      }
      return items;
    },

    async send(method, path, body, schema, what) {
      const response = await http.http(at(path).href, {
        ...{ method, headers, body: JSON.stringify(body) },
      });
      return parse(schema, await response.json(), what);
    },

    async delete(path) {
      await http.http(at(path).href, { method: 'DELETE', headers: { Accept: headers.Accept } });
    },
  };
}

/** Our credential goes to our org alone, wherever the link leads. */
function nextPage(json: unknown, page: URL, what: string): URL | undefined {
  const href = member(member(member(json, '_links'), 'next'), 'href');
  if (href === undefined) return undefined;
  if (typeof href !== 'string' || !URL.canParse(href)) throw inOtherForm(what);
  const next = new URL(href);
  if (next.origin !== page.origin || next.pathname !== page.pathname) throw inOtherForm(what);
  return next;
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

/** `path('groups', id)` is below `/api/v1`, with each part encoded. */
export function path(...parts: readonly string[]): string {
  return `/api/v1/${parts.map(encodeURIComponent).join('/')}`;
}
