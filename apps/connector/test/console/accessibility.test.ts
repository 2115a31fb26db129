import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CONNECTION } from '../test-bed.js';
import { hasChromium } from './chromium.js';
import { type ConsoleBed, startConsoleBed, TWILIO, type Visitor } from './console-bed.js';
import { ROUTES } from './routes.js';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];
/** A width of 640 pixels is a window of 1280 at 200 % zoom. There, only the rules about sizes can find something new. */
const WINDOWS: readonly { colorScheme: 'light' | 'dark'; width: number; height: number; rules?: readonly string[] }[] =
  [
    { colorScheme: 'light', width: 1280, height: 800 },
    { colorScheme: 'dark', width: 360, height: 740 },
    { colorScheme: 'light', width: 640, height: 400, rules: ['target-size', 'scrollable-region-focusable'] },
  ];

async function violationsOn(page: Page, rules: readonly string[] = []): Promise<readonly string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (rules.length > 0 ? axe.withRules([...rules]) : axe.withTags(TAGS)).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary ?? ''}`),
  );
}

describe.skipIf(!hasChromium)('the accessibility of the console (apt-get install chromium)', () => {
  let bed: ConsoleBed;
  let visitor: Visitor;
  beforeAll(async () => {
    bed = await startConsoleBed();
    // So that the pages have something to show.
    await bed.api('/admin/v1/tokens', {
      method: 'POST',
      body: { name: 'ci', bindings: [{ role: 'roles/connectors.viewer', resource: 'projects/local' }] },
    });
    await bed.api(`/v1/${CONNECTION}?updateMask=logConfig`, {
      method: 'PATCH',
      body: { logConfig: { enabled: true, level: 'DEBUG' } },
    });
    visitor = await bed.signIn();
  });
  afterAll(() => bed.close());

  test('axe finds nothing on the sign-in page', async () => {
    const first = await bed.visit();
    await first.page.goto('/console/');
    await first.page.getByLabel('Token').waitFor();
    expect(await violationsOn(first.page)).toEqual([]);
    await first.context.close();
  });

  test.each(ROUTES)(
    'axe finds nothing on $path, light and dark, at 360 px and at 200 %, and nothing is cut off',
    async ({ path, ready, ...route }) => {
      const { page, watch } = visitor;
      for (const status of route.allow ?? []) watch.allow(status);
      const before = watch.faults.length;
      await page.goto(path);
      await page.getByText(ready).first().waitFor({ state: 'attached' });
      const found: string[] = [];
      for (const { colorScheme, rules = [], ...size } of WINDOWS) {
        await page.setViewportSize(size);
        await page.emulateMedia({ colorScheme });
        found.push(...(await violationsOn(page, rules)).map((text) => `${colorScheme} ${size.width}: ${text}`));
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (overflow > 0) found.push(`${size.width}: the page is ${overflow} px too wide`);
      }
      expect(found).toEqual([]);
      expect(watch.faults.slice(before)).toEqual([]);
    },
  );

  test('the dialogs of the console pass axe, too', async () => {
    const { page } = visitor;
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(`${TWILIO}/data/Messages`);
    await page.getByRole('row').nth(3).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'A page, an entity type or a SID' }).fill('mess');
    expect(await violationsOn(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Columns' }).click();
    expect(await violationsOn(page)).toEqual([]);
  });
});
