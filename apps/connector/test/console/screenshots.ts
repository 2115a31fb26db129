// Takes a picture of every page and dialog of the console, light and dark, on a desktop and on a telephone:
//   pnpm --filter @twilio-connector/connector screenshots
// It needs Chromium. The pictures are small: they are looked at, not measured.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { startConsoleBed } from './console-bed.js';
import { showSomething } from './content.js';
import { ROUTES } from './routes.js';

const FOLDER = fileURLToPath(new URL('../../../../docs/console/', import.meta.url));
const WINDOWS = [
  { name: 'dark', colorScheme: 'dark', viewport: { width: 1280, height: 720 } },
  { name: 'light', colorScheme: 'light', viewport: { width: 1280, height: 720 } },
  { name: 'narrow', colorScheme: 'light', viewport: { width: 360, height: 780 } },
] as const;
const QUALITY = 30;

test('takes a picture of every page', async () => {
  const bed = await startConsoleBed({ PORT: '18480', SIMULATOR_ROWS: '60', CONNECTOR_BULK: 'true' });
  await showSomething(bed);

  mkdirSync(FOLDER, { recursive: true });
  for (const { name: window, ...options } of WINDOWS) {
    const first = await bed.visit(options);
    await first.page.goto('/console/');
    await first.page.getByLabel('Token').waitFor();
    await first.page.screenshot({ path: `${FOLDER}sign-in-${window}.jpg`, type: 'jpeg', quality: QUALITY });
    await first.context.close();
    const { page, context, watch } = await bed.signIn(options);
    for (const { name, path, ready, allow = [], act, open, isBelow } of ROUTES) {
      for (const status of allow) watch.allow(status);
      const file = `${FOLDER}${name}-${window}.jpg`;
      rmSync(file, { force: true });
      await page.goto(path);
      const known = page.getByText(ready).first();
      await known.waitFor({ state: 'attached' });
      await page.waitForLoadState('networkidle');
      if (isBelow) await known.scrollIntoViewIfNeeded();
      await act?.(page);
      await open?.(page);
      await page.screenshot({ path: file, type: 'jpeg', quality: QUALITY });
    }
    await context.close();
  }
  await bed.close();
  expect(readdirSync(FOLDER).length).toBeGreaterThan(ROUTES.length * WINDOWS.length);
});
