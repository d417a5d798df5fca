import { z } from 'zod';
import { getJson, nextLink, type OktaHttp } from './get-json.js';
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
export function createLogReader(http: OktaHttp, orgUrl: string) {
  const { origin } = new URL(orgUrl);

  async function read(url: URL): Promise<Omit<LogPage, 'next'> & { next: string | undefined }> {
    const { json, headers } = await getJson(http, url);
    const events = parse(z.array(z.unknown()), json, 'System Log');
    return { events, next: nextLink(headers), rateLimit: readRateLimit(headers) };
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
