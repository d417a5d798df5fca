import type { OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import { oktaApi } from '../okta-emulator/okta-api.js';
import { creatingBody } from './creating-body.js';
import type { Answer, Recording } from './recording.js';

interface Replayed {
  /** Method and URL, as recorded. */
  request: string;
  /** Okta's answer, with the emulated org's URL and ids in place of its own. */
  expected: Answer;
  actual: Answer;
}

/**
 * Sends the requests of a recording to the emulator, each about what the ones before it created. Users are put into Group A: the
 * recorded org let everybody enroll a phone.
 */
export async function replayRecording(
  recording: Recording,
  emulator: OktaEmulator,
): Promise<Replayed[]> {
  const api = oktaApi(emulator);
  const replayed: Replayed[] = [];
  const ids = new Map([['https://test.okta.com', emulator.url]]);

  function translate<T>(recorded: T): T {
    let text = JSON.stringify(recorded);
    for (const [okta, emulated] of ids) text = text.replaceAll(okta, emulated);
    return JSON.parse(text) as T;
  }

  for (const { request, response } of recording) {
    const { method, url } = request;
    const sent = method === 'GET' ? undefined : creatingBody(response.body, emulator.groupA);
    const { status, headers, body = null } = await api.call(method, translate(url), sent);
    const actual: Answer = { status, headers: Object.fromEntries(headers), body };
    const created = idOf(response.body);
    if (created !== undefined) ids.set(created, idOf(actual.body) ?? 'nothing was created');
    const expected = translate(response);
    const known = new Set(ids.values());
    replayed.push({
      request: `${method} ${url}`,
      expected: withoutStrangers(expected, known),
      actual: withoutStrangers(actual, known),
    });
  }
  return replayed;
}

/** A list without what was in the org before: that differs from org to org. */
function withoutStrangers(answer: Answer, known: Set<string>): Answer {
  const { body } = answer;
  if (!Array.isArray(body)) return answer;
  return { ...answer, body: body.filter((item) => known.has(idOf(item) ?? '')) };
}

function idOf(body: unknown): string | undefined {
  return (body as { id?: string } | null)?.id;
}
