import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium } from './chromium.js';
import { type ConsoleBed, startConsoleBed, TWILIO, type Visitor } from './console-bed.js';

const ROWS = 10_000;
const MAX_ROW_ELEMENTS = 60;

describe.skipIf(!hasChromium)('the data browser of the console (apt-get install chromium)', () => {
  let bed: ConsoleBed;
  let visitor: Visitor;
  beforeAll(async () => {
    bed = await startConsoleBed({ SIMULATOR_ROWS: String(ROWS) });
    visitor = await bed.signIn();
  });
  afterAll(() => bed.close());

  test('a condition is completed from the columns, is in the link, and its plan and price are on the page', async () => {
    const { page, watch } = visitor;
    await page.goto(`${TWILIO}/data/Messages`);
    const condition = page.getByRole('combobox', { name: 'Condition' });
    await condition.click();
    await page.keyboard.type('stat');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.type('= ');
    await page.getByRole('option', { name: "'failed'" }).click();
    await page.keyboard.type("AND To = '+15550101135'");
    await page.keyboard.press('Enter');
    await page.getByText('No row matches the condition').or(page.getByRole('gridcell').first()).waitFor();
    expect(new URL(page.url()).searchParams.get('where')).toBe("Status = 'failed' AND To = '+15550101135'");
    const plan = page.getByRole('region', { name: 'Plan' });
    await plan.getByText('took 1 request to Twilio').waitFor();
    expect(await plan.textContent()).toMatch(/Plan: at least 1 request.*Twilio filters To =.*filtered here Status =/);
    await page.goBack();
    await page.getByRole('gridcell').first().waitFor();
    expect(await condition.inputValue()).toBe('');
    expect(watch.faults).toEqual([]);
  });

  test('a mistake in a condition is shown under its word', async () => {
    const { page, watch } = visitor;
    watch.allow(400);
    await page.goto(`${TWILIO}/data/Messages?where=${encodeURIComponent("Bdy = 'x'")}`);
    const alert = page.getByRole('alert');
    await alert.getByText('Did you mean Body?').waitFor();
    expect(await alert.locator('mark').textContent()).toBe('Bdy');
    expect(watch.faults).toEqual([]);
  });

  test.each([
    ['CSV, for spreadsheets', 'Messages.csv', /^Sid,Body\n(?:SM|MM)/],
    ['NDJSON, one row a line', 'Messages.ndjson', /^\{"Sid":"(?:SM|MM)[^"]+","Body":/],
  ])('every row that matches is downloaded as %s, with the columns of the page', async (label, name, content) => {
    const { page, watch } = visitor;
    const failed = bed.simulator.snapshot('Messages').filter(({ status }) => status === 'failed').length;
    await page.goto(`${TWILIO}/data/Messages?where=${encodeURIComponent("Status = 'failed'")}&columns=Sid,Body`);
    await page.getByRole('button', { name: 'Export' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: label }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(name);
    const text = (await buffer(await download.createReadStream())).toString();
    expect(text).toMatch(content);
    expect(text.trimEnd().split('\n')).toHaveLength(failed + (name.endsWith('.csv') ? 1 : 0));
    expect(watch.faults).toEqual([]);
  });

  test('a view is saved by its name, without its rows, and opens again after a reload', async () => {
    const { page, watch } = visitor;
    await page.goto(
      `${TWILIO}/data/Messages?where=${encodeURIComponent("Status = 'failed'")}&columns=Sid,Body&size=50`,
    );
    const first = await page.getByRole('gridcell').first().textContent();
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name: 'Save this view…' }).click();
    await page.keyboard.type('Failed ones');
    await page.keyboard.press('Enter');
    await page.getByText('Saved Failed ones.').waitFor();
    const stored = await page.evaluate(() => JSON.stringify(Object.entries(localStorage)));
    expect(stored).toContain("Status = 'failed'");
    expect(stored).not.toContain(first);

    await page.goto(`${TWILIO}/data/Messages?sort=${encodeURIComponent('DateSent ASC')}`);
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name: 'Failed ones' }).click();
    await page.getByRole('button', { name: 'Failed ones' }).waitFor();
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
      where: "Status = 'failed'",
      columns: 'Sid,Body',
      size: '50',
    });
    await page.getByRole('button', { name: 'Failed ones' }).click();
    await page.getByRole('menuitem', { name: 'Forget “Failed ones”' }).click();
    await page.getByRole('button', { name: 'Views' }).waitFor();
    expect(await page.evaluate(() => localStorage.getItem('views'))).toBe('{"Messages":{}}');
    expect(watch.faults).toEqual([]);
  });

  test('a list takes no more requests than the limit of its link, and a higher one can be chosen', async () => {
    const { page, watch } = visitor;
    watch.allow(400);
    const before = bed.simulator.journal.count;
    await page.goto(`${TWILIO}/data/Messages?sort=${encodeURIComponent('Body ASC')}&maxRequests=5`);
    await page.getByText('This costs more than you allow').waitFor();
    expect(bed.simulator.journal.count - before).toBe(5);
    const limit = page.getByRole('combobox', { name: 'Requests to Twilio that a page may take' });
    expect(await limit.inputValue()).toBe('5');
    await limit.selectOption('25');
    await page.getByRole('gridcell').first().waitFor();
    expect(new URL(page.url()).searchParams.get('maxRequests')).toBe('25');
    expect(watch.faults).toEqual([]);
  });

  test('ten thousand rows scroll with at most sixty row elements, and the keyboard reaches the last one', async () => {
    const { page, watch } = visitor;
    await page.goto(`${TWILIO}/data/Messages?size=200`);
    const foot = page.getByRole('button', { name: 'Read 200 more' });
    const elements: number[] = [];
    for (let rows = 200; rows < ROWS; rows += 200) {
      await foot.click();
      await page
        .getByText(`${(rows + 200).toLocaleString('en')} rows`)
        .last()
        .waitFor();
      if (rows % 2000 === 0) {
        await page.getByRole('grid').evaluate((grid, part) => grid.scrollTo(0, grid.scrollHeight * part), rows / ROWS);
        elements.push(await page.getByRole('row').count());
      }
    }
    await page.getByRole('grid').evaluate((grid) => grid.scrollTo(0, 0));
    await page.getByRole('gridcell').first().getByRole('link').focus();
    await page.keyboard.press('Control+End');
    await page.locator(`[aria-rowindex="${ROWS + 1}"]`).waitFor();
    elements.push(await page.getByRole('row').count());
    expect(Math.max(...elements)).toBeLessThanOrEqual(MAX_ROW_ELEMENTS);
    expect(watch.faults).toEqual([]);
  });

  test('a message whose answer is lost is sent again safely after a reload, and arrives once', async () => {
    const { page, watch } = visitor;
    watch.allow(0);
    await page.goto(`${TWILIO}/actions/SendMessage`);
    await page.getByLabel(/^To/).fill('+15550100001');
    await page.getByLabel(/^Sender/).fill('+15550100100');
    await page.getByLabel(/^Body/).fill('Once only');
    await page.getByRole('button', { name: 'Preview' }).click();
    // The server gets the request and carries it out. Its answer never reaches the browser.
    await page.route('**/actions/SendMessage:execute', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByText('No answer arrived').waitFor();
    await page.unroute('**/actions/SendMessage:execute');
    await page.reload();
    await page.getByRole('button', { name: 'Send again safely' }).click();
    await page.getByText('It had been carried out before').waitFor();
    await page.getByText('No answer arrived').waitFor({ state: 'detached' });
    expect(bed.simulator.snapshot('Messages').filter(({ body }) => body === 'Once only')).toHaveLength(1);
    expect(watch.faults).toEqual([]);
  });

  test('a list is not read again while nobody asks for it', async () => {
    const { page } = visitor;
    await page.goto(`${TWILIO}/data/Calls`);
    await page.getByRole('gridcell').first().waitFor();
    const before = bed.simulator.journal.count;
    await page.evaluate(() => {
      for (const name of ['visibilitychange', 'focus', 'online']) window.dispatchEvent(new Event(name));
    });
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.getByText('Endpoints').waitFor();
    await page.goBack();
    await page.getByRole('gridcell').first().waitFor();
    expect(bed.simulator.journal.count).toBe(before);
  });
});
