import { invalid } from '../errors.js';
import type { LogEvent } from '../system-log/log-event.js';

const mostKeywords = 10;
const longestKeyword = 40;

/**
 * The words of `q`, in lower case.
 *
 * @throws OktaError E0000001 for more than ten words, or one of more than 40 characters.
 */
export function keywordsOf(q = ''): string[] {
  const keywords = q.toLowerCase().split(/\s+/).filter(Boolean);
  if (keywords.some(({ length }) => length > longestKeyword)) {
    throw invalid(
      "'q': Freeform search cannot contain items longer than 40 characters. Please shorten the items in your search or use an advanced filter to query by specific fields.",
    );
  }
  if (keywords.length > mostKeywords) {
    throw invalid("'q': Freeform search cannot contain more than 10 items.");
  }
  return keywords;
}

/** Whether the event's values hold every keyword as a whole word; the parts between hyphens are words too. */
export function mentionsAll(event: LogEvent, keywords: readonly string[]): boolean {
  if (keywords.length === 0) return true;
  const words = new Set(wordsIn(event));
  return keywords.every((keyword) => words.has(keyword));
}

function wordsIn(value: unknown): string[] {
  if (typeof value === 'string') {
    const words = value.toLowerCase().split(/\s+/);
    return [...words, ...words.flatMap((word) => word.split('-'))];
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(wordsIn) : [];
}
