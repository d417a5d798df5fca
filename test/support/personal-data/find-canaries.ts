/** What is never to be read where it does not belong. */
export interface Canary {
  /** What it is: a word of the inventory. */
  kind: string;
  value: string;
  /**
   * `number`: digits, which are looked for with any separators between them. `code`: a few digits, which count only if no other stands beside them.
   */
  as?: 'number' | 'code';
}

/**
 * The kinds of the canaries that are in the text or in the bytes, in order: in plain, URL-encoded, JSON-escaped, and in base64 and base64url
 * wherever in a longer text it may have stood. Upper and lower case are the same but in base64.
 */
export function findCanaries(canaries: readonly Canary[], haystack: string | Uint8Array): string[] {
  const exact = Buffer.from(haystack).toString('utf8');
  const texts = { exact, plain: exact.toLowerCase(), unspaced: withoutSeparators(exact) };
  const found = canaries.filter((canary) => isIn(canary, texts)).map(({ kind }) => kind);
  return [...new Set(found)].sort();
}

interface Texts {
  exact: string;
  plain: string;
  unspaced: string;
}

function isIn({ value, as }: Canary, { exact, plain, unspaced }: Texts): boolean {
  if (as === 'code') return new RegExp(`(?<![\\w.-])${value}(?![\\w.-])`).test(exact);
  if (as === 'number' && unspaced.includes(value)) return true;
  return (
    writtenForms(value).some((form) => plain.includes(form)) ||
    base64Forms(value).some((form) => exact.includes(form))
  );
}

/** A number with what people and URLs put between its digits. */
function withoutSeparators(text: string): string {
  return text.replace(/%2[0-9B-F]|[\s()./+-]/gi, '');
}

/** In lower case. */
function writtenForms(value: string): string[] {
  const escaped = JSON.stringify(value).slice(1, -1);
  const forms = [
    ...[value, escaped, JSON.stringify(escaped).slice(1, -1), asciiOnly(escaped)],
    ...[encodeURIComponent(value), new URLSearchParams({ '': value }).toString().slice(1)],
  ];
  return [...new Set(forms.map((form) => form.toLowerCase()))];
}

/** As some encoders of JSON write it. */
function asciiOnly(escaped: string): string {
  return escaped.replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * What of the value's base64 is the same whatever stands before and behind it: three bytes become four characters, so that it depends on where among the
 * three the value begins.
 */
function base64Forms(value: string): string[] {
  return [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(value)]);
    const [from, to] = [Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6)];
    return (['base64', 'base64url'] as const).map((encoding) =>
      bytes.toString(encoding).slice(from, to),
    );
  });
}
