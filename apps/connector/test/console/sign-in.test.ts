import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium } from './chromium.js';
import { type ConsoleBed, startConsoleBed, TWILIO } from './console-bed.js';

describe.skipIf(!hasChromium)('signing in to the console (apt-get install chromium)', () => {
  let bed: ConsoleBed;
  beforeAll(async () => {
    bed = await startConsoleBed();
  });
  afterAll(() => bed.close());

  test('a browser is asked for a token in the first visible input, and Enter signs in to the page of the link', async () => {
    const { page, context, watch } = await bed.visit();
    await page.goto('/');
    await page.goto(`${TWILIO}/actions?q=balance`);
    const input = page.locator('input:visible').first();
    expect(await input.getAttribute('name')).toBe('token');
    expect(await input.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.type(bed.token);
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'GetBalance' }).waitFor();
    expect(new URL(page.url()).search).toBe('?q=balance');
    expect(watch.faults).toEqual([]);
    const kept = await page.evaluate(() =>
      JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie]),
    );
    expect(kept).not.toContain(bed.token);
    await context.close();
  });

  test('a wrong token is refused with a reason, and can be corrected', async () => {
    const { page, context, watch } = await bed.visit();
    watch.allow(401);
    await page.goto('/console/');
    await page.getByLabel('Token').fill('wrong-token-0123456789');
    await page.keyboard.press('Enter');
    await page.getByText('The server does not know this token').waitFor();
    expect(await page.getByLabel('Token').getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('Token').fill(bed.token);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Connections' }).waitFor();
    expect(watch.faults).toEqual([]);
    await context.close();
  });

  test('the link that the server prints signs in once, and leaves no code in the address', async () => {
    const { page, context, watch } = await bed.visit();
    const link = bed.connector.signInLink ?? '';
    await page.goto(link);
    await page.getByRole('heading', { name: 'Connections' }).waitFor();
    expect(page.url()).toBe(`${bed.url}/console/`);
    await context.close();
    const again = await bed.visit();
    again.watch.allow(401);
    await again.page.goto(link);
    await again.page.getByText('The code of this link is used up').waitFor();
    expect([...watch.faults, ...again.watch.faults]).toEqual([]);
    await again.context.close();
  });

  test('of two browsers, the one whose token is revoked is signed out and the other one stays', async () => {
    const { token } = await bed.api('/admin/v1/tokens', {
      method: 'POST',
      body: { name: 'second', bindings: [{ role: 'roles/connectors.admin', resource: 'projects/local' }] },
    });
    const [stays, ends] = [await bed.signIn(), await bed.signIn({ token: String(token) })];
    ends.watch.allow(401);
    await stays.page.goto('/console/tokens');
    await stays.page.getByRole('button', { name: 'Revoke…' }).click();
    await stays.page.getByLabel('Type second to confirm').fill('second');
    await stays.page.getByRole('button', { name: 'Revoke token' }).click();
    await stays.page.getByText('Revoked second.').waitFor();
    await ends.page.getByRole('link', { name: 'Audit' }).click();
    // The button of the account is labelled "Signed in as token:second".
    await ends.page.getByLabel('Token', { exact: true }).waitFor();
    expect(await ends.page.getByRole('navigation').count()).toBe(0);
    await stays.page.getByRole('link', { name: 'Audit' }).click();
    await stays.page.getByRole('heading', { name: 'Audit' }).waitFor();
    expect([...stays.watch.faults, ...ends.watch.faults]).toEqual([]);
    await Promise.all([stays.context.close(), ends.context.close()]);
  });

  test('signing out ends the session, also for the Back button', async () => {
    const { page, context, watch } = await bed.signIn();
    await page.getByRole('button', { name: /^Signed in as/ }).click();
    await page.getByRole('menuitem', { name: /^Sign out/ }).click();
    await page.getByLabel('Token').waitFor();
    await page.reload();
    await page.getByLabel('Token').waitFor();
    expect(watch.faults).toEqual([]);
    await context.close();
  });
});
