import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** WCAG 2.2 AA. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];
/** A width of 640 pixels is a window of 1280 at 200 % zoom. */
const WINDOWS = [
  { width: 1280, height: 800 },
  { width: 640, height: 400 },
  { width: 360, height: 740 },
];
const COLOR_SCHEMES = ['light', 'dark'] as const;

/**
 * Checks what a page shows in every window and both color schemes, and that nothing is cut off. The page is loaded once and gets
 * axe once, so that six checks take about a second.
 *
 * @param part the part of the page to check, as a selector
 */
export async function violationsOn(page: Page, part = 'html'): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const found: string[] = [];
  for (const size of WINDOWS) {
    await page.setViewportSize(size);
    for (const colorScheme of COLOR_SCHEMES) {
      await page.emulateMedia({ colorScheme });
      const violations = await page.evaluate(runAxe, { part, tags: TAGS });
      found.push(...violations.map((text) => `${colorScheme}, ${size.width} px: ${text}`));
    }
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (overflow > 0) found.push(`${size.width} px: the page is ${overflow} px too wide`);
  }
  return found;
}

/** Runs in the page. */
async function runAxe({ part, tags }: { part: string; tags: string[] }): Promise<readonly string[]> {
  const { axe: loaded } = globalThis as unknown as { axe: typeof axe };
  const { violations } = await loaded.run(part, {
    runOnly: { type: 'tag', values: tags },
    resultTypes: ['violations'],
  });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`),
  );
}
