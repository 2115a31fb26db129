import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CONNECTION } from '../test-bed.js';
import { hasChromium } from './chromium.js';
import { type ConsoleBed, startConsoleBed, TWILIO, type Visitor } from './console-bed.js';
import { sqlPageOf, sqlPath } from './sql-page.js';

describe.skipIf(!hasChromium)(
  'statements in the console that are kept, refused or change data (apt-get install chromium)',
  () => {
    let bed: ConsoleBed;
    let visitor: Visitor;
    beforeAll(async () => {
      bed = await startConsoleBed({ SIMULATOR_ROWS: '20' });
      visitor = await bed.signIn();
    });
    afterAll(() => bed.close());

    const { editor, grid, press, sqlOfLink } = sqlPageOf(() => visitor);

    test('a statement that may change data is sent only after it was confirmed', async () => {
      const { page, watch } = visitor;
      watch.allow(400);
      let sent = 0;
      page.on('request', (request) => (sent += Number(request.url().endsWith(':executeSqlQuery'))));
      await page.goto(sqlPath('delete from messages'));
      await editor().waitFor();
      await press('Run');
      await page.getByRole('dialog', { name: 'Change data at Twilio?' }).waitFor();
      await press('Cancel');
      expect(sent).toBe(0);
      await press('Run');
      await press('Run and change data');
      await page.getByRole('alert').waitFor();
      expect(sent).toBe(1);
      expect(watch.faults).toEqual([]);
    });

    test('without the code editor, the plain field runs a statement and shows its mistake', async () => {
      const { page, watch, context } = await bed.signIn();
      watch.allow(0);
      watch.allow(400);
      await page.route('**/code-editor-*.js', (route) => route.abort());
      await page.goto(`${TWILIO}/sql`);
      const field = page.getByRole('textbox', { name: 'Statement' });
      await field.fill('selec 1');
      await page.keyboard.press('Control+Enter');
      await page.getByText('line 1, column 1').waitFor();
      await field.fill('select 1 as n');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('gridcell', { name: '1', exact: true }).waitFor();
      expect(watch.faults).toEqual([]);
      await context.close();
    });

    test('what is typed before the code editor is there stays in its place, with the selection, and can be undone', async () => {
      const { page, watch, context } = await bed.signIn();
      const { promise: typed, resolve: haveTyped } = Promise.withResolvers<void>();
      await page.route('**/code-editor-*.js', async (route) => {
        await typed;
        await route.continue();
      });
      await page.goto(sqlPath('select 1'));
      const field = page.getByRole('textbox', { name: 'Statement' });
      await field.click();
      await page.keyboard.press('Control+End');
      await page.keyboard.type('0 + 5');
      await page.keyboard.press('Shift+ArrowLeft');
      const place = (part: string) =>
        page.locator(part).evaluate((element) => {
          const { left, top } = element.getBoundingClientRect();
          const { paddingLeft, paddingTop } = getComputedStyle(element);
          return [left + parseFloat(paddingLeft), top + parseFloat(paddingTop)];
        });
      const before = [await place('textarea'), await place('[role=toolbar]')];
      haveTyped();
      await page.locator('.cm-content').waitFor();
      expect([await place('.cm-line'), await place('[role=toolbar]')]).toEqual(before);
      await page.keyboard.type('2');
      expect(await field.textContent()).toBe('select 10 + 2');
      for (let undos = 0; undos < 2; undos += 1) await page.keyboard.press('Control+z');
      expect(await field.textContent()).toBe('select 1');
      expect(watch.faults).toEqual([]);
      await context.close();
    });

    test('a selection that the editor has not heard of yet is replaced by what is typed, without an inline style', async () => {
      const { page, watch } = visitor;
      await page.goto(sqlPath('select sid from messages'));
      await editor().getByText('select', { exact: true }).waitFor();
      await page.evaluate(() => addEventListener('selectionchange', (event) => event.stopPropagation(), true));
      await editor().fill('select 1');
      expect(await editor().textContent()).toBe('select 1');
      expect(watch.faults).toEqual([]);
    });

    test('a word that is being composed keeps its plain field until it is whole', async () => {
      const { page, watch, context } = await bed.signIn();
      const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
      await page.route('**/code-editor-*.js', async (route) => {
        await begun;
        await route.continue();
      });
      await page.goto(`${TWILIO}/sql`);
      await page.getByRole('textbox', { name: 'Statement' }).click();
      const input = await context.newCDPSession(page);
      await input.send('Input.imeSetComposition', { text: 'に', selectionStart: 1, selectionEnd: 1 });
      const loaded = page.waitForResponse('**/code-editor-*.js');
      begin();
      await (await loaded).finished();
      await input.send('Input.imeSetComposition', { text: 'にほ', selectionStart: 2, selectionEnd: 2 });
      expect(await page.locator('textarea').inputValue()).toBe('にほ');
      await input.send('Input.insertText', { text: '日本' });
      await page.locator('.cm-content').getByText('日本', { exact: true }).waitFor();
      expect(watch.faults).toEqual([]);
      await context.close();
    });

    test('a suspended connection is told as one', async () => {
      const { page, watch } = visitor;
      watch.allow(400);
      const change = (suspended: boolean) =>
        bed.api(`/v1/${CONNECTION}?updateMask=suspended`, { method: 'PATCH', body: { suspended } });
      await change(true);
      await page.goto(sqlPath('select 1'));
      await page.getByText('This connection is suspended').waitFor();
      await page.getByText('messages', { exact: true }).first().waitFor();
      await press('Run');
      await page.getByRole('heading', { name: 'The connection is suspended' }).waitFor();
      await change(false);
      expect(watch.faults).toEqual([]);
    });

    test('a viewer is told which permission is missing, and nothing is asked', async () => {
      const bindings = [{ role: 'roles/connectors.viewer', resource: 'projects/local' }];
      const { token } = await bed.api('/admin/v1/tokens', { method: 'POST', body: { name: 'sql-viewer', bindings } });
      const { page, watch, context } = await bed.signIn({ token: String(token) });
      await page.goto(sqlPath('select 1'));
      await page.getByText('connectors.connections.executeSqlQuery').waitFor();
      expect(await page.getByRole('button', { name: 'Run' }).count()).toBe(0);
      expect(watch.faults).toEqual([]);
      await context.close();
    });

    test('the history has the statements without their results, runs one again, and is cleared', async () => {
      const { page, watch } = visitor;
      await page.goto(sqlPath("select 'a-result' as r"));
      await editor().waitFor();
      await press('Run');
      await grid().waitFor();
      const stored = await page.evaluate(() => localStorage.getItem('sql-history') ?? '');
      expect(Object.keys(JSON.parse(stored) as object)).toEqual([CONNECTION]);
      expect(stored).toContain('a-result');
      expect(stored).toContain('"rows":1');

      await page.goto(`${TWILIO}/sql`);
      await press('History');
      const first = page.getByRole('dialog').getByRole('listitem').first();
      await first.getByText('1 row, 0 requests').waitFor();
      await first.getByRole('button', { name: 'Run again' }).click();
      await grid().getByRole('gridcell', { name: 'a-result' }).waitFor();
      expect(sqlOfLink()).toBe("select 'a-result' as r");
      await press('History');
      await press('Clear the history');
      await page.getByText('Nothing has been run here.').waitFor();
      expect(await page.evaluate(() => localStorage.getItem('sql-history'))).toBe('{}');
      expect(watch.faults).toEqual([]);
    });
  },
);
