import type { Client } from '@okta/okta-sdk-nodejs';
import { z } from 'zod';
import type { LogPage, LogPollStart } from './okta-client.js';
import { LogCursorRefusedError, OktaApiError } from './okta-errors.js';
import { inOtherForm, parse } from './parse-answer.js';
import { readRateLimit } from './request-executor.js';

const path = '/api/v1/logs';

/** Okta has deleted what the link points to, or cannot read it any more; a 400 does not say which parameter it is about. */
const refusals = [400, 404, 410];

/**
 * Reads the System Log page by page, raw: the SDK's model of an event drops what it does not know, and its collection pages for ever
 * in polling mode.
 */
export function createLogReader(http: Client['http'], orgUrl: string) {
  const { origin } = new URL(orgUrl);

  async function read(url: URL): Promise<Omit<LogPage, 'next'> & { next: string | undefined }> {
    const response = await http.http(url.href, { headers: { Accept: 'application/json' } });
    // The executor answers with what the global fetch has, which is typed as node-fetch's.
    const headers = response.headers as unknown as Headers;
    const events = parse(z.array(z.unknown()), await response.json(), 'System Log');
    return { events, next: nextLink(headers.get('link')), rateLimit: readRateLimit(headers) };
  }

  function begin({ since, filter, limit }: LogPollStart) {
    const query = new URLSearchParams({
      since: since.toISOString(),
      filter,
      sortOrder: 'ASCENDING',
      limit: String(limit),
    });
    return read(new URL(`${path}?${query.toString()}`, origin));
  }

  async function follow(next: string) {
    const url = URL.canParse(next) ? new URL(next) : undefined;
    // Our token goes to our org alone, wherever the link leads.
    if (url?.origin !== origin || url.pathname !== path) throw new LogCursorRefusedError();
    try {
      return await read(url);
    } catch (error) {
      const isRefused = error instanceof OktaApiError && refusals.includes(error.status);
      throw isRefused ? new LogCursorRefusedError() : error;
    }
  }

  return {
    async list(start: LogPollStart): Promise<unknown[]> {
      return (await begin(start)).events;
    },

    async poll(from: LogPollStart | { next: string }): Promise<LogPage> {
      const { next, ...page } = await ('next' in from ? follow(from.next) : begin(from));
      if (next === undefined) throw inOtherForm('System Log');
      return { ...page, next };
    },
  };
}

/** From `<…>; rel="self", <…>; rel="next"`. The library that the SDK uses for it gives up at 2,000 characters. */
function nextLink(header: string | null): string | undefined {
  return /<([^>]+)>\s*;\s*rel="?next"?/.exec(header ?? '')?.[1];
}
