import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CONNECTION } from '../test-bed.js';
import { hasChromium } from './chromium.js';
import { type ConsoleBed, startConsoleBed, TWILIO, type Visitor } from './console-bed.js';

describe.skipIf(!hasChromium)('administration in the console (apt-get install chromium)', () => {
  let bed: ConsoleBed;
  let visitor: Visitor;
  beforeAll(async () => {
    bed = await startConsoleBed();
    visitor = await bed.signIn({ timezoneId: 'Asia/Tokyo' });
  });
  afterAll(() => bed.close());

  const press = (name: string | RegExp) => visitor.page.getByRole('button', { name, exact: true }).click();

  test('a token is shown once, works, and is nowhere on the page or in the browser afterwards', async () => {
    const { page, watch } = visitor;
    await page.goto('/console/tokens');
    await press('New token');
    await page.getByLabel('Name').fill('from-the-console');
    await page.getByLabel('Role').selectOption('roles/connectors.viewer');
    await press('Create token');
    const dialog = page.getByRole('dialog', { name: 'Copy the token now' });
    const token = (await dialog.locator('code').textContent()) ?? '';
    const answer = await bed.request(`/v1/${CONNECTION}`, { headers: { Authorization: `Bearer ${token}` } });
    expect(answer.status).toBe(200);
    await press('Done');
    await page.getByRole('cell', { name: 'from-the-console' }).waitFor();
    const before = watch.texts.length;
    await watch.look();
    await page.reload();
    await page.getByRole('cell', { name: 'from-the-console' }).waitFor();
    await watch.look();
    expect(watch.texts.slice(before).filter(([, text]) => text.includes(token))).toEqual([]);
    expect(watch.faults).toEqual([]);
  });

  test('a role is granted on a connection, and the console tells what its member may do', async () => {
    const { page, watch } = visitor;
    await page.goto(`${TWILIO}/access`);
    await page.getByRole('textbox', { name: 'Member' }).fill('token:from-the-console');
    await page.getByRole('combobox', { name: 'Role' }).selectOption('roles/connectors.invoker');
    await press('Grant');
    const row = page.getByRole('row').filter({ hasText: 'roles/connectors.invoker' });
    await row.getByRole('button', { name: 'What may it do?' }).click();
    const dialog = page.getByRole('dialog', { name: 'What may token:from-the-console do?' });
    await dialog.getByText('roles/connectors.viewer (from the project)').waitFor();
    await dialog.getByText('connectors.entities.create', { exact: true }).waitFor();
    const { bindings } = await bed.api(`/v1/${CONNECTION}:getIamPolicy`);
    expect(bindings).toEqual([{ role: 'roles/connectors.invoker', members: ['token:from-the-console'] }]);
    expect(watch.faults).toEqual([]);
  });

  test('a log that is followed shows what happens next, and times are in the zone that the header says', async () => {
    const { page, watch } = visitor;
    await bed.api(`/v1/${CONNECTION}?updateMask=logConfig`, {
      method: 'PATCH',
      body: { logConfig: { enabled: true, level: 'INFO' } },
    });
    await page.goto(`${TWILIO}/logs`);
    await press('Follow');
    await page.getByText('Following.').waitFor();
    await bed.call('/entityTypes/Messages/entities?pageSize=1');
    const entry = page.getByRole('row').filter({ hasText: 'LIST Messages succeeded' }).first();
    const timeOf = async () => Date.parse(`${await entry.getByRole('cell').first().textContent()}Z`);
    const utc = await timeOf();
    await press('UTC');
    await page.getByRole('button', { name: 'Local (Asia/Tokyo)' }).waitFor();
    expect(await timeOf()).toBe(utc + 9 * 3_600_000);
    await press('Stop following');
    await page.getByRole('button', { name: 'Follow', exact: true }).waitFor();
    expect(watch.faults).toEqual([]);
  });
});
