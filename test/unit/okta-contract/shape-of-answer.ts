import type { Answer } from './recording.js';

/** Okta's own words, and the addresses of resources. */
const isExact = /^(E\d{7}|[A-Z]+(_[A-Z]+)*)$|\/api\/v1\/(?!meta)/;

/**
 * What a client relies on in an answer: its status, the keys and types of its body, with Okta's words (`STAGED`, `E0000007`) and
 * the links to resources as they are, and the headers that carry meaning.
 */
export function shapeOfAnswer({ status, headers, body }: Answer): unknown {
  return { status, headers: shapeOfHeaders(headers), body: shapeOf(body) };
}

function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value === 'string' && isExact.test(value)) return value;
  if (typeof value !== 'object' || value === null) return value === null ? null : typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, of]) => [key, shapeOf(of)]));
}

function shapeOfHeaders(headers: Record<string, string>): Record<string, string> {
  const { 'content-type': contentType, link, ...others } = headers;
  const telling = Object.entries(others).filter(([name]) => /^x-(okta|rate-limit)-/.test(name));
  return {
    ...Object.fromEntries(
      telling.map(([name, value]) => [name, /^\d+$/.test(value) ? 'number' : 'text']),
    ),
    ...(contentType !== undefined && { 'content-type': contentType.replace(/;.*/, '') }),
    ...(link !== undefined && { link: link.replace(/\?[^>]*/, inOrder) }),
  };
}

function inOrder(query: string): string {
  return `?${query.slice(1).split('&').toSorted().join('&')}`;
}
