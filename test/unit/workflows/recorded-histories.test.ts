import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';

const directory = new URL('../../histories/', import.meta.url);

/** What personal data and secrets look like, and what they are called. */
const traces: Readonly<Record<string, RegExp>> = {
  'a mail address': /[\w.+-]+@[\w-]+(\.[\w-]+)*\.[a-z]{2,}\b/i,
  'a phone number': /\+\d{8,15}\b/,
  'a link that activates': /\/(welcome|tokens|signin)\//,
  'a signed token': /\beyJ[\w-]+\.[\w-]+\.[\w-]+/,
  'an API token': /\b(SSWS|Bearer|DPoP) \S/,
  'a field of a profile':
    /"(login|email|secondEmail|alternateId|displayName|firstName|lastName|mobilePhone|mobileNumber|phoneNumber|managerId|activationUrl|ipAddress)"\s*:\s*"[^"]/,
};

function tracesIn(text: string): string[] {
  return Object.entries(traces).flatMap(([what, trace]) => (trace.test(text) ? [what] : []));
}

/** Every text of a history as it was before it was written down: payloads are base64 in it. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .map(([key, inner]: [string, unknown]) =>
      key === 'data' && typeof inner === 'string'
        ? Buffer.from(inner, 'base64').toString('utf8')
        : textOf(inner),
    )
    .join('\n');
}

describe('what is recorded in histories', () => {
  it('is no personal data and no secret', () => {
    const files = readdirSync(directory);
    assert(files.length > 100);
    const found = files.flatMap((file) => {
      const text = textOf(JSON.parse(readFileSync(new URL(file, directory), 'utf8')));
      // Payloads were read, or there is nothing to be found in them.
      assert.match(text, /\{/, file);
      return tracesIn(text).map((trace) => `${file}: ${trace}`);
    });
    assert.deepEqual(found, []);
  });

  for (const [title, value, trace] of [
    ['a mail address', { login: 'new.hire@example.com' }, 'a mail address'],
    ['a number', ['+15551234567'], 'a phone number'],
    ['a link', 'https://example.okta.com/welcome/abc', 'a link that activates'],
    ['a name', { firstName: 'Ada' }, 'a field of a profile'],
    ['a token', 'eyJhbGciOiJ9.eyJpc3MiOiJ9.c2ln', 'a signed token'],
    ['what is sent to Okta', 'SSWS 00abc', 'an API token'],
  ] as const) {
    it(`would be found: ${title}`, () => {
      const data = Buffer.from(JSON.stringify(value)).toString('base64');
      assert(tracesIn(textOf({ events: [{ payloads: [{ data }] }] })).includes(trace));
    });
  }
});
