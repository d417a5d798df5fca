import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { marked, type Token } from 'marked';

const root = path.join(import.meta.dirname, '../../..');

/** README.md, CONTRIBUTING.md and what is in docs, by the path in the repository. */
export const pages: ReadonlyMap<string, string> = new Map(
  [
    'README.md',
    'CONTRIBUTING.md',
    ...readdirSync(path.join(root, 'docs')).map((name) => `docs/${name}`),
  ]
    .filter((name) => name.endsWith('.md'))
    .map((name) => [name, readFileSync(path.join(root, name), 'utf8')]),
);

/** All tokens of a page of Markdown, also those within others. */
export function tokensOf(page: string): Token[] {
  const all: Token[] = [];
  void marked.walkTokens(marked.lexer(page), (token) => {
    all.push(token);
  });
  return all;
}

export interface CodeBlock {
  page: string;
  /** Empty where it says none. */
  language: string;
  text: string;
}

/** The fenced blocks of all pages. */
export function codeBlocks(): CodeBlock[] {
  return [...pages].flatMap(([page, text]) =>
    tokensOf(text).flatMap((token) =>
      token.type === 'code'
        ? [{ page, language: String(token.lang ?? ''), text: String(token.text) }]
        : [],
    ),
  );
}

/** What stands between backticks within sentences and tables. */
export function codeSpans(page: string): string[] {
  return tokensOf(pages.get(page) ?? '').flatMap((token) =>
    token.type === 'codespan' ? [String(token.text)] : [],
  );
}
