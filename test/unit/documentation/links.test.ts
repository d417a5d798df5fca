import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { codeSpans, pages, tokensOf } from '../../support/documentation/pages.js';

const root = path.join(import.meta.dirname, '../../..');

describe('the documentation', () => {
  for (const [page, text] of pages) {
    it(`leads nowhere but to what is there: ${page}`, () => {
      const broken = tokensOf(text)
        .flatMap((token) => (token.type === 'link' ? [String(token.href)] : []))
        .filter((href) => !/^https?:/.test(href))
        .filter((href) => !isThere(page, href));
      assert.deepEqual(broken, []);
    });

    it(`names no file of the repository that is not there: ${page}`, () => {
      const named = codeSpans(page).filter((span) =>
        /^(src|test|docs|scripts|okta-emulator)\/[\w./-]+$/.test(span),
      );
      assert.deepEqual(
        named.filter((file) => !existsSync(path.join(root, file))),
        [],
      );
    });
  }

  it('lists every page in its index', () => {
    const index = pages.get('docs/README.md') ?? '';
    const missing = [...pages.keys()]
      .filter((page) => page.startsWith('docs/') && page !== 'docs/README.md')
      .filter((page) => !index.includes(`(${path.basename(page)})`));
    assert.deepEqual(missing, []);
  });
});

function isThere(page: string, href: string): boolean {
  const [file = '', anchor] = href.split('#');
  const target = file === '' ? page : path.join(path.dirname(page), file);
  if (!existsSync(path.join(root, target))) return false;
  return anchor === undefined || headingsOf(target).includes(anchor);
}

/** As GitHub makes anchors of them. */
function headingsOf(page: string): string[] {
  return tokensOf(pages.get(page) ?? '').flatMap((token) =>
    token.type === 'heading'
      ? [
          String(token.text)
            .toLowerCase()
            .replace(/[^\w\s-]/g, '')
            .replaceAll(' ', '-'),
        ]
      : [],
  );
}
