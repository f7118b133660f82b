import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { PAGES, proseOf } from './pages.ts';

const ROOT = path.join(import.meta.dirname, '../..');

/** The links of a page that lead into the project: the page or file, and the heading in it. */
function linksOf(
  page: string,
): readonly { readonly link: string; readonly file: string; readonly anchor: string }[] {
  return [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => {
      const [target = '', anchor = ''] = link.split('#');
      const file = target === '' ? page : path.posix.join(path.posix.dirname(page), target);
      return { link, file, anchor };
    });
}

/** What GitHub makes of headings. */
function anchorsOf(page: string): readonly string[] {
  return [...proseOf(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe('The links', () => {
  it.each(PAGES)('of %s lead to what is there', (page) => {
    const links = linksOf(page);
    expect(links.filter(({ file }) => !existsSync(path.join(ROOT, file)))).toEqual([]);
    const toHeadings = links.filter(({ file, anchor }) => anchor !== '' && PAGES.includes(file));
    expect(toHeadings.filter(({ file, anchor }) => !anchorsOf(file).includes(anchor))).toEqual([]);
  });

  it('of docs/README.md lead to every page', () => {
    const told = linksOf('docs/README.md').map(({ file }) => file);
    const pages = PAGES.filter((page) => page.startsWith('docs/') && page !== 'docs/README.md');
    expect(
      pages.filter((page) => !told.includes(page)),
      'give it a line in docs/README.md',
    ).toEqual([]);
  });
});
