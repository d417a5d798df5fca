const languageTag = /^[a-z]{2,3}(-[a-z0-9]{1,8})*$/;

/** The tag in lower case with hyphens: `de_AT` is `de-at`. Undefined if the text is no language tag. */
export function toLanguageTag(text: string): string | undefined {
  const tag = text.trim().replaceAll('_', '-').toLowerCase();
  return languageTag.test(tag) ? tag : undefined;
}

/** The tag and what is left of it when it is cut from the right, as in RFC 4647, section 3.4: `de-at`, `de`. */
export function withShorterTags(tag: string): string[] {
  const subtags = tag.split('-');
  return subtags.map((_, index) => subtags.slice(0, subtags.length - index).join('-'));
}

/**
 * The languages somebody wants, best first, each followed by its shorter tags. Okta's `locale` is one tag (`de_DE`);
 * `preferredLanguage` has, as SCIM wants it, the form of an Accept-Language header (RFC 7643, section 4.1.1). What is no
 * language is left out; garbage is an empty list.
 */
export function wantedLanguages(wanted: string | undefined): string[] {
  return (wanted ?? '')
    .split(',')
    .map((entry) => ({
      // A locale may end in a character set or a variant: de_DE.UTF-8, de_DE@euro.
      tag: toLanguageTag(entry.replace(/[;.@].*$/s, '')),
      quality: Number(/;\s*q\s*=\s*([\d.]+)/i.exec(entry)?.[1] ?? 1),
    }))
    .filter(({ quality }) => quality !== 0)
    .sort((a, b) => b.quality - a.quality || 0)
    .flatMap(({ tag }) => (tag === undefined ? [] : withShorterTags(tag)));
}
