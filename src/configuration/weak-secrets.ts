/** What stands where a secret shall be put, without its separators. Long enough that random text does not hold it by chance. */
const placeholders = [
  ...['changeme', 'changeit', 'changethis', 'replaceme', 'replacethis', 'placeholder', 'example'],
  ...['password', 'passw0rd', 'letmein', 'qwerty', 'default', 'insecure', 'notasecret', 'mysecret'],
  ...['yoursecret', 'yourtoken', 'yourkey', 'yourapi', 'topsecret', 'donotuse'],
];

/** A name in brackets, or a variable that nobody has filled in. Random bytes may have brackets at both ends, but no words between them. */
const unfilled =
  /^(x{3,}|\*{3,}|\.{3,}|…|-{3,}|todo|tbd|<[\w .:-]*>|\[[\w .:-]*\]|\{\{[\w .:-]*\}\}|\$\{?\w+\}?)$/i;

/** What of random text of 22 characters, or of 32 bytes, is less than once in ten million times. */
const fewestCharacters = 8;

export const noPlaceholder = 'must be a secret of its own, not a placeholder such as changeme';
export const noPattern = 'must be random, not a repetition or a row of characters';

/** True if the text is one of those that are meant to be replaced, or holds one. */
export function isPlaceholder(text: string): boolean {
  const bare = text.toLowerCase().replace(/[^a-z0-9]/g, '');
  return unfilled.test(text) || placeholders.some((word) => bare.includes(word));
}

/** True of what can be made by holding down a key, or by counting: few different characters, or most steps from one to the next alike. */
export function isPattern(text: string): boolean {
  if (new Set(text).size < fewestCharacters) return true;
  const steps = new Map<number, number>();
  for (let at = 1; at < text.length; at += 1) {
    const step = text.charCodeAt(at) - text.charCodeAt(at - 1);
    steps.set(step, (steps.get(step) ?? 0) + 1);
  }
  return Math.max(...steps.values()) > (text.length - 1) / 2;
}

/** True if the password in a URL is a placeholder. Without a password there is nothing to be said against. */
export function hasPlaceholderPassword(url: string): boolean {
  return URL.canParse(url) && isPlaceholder(new URL(url).password);
}
