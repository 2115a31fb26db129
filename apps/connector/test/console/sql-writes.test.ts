import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CONNECTION } from '../test-bed.js';
import { hasChromium } from './chromium.js';
import { type ConsoleBed, startConsoleBed, TWILIO, type Visitor } from './console-bed.js';
import { insert, sqlPageOf, sqlPath } from './sql-page.js';

/** Twilio refuses the second of these requests. */
const FAIL_SECOND = { kind: 'status', status: 400, method: 'POST', probability: 0.5, count: 1, seed: 2 } as const;

describe.skipIf(!hasChromium)('writes in SQL in the console (apt-get install chromium)', () => {
  let bed: ConsoleBed;
  let visitor: Visitor;
  beforeAll(async () => {
    bed = await startConsoleBed({ SIMULATOR_ROWS: '20' });
    visitor = await bed.signIn();
  });
  beforeEach(() => bed.simulator.reset());
  afterAll(() => bed.close());

  const { editor, grid, press, write, loseAnswers } = sqlPageOf(() => visitor);
  const bodies = () => bed.simulator.snapshot('Messages').map(({ body }) => String(body));
  const sent = (start: string) =>
    bodies()
      .filter((body) => body.startsWith(start))
      .sort();
  const posts = () => bed.simulator.journal.requests().filter(({ method }) => method === 'POST').length;

  test('an INSERT tells its rows and requests before it is sent, and each written row leads to its page', async () => {
    const { page, watch } = visitor;
    await page.goto(sqlPath(insert('planned one', 'planned two')));
    await editor().waitFor();
    await press('Plan');
    const plan = page.getByRole('region', { name: 'Plan' });
    await plan.getByText('about 2 requests to Twilio').waitFor();
    await plan.getByText('INSERT messages writes 2 rows, one request for each.').waitFor();
    await plan.getByText('to, sender, body').waitFor();
    expect(posts()).toBe(0);
    await press('Run');
    await press('Run and change data');
    await page.getByText(/^2 rows written · 2 requests to Twilio/).waitFor();
    expect(sent('planned')).toEqual(['planned one', 'planned two']);
    const rows = page.getByRole('region', { name: 'What became of each row' });
    expect(await rows.getByRole('cell', { name: 'Written' }).count()).toBe(2);
    await rows.getByRole('link').first().click();
    await page.getByRole('heading', { name: /^SM/ }).waitFor();
    await page.getByText(/^planned (?:one|two)$/).waitFor();
    expect(watch.faults).toEqual([]);
  });

  test('RETURNING shows rows, and EXPLAIN shows a plan and writes nothing', async () => {
    const { page, watch } = visitor;
    await write(`${insert('returned')} returning sid, body`);
    await grid().getByRole('gridcell', { name: 'returned' }).waitFor();
    await page.getByText('1 row written').click();
    await page.getByRole('cell', { name: 'Written' }).waitFor();
    const before = posts();
    await page.goto(sqlPath(`explain ${insert('explained')}`));
    await editor().waitFor();
    await press('Run');
    await grid().getByText('INSERT messages: 1 request').waitFor();
    await press('Plan');
    await page.getByText('INSERT messages writes 1 row').waitFor();
    expect(posts()).toBe(before);
    expect(watch.faults).toEqual([]);
  });

  test('a statement that stops midway tells each row, and goes on with those that are left', async () => {
    const { page, watch } = visitor;
    watch.allow(409);
    bed.simulator.addFault(FAIL_SECOND);
    await write(insert('some 1', 'some 2', 'some 3'));
    const alert = page.getByRole('alert');
    await alert.getByRole('heading', { name: 'The statement stopped: 1 of 3 rows written' }).waitFor();
    const states = await alert.getByRole('row').allTextContents();
    expect(states.slice(1)).toEqual([
      expect.stringMatching(/^2Failed/),
      expect.stringMatching(/^1WrittenSM/),
      expect.stringMatching(/^3Not attempted/),
    ]);
    expect(sent('some')).toEqual(['some 1']);
    await press('Write the rows that are left');
    await page.getByText(/^3 rows written ·/).waitFor();
    expect(sent('some')).toEqual(['some 1', 'some 2', 'some 3']);
    expect(watch.faults).toEqual([]);
  });

  test('a write that Twilio refuses is no mistake in the statement, and may be tried again', async () => {
    const { page, watch } = visitor;
    watch.allow(400);
    bed.simulator.addFault({ kind: 'status', status: 400, method: 'POST', count: 1 });
    await write(insert('refused'));
    await page.getByRole('alert').getByRole('heading', { name: 'Nothing was written' }).waitFor();
    await press('Run');
    await press('Run and change data');
    await page.getByText(/^1 row written ·/).waitFor();
    expect(sent('refused')).toEqual(['refused']);
    expect(watch.faults).toEqual([]);
  });

  test('a write whose answer is lost is asked about on its page, and is carried out once', async () => {
    const { page, watch } = visitor;
    watch.allow(0);
    await loseAnswers();
    await write(insert('lost here'));
    await page.getByRole('heading', { name: 'No answer arrived' }).waitFor();
    await page.unroute('**:executeSqlQuery');
    // The strip above settles it. What the page asks afterwards must not be a write of its own.
    await press('Send again safely');
    await page.getByText('It had been carried out before').waitFor();
    await press('Ask what became of it');
    await page.getByText(/^1 row written .*nothing was sent a second time/).waitFor();
    expect(sent('lost here')).toEqual(['lost here']);
    expect(watch.faults).toEqual([]);
  });

  test('a write whose answer is lost is sent again safely after a reload, by the strip or by running it again', async () => {
    const { page, watch } = visitor;
    watch.allow(0);
    for (const [button, answer] of [
      ['Send again safely', 'It had been carried out before'],
      ['Run', 'nothing was sent a second time'],
    ] as const) {
      await loseAnswers();
      await write(insert(`lost, then ${button}`));
      await page.getByRole('heading', { name: 'No answer arrived' }).waitFor();
      await page.unroute('**:executeSqlQuery');
      await page.reload();
      await page.getByText(`No answer arrived to “insert into messages`).waitFor();
      await editor().waitFor();
      await press(button);
      await page.getByText(answer).waitFor();
      await page.getByText('No answer arrived').waitFor({ state: 'detached' });
      expect(sent('lost, then')).toContain(`lost, then ${button}`);
    }
    expect(sent('lost, then')).toHaveLength(2);
    expect(watch.faults).toEqual([]);
  });

  test('a write whose key has expired is not offered to be sent again', async () => {
    const { page, watch } = visitor;
    watch.allow(0);
    await loseAnswers();
    await write(insert('long ago'));
    await page.getByRole('heading', { name: 'No answer arrived' }).waitFor();
    await page.unroute('**:executeSqlQuery');
    await page.evaluate(() => {
      const aged = sessionStorage.getItem('unanswered-writes')?.replace(/"sentAt":"\d+/, '"sentAt":"2020');
      sessionStorage.setItem('unanswered-writes', aged ?? '');
    });
    await page.reload();
    await page.getByText('Its key has expired').waitFor();
    expect(await page.getByRole('button', { name: 'Send again safely' }).count()).toBe(0);
    await press('Forget it');
    await page.getByText('Its key has expired').waitFor({ state: 'detached' });
    expect(sent('long ago')).toEqual(['long ago']);
    expect(watch.faults).toEqual([]);
  });

  test('the answer of a proxy does not settle a write, and one of Twilio that refuses it stays in sight', async () => {
    const { page, watch } = visitor;
    watch.allow(400);
    watch.allow(502);
    await page.route('**:executeSqlQuery', (route) => route.fulfill({ status: 502, body: '<h1>Bad gateway</h1>' }));
    await write(insert('behind a proxy'));
    await page.getByText('No answer arrived to').waitFor();
    await page.unroute('**:executeSqlQuery');
    bed.simulator.addFault({ kind: 'status', status: 400, method: 'POST', count: 1 });
    await press('Send again safely');
    await page.getByText(/^“insert into messages.*”: ./).waitFor();
    await press('Close');
    expect(await page.getByText('No answer arrived').count()).toBe(0);
    expect(sent('behind')).toEqual([]);
    expect(watch.faults).toEqual([]);
  });

  test('on a connection that is read only, reads are answered and a write is refused before anything is sent', async () => {
    const { configVariables = [] } = await bed.api(`/v1/${CONNECTION}`);
    const change = (body: object) => bed.api(`/v1/${CONNECTION}?updateMask=configVariables`, { method: 'PATCH', body });
    await change({ configVariables: [...configVariables, { key: 'read_only', boolValue: true }] });
    const bindings = [{ role: 'roles/connectors.admin', resource: 'projects/local' }];
    const { token } = await bed.api('/admin/v1/tokens', { method: 'POST', body: { name: 'reader', bindings } });
    const { page, watch, context } = await bed.signIn({ token: String(token) });
    watch.allow(400);
    await page.goto(`${TWILIO}/sql`);
    const field = page.getByRole('textbox', { name: 'Statement' });
    await field.click();
    await page.locator('.cm-content').waitFor();
    await field.fill('select sid from messages limit 1');
    await page.keyboard.press('Control+Enter');
    await page.getByText(/^1 row ·/).waitFor();
    await field.fill(insert('not allowed'));
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: 'Run and change data' }).click();
    await page
      .getByRole('alert')
      .getByText(/does not allow INSERT/)
      .waitFor();
    expect(posts()).toBe(0);
    await change({ configVariables });
    expect(watch.faults).toEqual([]);
    await context.close();
  });
});
