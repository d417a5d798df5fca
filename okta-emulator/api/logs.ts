import { Router, type Request } from 'express';
import { answerMethodNotAllowed, invalid, OktaError } from '../errors.js';
import type { Org } from '../state/org.js';
import type { LogEvent } from '../system-log/log-event.js';
import { poll, readBetween } from '../system-log/log-query.js';
import { visibleLog } from '../system-log/visible-log.js';
import { keywordsOf, mentionsAll } from './log-keywords.js';
import { logFilterOf } from './log-filter.js';
import type { ScimFilter } from './scim-filter.js';
import { linkToNext, linkToSelf } from './pages.js';
import { dateParameter, integerParameter, textParameter } from './query.js';

const day = 24 * 60 * 60 * 1000;

/** `/logs`: a polling request without `until` in ascending order, a bounded one otherwise. */
export function createLogsRouter(org: Org): Router {
  const router = Router();
  router
    .route('/logs')
    .get((req, res) => {
      const query = {
        ...matcherOf(req),
        limit: integerParameter(req, 'limit', { min: 0, max: 1000, otherwise: 100 }),
        after: textParameter(req, 'after'),
        ...timesOf(req),
      };
      const log = visibleLog(org);
      const found = query.isPolling ? poll(log, query) : readBetween(log, query);
      if (found === undefined) throw invalid("'after': is not a cursor of a next link.");
      linkToSelf(org, req, res);
      if (found.after !== undefined) {
        const since = query.isPolling ? { since: undefined } : {};
        linkToNext(org, req, res, { ...since, after: found.after });
      }
      res.json(found.events);
    })
    .all(answerMethodNotAllowed);
  return router;
}

function timesOf(req: Request) {
  const given = { since: dateParameter(req, 'since'), until: dateParameter(req, 'until') };
  const descending = isDescending(req);
  const isPolling = given.until === undefined && !descending;
  if (isPolling && given.since && textParameter(req, 'after')) {
    throw invalid("'since' and 'after': exclude each other.");
  }
  const until = given.until ?? new Date();
  const since = given.since ?? new Date(until.getTime() - 7 * day);
  if (since.getTime() < Date.now() - 180 * day) {
    throw new OktaError('E0000053', {
      summary: 'Invalid parameter: The since parameter is over 180 days prior to the current day.',
    });
  }
  return { since, until, descending, isPolling };
}

function isDescending(req: Request): boolean {
  const order = textParameter(req, 'sortOrder') ?? 'ASCENDING';
  if (order !== 'ASCENDING' && order !== 'DESCENDING') {
    throw invalid("'sortOrder': must be ASCENDING or DESCENDING.");
  }
  return order === 'DESCENDING';
}

function matcherOf(req: Request) {
  const filter = logFilterOf(textParameter(req, 'filter'));
  const keywords = keywordsOf(textParameter(req, 'q'));
  return {
    matches: (event: LogEvent) => filter(event) && mentionsAll(event, keywords),
    about: targetsIn(filter),
  };
}

/** The ids of targets that the filter asks for; undefined if it passes events about others too. */
function targetsIn({ needs = [] }: ScimFilter): string[] | undefined {
  return needs
    .find((equalities) => equalities.every(({ attribute }) => attribute === 'target.id'))
    ?.map(({ value }) => String(value));
}
