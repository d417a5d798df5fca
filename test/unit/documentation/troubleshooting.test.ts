import assert from 'node:assert/strict';
import { attention } from '../../../src/contract/attention.js';
import { failureType } from '../../../src/contract/failures.js';
import { refusals } from '../../../src/contract/operator.js';
import { codeSpans, pages } from '../../support/documentation/pages.js';
import { sourceText } from '../../support/documentation/source-text.js';

const page = 'docs/troubleshooting.md';
const spans = codeSpans(page);
const text = flat(pages.get(page) ?? '');
const source = sourceText('src');

describe('the page about messages', () => {
  function misses(words: Iterable<string>): string[] {
    return [...words].filter((word) => !spans.includes(word));
  }

  it('has every type of failure', () => {
    assert.deepEqual(misses(Object.values(failureType)), []);
  });

  it('has every reason to park, and where the runbook has it', () => {
    const reasons = Object.keys(attention);
    assert.deepEqual(misses(reasons), []);
    for (const reason of reasons) assert(text.includes(`(runbook.md#${reason})`), reason);
  });

  it('has every refusal of an operator’s request', () => {
    assert.deepEqual(misses(Object.keys(refusals)), []);
  });

  it('has every answer of the gateway', () => {
    assert.deepEqual(misses(membersOf('RefusalReason')), []);
  });

  it('has every reason why there is no token', () => {
    assert.deepEqual(misses(membersOf('TokenRefusal')), []);
  });

  it('has every reason to skip somebody', () => {
    assert.deepEqual(misses(membersOf('SkipReason')), []);
  });

  it('has every class of errors', () => {
    const classes = [...source.matchAll(/\bclass (\w+) extends \w*Error\b/g)].map(
      ([, name = '']) => name,
    );
    assert(classes.length > 20);
    assert.deepEqual(
      classes.filter((name) => !text.includes(name)),
      [],
    );
  });

  it('has every message about the configuration, and about what cannot be reached or found', () => {
    const messages = [...source.matchAll(thrown)].map(([, , message = '']) => message);
    assert(messages.length > 30);
    assert.deepEqual(
      messages
        .flatMap((message) => beginningOf(message) ?? [])
        .filter((words) => !text.includes(words)),
      [],
    );
  });

  it('quotes no message that the code does not have', () => {
    const code = flat(source).replaceAll('\\', '');
    const messages = spans.filter(
      (span) => /^(…|[A-Z]\w* )\S*.* /.test(span) && !span.startsWith('TEMPORAL_'),
    );
    assert(messages.length > 40);
    const unknown = messages.filter((span) =>
      span.split('…').some((part) => part.trim().length > 3 && !code.includes(part.trim())),
    );
    assert.deepEqual(unknown, []);
  });
});

/** What is thrown with a message of its own. */
const thrown =
  /new (ConfigurationError|TemporalServerError|NotFoundError|AuditUnavailableError|QueryRefusedError|SigningKeyError|DirectoryInUseError)\(\s*[`'"]((?:[^`'"\\]|\\.|(?<=\w)['"](?=\w)|"(?=[^`]*`))+)/g;

/** The first words that are not filled in, up to the end of their sentence: they tell the message from the others. Undefined where there are none. */
function beginningOf(message: string): string | undefined {
  const parts = flat(message).split(/\$\{[^}]*(?:\}|$)|\\n|(?<=\.) /);
  return parts.map((part) => part.trim()).find(({ length }) => length > 8);
}

/** The members of a union of texts, which exists as a type alone. */
function membersOf(union: string): string[] {
  const [, members = ''] = new RegExp(`type ${union} =([^;]*);`).exec(source) ?? [];
  const names = [...members.matchAll(/'([^']+)'/g)].map(([, name = '']) => name);
  assert(names.length > 1, `${union} has no members`);
  return names;
}

function flat(lines: string): string {
  return lines.replace(/\s+/g, ' ');
}
