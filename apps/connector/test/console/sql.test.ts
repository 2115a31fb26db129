import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium } from './chromium.js';
import { type ConsoleBed, startConsoleBed, TWILIO, type Visitor } from './console-bed.js';
import { sqlPageOf, sqlPath } from './sql-page.js';

const ROWS = 3_000;
const MAX_ROW_ELEMENTS = 60;
describe.skipIf(!hasChromium)('the page for SQL of the console (apt-get install chromium)', () => {
  let bed: ConsoleBed;
  let visitor: Visitor;
  beforeAll(async () => {
    bed = await startConsoleBed({ SIMULATOR_ROWS: String(ROWS) });
    visitor = await bed.signIn();
  });
  afterAll(() => bed.close());

  const { editor, field, grid, press, sqlOfLink } = sqlPageOf(() => visitor);

  test('a statement is completed from tables and columns, planned without a request, and run by the keyboard', async () => {
    const { page, watch } = visitor;
    await page.goto(`${TWILIO}/sql`);
    await page.getByText('messages', { exact: true }).first().waitFor();
    await field().click();
    await editor().waitFor();
    await page.keyboard.type('select sid, "to", error_code from mess');
    await page.getByRole('option', { name: /^messages/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type(' where stat');
    await page
      .getByRole('option', { name: /^status/ })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type(" = 'failed");
    await page.keyboard.press('End');
    await page.keyboard.type(' limit 5');
    const before = bed.simulator.journal.count;
    await page.keyboard.press('Control+Shift+Enter');
    const plan = page.getByRole('region', { name: 'Plan' });
    await plan.getByText(/about \d+ requests? to Twilio/).waitFor();
    expect(await plan.getByRole('row').nth(1).textContent()).toMatch(/^messagesabout \d+.*status = 'failed'/);
    await plan.getByText('PostgreSQL’s plan').click();
    await plan.getByText(/Scan on messages/).waitFor();
    expect(bed.simulator.journal.count).toBe(before);

    await page.keyboard.press('Control+Enter');
    await page.getByText(/^5 rows · \d+ requests? to Twilio/).waitFor();
    expect(bed.simulator.journal.count).toBeGreaterThan(before);
    expect(sqlOfLink()).toBe(`select sid, "to", error_code from messages where status = 'failed' limit 5`);
    expect(await grid().getByRole('columnheader').allTextContents()).toEqual([
      'Sid text',
      'To text',
      'ErrorCode bigint',
    ]);
    await page.getByText('How tables were read').click();
    const reads = page.getByRole('region', { name: 'How tables were read' }).getByRole('row').nth(1);
    expect(await reads.textContent()).toMatch(/^messages\d+.*status = 'failed'/);
    expect(watch.faults).toEqual([]);
  });

  test('a plan says below its table why a LIMIT reads all rows of it, and what reads fewer', async () => {
    const { page, watch } = visitor;
    const plan = page.getByRole('region', { name: 'Plan' });
    await page.goto(sqlPath('select c.sid from conferences c order by c.name limit 10'));
    await editor().waitFor();
    await press('Plan');
    await plan
      .getByText(/^c: All rows are read, .* Fewer are read with a condition on one of these: .*date_/)
      .waitFor();
    await page.goto(sqlPath('select sid from conferences limit 10'));
    await editor().waitFor();
    await press('Plan');
    await plan.getByText('about 1 request to Twilio').waitFor();
    expect(await plan.getByText('All rows are read').count()).toBe(0);
    expect(watch.faults).toEqual([]);
  });

  test('a link shows its statement and runs nothing, and Back shows the result that was there without asking again', async () => {
    const { page, watch } = visitor;
    const before = bed.simulator.journal.count;
    await page.goto(sqlPath('select 1 as one'));
    await page.getByText('This statement has not been run').waitFor();
    await editor().getByText('select 1 as one').waitFor();
    await press('Run');
    await grid().getByRole('gridcell', { name: '1', exact: true }).waitFor();
    await editor().click();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('select 2 as two');
    await press('Run');
    await grid().getByRole('gridcell', { name: '2', exact: true }).waitFor();
    await page.goBack();
    await grid().getByRole('columnheader', { name: 'one' }).waitFor();
    await editor().getByText('select 1 as one').waitFor();
    expect(bed.simulator.journal.count).toBe(before);
    expect(watch.faults).toEqual([]);
  });

  test('NULL, an empty text and a time are told apart, and a cut value is shown whole', async () => {
    const { page, watch } = visitor;
    const long = 'x'.repeat(300);
    await page.goto(sqlPath(`select null as a, '' as b, timestamptz '2026-01-02 03:04:05Z' as c, '${long}' as d`));
    await editor().waitFor();
    await press('Run');
    const cells = grid().getByRole('gridcell');
    await cells.first().waitFor();
    expect(await cells.allTextContents()).toEqual(['NULL', 'empty', '2026-01-02 03:04:05', `${'x'.repeat(200)}…`]);
    await cells.first().focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText(long).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(watch.faults).toEqual([]);
  });

  test('a mistake is marked in the statement and told with its line and column, for a run and for a plan', async () => {
    const { page, watch } = visitor;
    watch.allow(400);
    await page.goto(sqlPath('select sid\nfrom nothing'));
    await editor().waitFor();
    for (const button of ['Run', 'Plan']) {
      await press(button);
      const alert = page.getByRole('alert');
      await alert.getByText('The statement cannot be run: line 2, column 6').waitFor();
      await alert.getByText('relation "nothing" does not exist').waitFor();
      expect(await alert.locator('mark').textContent()).toBe('nothing');
      expect(await editor().locator('.cm-mistake').textContent()).toBe('nothing');
    }
    await press('Go to the mistake');
    await page.keyboard.press('Control+Delete');
    expect(await editor().locator('.cm-mistake').count()).toBe(0);
    await page.keyboard.type('messages limit 1');
    await page.keyboard.press('Control+Enter');
    await page.getByText(/^1 row ·/).waitFor();
    expect(watch.faults).toEqual([]);
  });

  test('a running statement is cancelled, and so is its request', async () => {
    const { page, watch } = visitor;
    watch.allow(0);
    bed.simulator.addFault({ kind: 'slow', ms: 60_000, method: 'GET', path: 'Calls.json' });
    await page.goto(sqlPath('select count(*) from calls'));
    await editor().waitFor();
    const arrived = page.waitForRequest('**:executeSqlQuery');
    const ended = page.waitForEvent('requestfailed');
    await press('Run');
    await arrived;
    await press('Cancel');
    expect((await ended).url()).toContain(':executeSqlQuery');
    await page.getByText('This statement has not been run').waitFor();
    await page.getByRole('button', { name: 'Run', exact: true }).waitFor();
    bed.simulator.clearFaults();
    expect(watch.faults).toEqual([]);
  });

  test('thousands of rows have few row elements, the keyboard reaches the last one, and a limit is told as one', async () => {
    const { page, watch } = visitor;
    await page.goto(sqlPath('select sid, body from messages'));
    await editor().waitFor();
    await press('Run');
    await page.getByText('These are the first 1,000 rows. There may be more').waitFor();
    await press('Allow 10,000 rows');
    await page.getByText('This statement has not been run').waitFor();
    await press('Run');
    const rows = bed.simulator.snapshot('Messages').length;
    await page.getByText(new RegExp(`^${rows.toLocaleString('en')} rows ·`)).waitFor();
    expect(await page.getByText('There may be more').count()).toBe(0);
    await grid().getByRole('gridcell').first().focus();
    await page.keyboard.press('Control+End');
    await page.locator(`[aria-rowindex="${rows + 1}"]`).waitFor();
    expect(await page.getByRole('row').count()).toBeLessThanOrEqual(MAX_ROW_ELEMENTS);
    await grid().getByRole('link').last().click();
    await page.getByRole('heading', { name: /^(?:SM|MM)/ }).waitFor();
    expect(watch.faults).toEqual([]);
  });

  test.each([
    ['CSV, for spreadsheets', 'result.csv', "n,Body\n1,'=1+1\n2,\n"],
    [
      'JSON',
      'result.json',
      '[\n  {\n    "n": 1,\n    "Body": "=1+1"\n  },\n  {\n    "n": 2,\n    "Body": null\n  }\n]\n',
    ],
    ['NDJSON, one row a line', 'result.ndjson', '{"n":1,"Body":"=1+1"}\n{"n":2,"Body":null}\n'],
  ])('a result is saved as %s', async (label, name, content) => {
    const { page, watch } = visitor;
    await page.goto(sqlPath(`select n, b as "Body" from (values (1, '=1+1'), (2, null)) as t (n, b) order by n`));
    await editor().waitFor();
    await press('Run');
    await press('Export');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: label, exact: true }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(name);
    expect((await buffer(await download.createReadStream())).toString()).toBe(content);
    expect(watch.faults).toEqual([]);
  });

  test('the tables are filtered by the names of their columns, and a name goes into the statement', async () => {
    const { page, watch } = visitor;
    await page.goto(`${TWILIO}/sql`);
    await page.getByRole('searchbox', { name: 'Filter tables and columns' }).fill('num_segm');
    await page.getByRole('button', { name: /^num_segments/ }).click();
    expect(await editor().textContent()).toBe('num_segments');
    expect(new URL(page.url()).searchParams.get('q')).toBe('num_segm');
    await page.getByRole('searchbox').fill('messages');
    await page.getByRole('button', { name: 'to text', exact: true }).first().click();
    expect(await editor().textContent()).toBe('num_segments"to"');
    expect(watch.faults).toEqual([]);
  });

  test('the statement is copied as curl, as a command, for psql and for googleapis, without the token', async () => {
    const { page } = visitor;
    await visitor.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(sqlPath(`select "to" from messages where body = 'it''s'`, '&maxRequests=10'));
    await editor().waitFor();
    const copied: string[] = [];
    for (const label of ['curl', 'Command line', 'psql', 'googleapis (Node)']) {
      await press('Copy as');
      await page.getByRole('menuitem', { name: label, exact: true }).click();
      await page.getByText(`Copied as ${label}.`).waitFor();
      copied.push(await page.evaluate(() => navigator.clipboard.readText()));
    }
    expect(copied[0]).toMatch(/^curl .*\$TOKEN.*:executeSqlQuery\?maxRequests=10' -d '/);
    expect(copied[1]).toMatch(/^twilio-connector sql '.*' --connection twilio --max-rows 1000 --max-requests 10/);
    expect(copied[2]).toMatch(/^PGPASSWORD="\$TOKEN" psql -h 127\.0\.0\.1 -p 5433 -U 'admin' -d 'twilio' -c 'select/);
    expect(copied[3]).toContain('connections.executeSqlQuery(');
    expect(copied.join('')).not.toContain(bed.token);
  });
});
