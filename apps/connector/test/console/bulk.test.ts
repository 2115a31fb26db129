import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CONNECTION } from '../test-bed.js';
import { hasChromium } from './chromium.js';
import { type ConsoleBed, startConsoleBed, TWILIO, type Visitor } from './console-bed.js';

const INBOUND = "Direction = 'inbound' AND Body != ''";
const COMPLETED = "Status = 'completed'";

describe.skipIf(!hasChromium)('bulk writes in the console (apt-get install chromium)', () => {
  let bed: ConsoleBed;
  let visitor: Visitor;
  beforeAll(async () => {
    bed = await startConsoleBed({ CONNECTOR_BULK: 'true' });
    visitor = await bed.signIn();
  });
  beforeEach(() => bed.simulator.reset());
  afterAll(() => bed.close());

  const inbound = () =>
    bed.simulator.snapshot('Messages').filter(({ direction, body }) => direction === 'inbound' && body !== '');
  const completed = () => bed.simulator.snapshot('Calls').filter(({ status }) => status === 'completed');
  const press = (page: Page, name: string) =>
    page.getByRole('dialog').getByRole('button', { name, exact: true }).click();

  async function open(page: Page, { type, where, item }: { type: string; where: string; item: string }): Promise<void> {
    await page.goto(`${TWILIO}/data/${type}?where=${encodeURIComponent(where)}`);
    await page.getByRole('button', { name: 'All that match' }).click();
    await page.getByRole('menuitem', { name: item }).click();
  }

  test('a bulk update shows its request, counts its rows, and writes only after the count has been typed', async () => {
    const { page, watch } = visitor;
    const rows = inbound().length;
    await open(page, { type: 'Messages', where: INBOUND, item: 'Update all that match…' });
    const dialog = page.getByRole('dialog', { name: 'Update rows of Messages' });
    expect(await dialog.getByRole('button', { name: 'Preview' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Column to change').selectOption('Body');
    const before = bed.simulator.journal.count;
    await press(page, 'Preview');
    await dialog.getByRole('region', { name: 'Request to Twilio' }).getByText('(empty)').waitFor();
    await dialog.getByText('Finding the rows takes at least 1 request').waitFor();
    expect(bed.simulator.journal.count).toBe(before);
    await press(page, 'Count the rows');
    await dialog.getByText(`${rows} rows match.`).waitFor();
    const send = dialog.getByRole('button', { name: `Update ${rows} rows` });
    await page.keyboard.type(`${rows + 1} Messages`);
    await page.keyboard.press('Enter');
    expect(await send.isDisabled()).toBe(true);
    expect(inbound()).toHaveLength(rows);
    await dialog.getByLabel('to confirm').fill(`${rows} Messages`);
    await page.keyboard.press('Enter');
    await dialog.getByText(`${rows} of ${rows} rows done`).waitFor();
    expect(inbound()).toEqual([]);
    await press(page, 'Done');
    await page.getByText('No row matches the condition').waitFor();
    expect(watch.faults).toEqual([]);
  });

  test('a bulk delete that ends early names the rows that failed, and goes on where it stopped', async () => {
    const { page, watch } = visitor;
    watch.allow(409);
    const [stuck, ...others] = completed();
    bed.simulator.addFault({ kind: 'status', status: 400, method: 'DELETE', path: `Calls/${String(stuck?.sid)}.json` });
    await open(page, { type: 'Calls', where: COMPLETED, item: 'Delete all that match…' });
    const dialog = page.getByRole('dialog', { name: 'Delete rows of Calls' });
    await press(page, 'Preview');
    await press(page, 'Count the rows');
    await dialog.getByLabel('to confirm').fill(`${others.length + 1} Calls`);
    await press(page, `Delete ${others.length + 1} rows`);
    await dialog.getByText(`${others.length} of ${others.length + 1} rows done, 1 failed`).waitFor();
    await dialog.getByRole('list', { name: 'Rows that failed' }).getByText(String(stuck?.sid)).waitFor();
    expect(completed()).toHaveLength(1);
    bed.simulator.clearFaults();
    await press(page, 'Go on');
    await dialog.getByText('1 of 1 row done').waitFor();
    expect(completed()).toEqual([]);
    expect(watch.faults).toEqual([]);
  });

  test('a connection that allows no bulk writes says so before anything is read, and how to allow them', async () => {
    const { page, watch } = visitor;
    watch.allow(400);
    const { configVariables } = await bed.api(`/v1/${CONNECTION}`);
    await bed.api(`/v1/${CONNECTION}?updateMask=configVariables`, {
      method: 'PATCH',
      body: { configVariables: configVariables.filter(({ key }: { key: string }) => key !== 'bulk') },
    });
    await open(page, { type: 'Calls', where: COMPLETED, item: 'Delete all that match…' });
    const before = bed.simulator.journal.count;
    await press(page, 'Preview');
    await page.getByRole('dialog').getByText('set the connection\'s variable "bulk"').waitFor();
    expect(bed.simulator.journal.count).toBe(before);
    expect(await page.getByRole('dialog').getByRole('button', { name: 'Count the rows' }).count()).toBe(0);
    expect(watch.faults).toEqual([]);
  });
});
