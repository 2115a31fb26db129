import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CONNECTION } from '../test-bed.js';
import { violationsOn } from './axe.js';
import { hasChromium } from './chromium.js';
import { type ConsoleBed, startConsoleBed, TWILIO, type Visitor } from './console-bed.js';
import { showSomething } from './content.js';
import { ROUTES } from './routes.js';

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
    const { page, context, watch } = await bed.signIn({ colorScheme: 'light' });
    watch.allow(0);
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

  test('axe finds nothing on a view that is loading, has failed, is suspended or may not be seen', async () => {
    const { page, watch, context } = await bed.signIn();
    watch.allow(500);
    watch.allow(400);
    const { promise: looked, resolve: haveLooked } = Promise.withResolvers<void>();
    await page.route('**/v2/**/entityTypes?*', async (route) => {
      await looked;
      await route.fulfill({ status: 500, json: { error: { message: 'No disk.', status: 'INTERNAL' } } });
    });
    await page.goto(`${TWILIO}/data`);
    await page.getByText('Loading').first().waitFor({ state: 'attached' });
    expect(await violationsOn(page)).toEqual([]);
    haveLooked();
    await page.getByRole('alert').getByText('No disk.').waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await context.close();

    const suspend = (suspended: boolean) =>
      bed.api(`/v1/${CONNECTION}?updateMask=suspended`, { method: 'PATCH', body: { suspended } });
    await suspend(true);
    const bindings = [{ role: 'roles/connectors.viewer', resource: 'projects/local' }];
    const { token } = await bed.api('/admin/v1/tokens', { method: 'POST', body: { name: 'sees', bindings } });
    const viewer = await bed.signIn({ token: String(token) });
    for (const [path, text] of [
      [TWILIO, 'Inactive (suspended)'],
      [`${TWILIO}/sql`, 'connectors.connections.executeSqlQuery'],
    ] as const) {
      await viewer.page.goto(path);
      await viewer.page.getByText(text).first().waitFor();
      expect(await violationsOn(viewer.page)).toEqual([]);
    }
    await suspend(false);
    expect([...watch.faults, ...viewer.watch.faults]).toEqual([]);
    await viewer.context.close();
  });

  test.each(ROUTES)(
    'axe finds nothing on $name in light and dark, at 1280 px, at 200 % zoom and at 360 px, and nothing is cut off',
    async ({ path, ready, act, open, ...route }) => {
      const { page, watch } = visitor;
      for (const status of route.allow ?? []) watch.allow(status);
      const before = watch.faults.length;
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.goto(path);
      await page.getByText(ready).first().waitFor({ state: 'attached' });
      await act?.(page);
      await open?.(page);
      // The page behind a dialog is checked by itself.
      expect(await violationsOn(page, open && 'dialog')).toEqual([]);
      await watch.look();
      expect(watch.faults.slice(before)).toEqual([]);
    },
  );
});
