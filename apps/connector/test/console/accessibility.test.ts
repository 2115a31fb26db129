import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violationsOn } from './axe.js';
import { hasChromium } from './chromium.js';
import { type ConsoleBed, startConsoleBed, TWILIO, type Visitor } from './console-bed.js';
import { showSomething } from './content.js';
import { ROUTES } from './routes.js';

/** Dialogs, which are not routes. */
const DIALOGS: readonly { readonly path: string; readonly open: (page: Page) => Promise<void> }[] = [
  {
    path: `${TWILIO}/data/Messages`,
    async open(page) {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'A page, an entity type or a SID' }).fill('mess');
    },
  },
  {
    path: `${TWILIO}/data/Messages`,
    open: (page) => page.getByRole('button', { name: 'Columns' }).click(),
  },
  {
    path: `${TWILIO}/data/Messages?where=${encodeURIComponent("Direction = 'inbound'")}`,
    async open(page) {
      await page.getByRole('button', { name: 'All that match' }).click();
      await page.getByRole('menuitem', { name: 'Update all that match…' }).click();
      await page.getByLabel('Column to change').selectOption('Body');
      await page.getByRole('button', { name: 'Preview' }).click();
      await page.getByRole('button', { name: 'Count the rows' }).click();
      await page.getByLabel('to confirm').waitFor();
    },
  },
];

test('every route of the console is among those that the tests visit', () => {
  const source = readFileSync(new URL('../../../console/src/routes.tsx', import.meta.url), 'utf8');
  const declared = [...source.matchAll(/getParentRoute: \(\) => (\w+),\s+path: '([^']+)'/g)].filter(
    ([, , path]) => path !== '/c/$project/$location/$connection',
  );
  expect(declared.length).toBeGreaterThan(15);
  const patterns = declared.map(([, parent, path = '']) => {
    const below = parent === 'connection' ? TWILIO : '/console';
    return `${below}${path === '/' && parent === 'connection' ? '' : path.replaceAll(/\$\w+/g, '[^/]+')}`;
  });
  const visited = ROUTES.map(({ path }) => new URL(path, 'http://localhost').pathname);
  const missed = patterns.filter((pattern) => !visited.some((path) => new RegExp(`^${pattern}$`).test(path)));
  expect(missed).toEqual([]);
});

describe.skipIf(!hasChromium)('the accessibility of the console (apt-get install chromium)', () => {
  let bed: ConsoleBed;
  let visitor: Visitor;
  beforeAll(async () => {
    bed = await startConsoleBed({ CONNECTOR_BULK: 'true' });
    await showSomething(bed);
    visitor = await bed.signIn();
  });
  afterAll(() => bed.close());

  test('a fault that only a narrow window in dark colors has is found', async () => {
    const { page, context } = await bed.visit();
    const fault = '@media (prefers-color-scheme: dark) and (max-width: 400px) { p { color: #222; background: #000 } }';
    const html = `<!doctype html><html lang="en"><title>A page</title><style>${fault}</style><p>Text</p></html>`;
    await page.setContent(html);
    expect(await violationsOn(page)).toEqual([expect.stringMatching(/^dark, 360 px: color-contrast/)]);
    await context.close();
  });

  test('the chosen colors are there before the first script, and on the next visit', async () => {
    const { page, context } = await bed.signIn({ colorScheme: 'light' });
    for (const next of ['light', 'dark']) {
      await page.getByRole('button', { name: /^Colors/ }).click();
      await page.getByRole('button', { name: `Colors: ${next}` }).waitFor();
    }
    const later = await context.newPage();
    await later.route('**/*.js', (route) => route.abort());
    await later.goto('/console/');
    const [scheme, background] = await later.evaluate(() => [
      getComputedStyle(document.documentElement).colorScheme,
      getComputedStyle(document.body).backgroundColor,
    ]);
    expect([scheme, background]).toEqual(['dark', 'rgb(16, 18, 21)']);
    const sent = page.waitForRequest('**/admin/v1/me');
    await page.reload();
    expect((await (await sent).allHeaders()).cookie).not.toContain('theme');
    await page.getByRole('button', { name: 'Colors: dark' }).waitFor();
    await context.close();
  });

  test('axe finds nothing on the sign-in page', async () => {
    const first = await bed.visit();
    await first.page.goto('/console/');
    await first.page.getByLabel('Token').waitFor();
    expect(await violationsOn(first.page)).toEqual([]);
    await first.context.close();
  });

  test.each(ROUTES)(
    'axe finds nothing on $path in light and dark, at 1280 px, at 200 % zoom and at 360 px, and nothing is cut off',
    async ({ path, ready, ...route }) => {
      const { page, watch } = visitor;
      for (const status of route.allow ?? []) watch.allow(status);
      const before = watch.faults.length;
      await page.goto(path);
      await page.getByText(ready).first().waitFor({ state: 'attached' });
      expect(await violationsOn(page)).toEqual([]);
      expect(watch.faults.slice(before)).toEqual([]);
    },
  );

  test('the dialogs of the console pass axe, too', async () => {
    const { page } = visitor;
    for (const { path, open } of DIALOGS) {
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.goto(path);
      await page.getByRole('row').nth(3).waitFor();
      await open(page);
      // The page behind it has been checked.
      expect(await violationsOn(page, 'dialog')).toEqual([]);
    }
  });
});
