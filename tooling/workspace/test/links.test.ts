import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../toolchain.js';

/** Pages of packages link to this repository by its address, because they are also shown by npm. */
const OWN = 'https://github.com/twilio-connector/twilio-connector/blob/main/';

const pages = execFileSync('git', ['ls-files', '-z', '*.md'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((page) => page !== '' && existsSync(join(root, page)));

/** A page without its code, whose brackets are not links. */
const proseOf = (page: string) => readFileSync(join(root, page), 'utf8').replaceAll(/^```.*?^```$/gms, '');

/** The anchors that GitHub gives to the headings of a page. */
function anchorsOf(page: string): ReadonlySet<string> {
  const headings = [...proseOf(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading);
  return new Set(
    headings.map((heading) =>
      heading
        .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

/** The page and the anchor that a link of a page leads to; undefined for other sites. */
function targetOf(page: string, link: string): { readonly path: string; readonly anchor: string } | undefined {
  const [path = '', anchor = ''] = link.replace(OWN, '/').split('#');
  if (/^[a-z]+:/.test(path)) return undefined;
  if (path === '') return { path: page, anchor };
  return { path: normalize(path.startsWith('/') ? path.slice(1) : join(dirname(page), path)), anchor };
}

test.each(pages)('every link of %s leads to a file of the repository and a heading in it', (page) => {
  const links = [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  const broken = links.filter((link) => {
    const target = targetOf(page, link);
    if (!target) return false;
    if (!existsSync(join(root, target.path))) return true;
    return target.anchor !== '' && target.path.endsWith('.md') && !anchorsOf(target.path).has(target.anchor);
  });
  expect(broken).toEqual([]);
});
