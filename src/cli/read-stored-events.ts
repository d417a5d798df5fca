import { readFileSync } from 'node:fs';

/** Events as Okta sent them, and the delivery's body around them where they were stored with it. */
export interface StoredEvents {
  values: unknown[];
  envelope?: Record<string, unknown>;
}

/** A file that a command was given is not what it takes. The message says what to do, and nothing of what is in it. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/**
 * Reads stored events: a delivery of the event hook, an event, a list of either, or one of these per line.
 *
 * @param file a path, or `-` for standard input
 * @throws InputError
 */
export function readStoredEvents(file: string): StoredEvents[] {
  return parseDocuments(readText(file)).flatMap((document) =>
    (Array.isArray(document) ? document : [document]).map(toStoredEvents),
  );
}

function readText(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new InputError(`The file cannot be read: ${(error as Error).message}`);
  }
}

function parseDocuments(text: string): unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return text
      .split('\n')
      .flatMap((line, at) => (line.trim() === '' ? [] : [parseLine(line, at)]));
  }
}

function parseLine(line: string, at: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // The parser's own message quotes the text.
    throw new InputError(
      `Line ${at + 1} is no JSON. Give a delivery of Okta's event hook, an event, a list of them, or one per line.`,
    );
  }
}

function toStoredEvents(value: unknown): StoredEvents {
  if (typeof value !== 'object' || value === null || !('data' in value)) return { values: [value] };
  const { data } = value;
  if (typeof data !== 'object' || data === null || !('events' in data)) return { values: [value] };
  return Array.isArray(data.events)
    ? { values: data.events, envelope: { ...value } }
    : { values: [value] };
}
