import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hasChromium } from './chromium.js';
import { type ConsoleBed, startConsoleBed, type Visitor } from './console-bed.js';
import { insert, sqlPageOf } from './sql-page.js';

describe.skipIf(!hasChromium)('writes in SQL that are cancelled in the console (apt-get install chromium)', () => {
  let bed: ConsoleBed;
  let visitor: Visitor;
  beforeAll(async () => {
    bed = await startConsoleBed({ SIMULATOR_ROWS: '20' });
    visitor = await bed.signIn();
  });
  beforeEach(() => bed.simulator.reset());
  afterAll(() => bed.close());

  const { press, write, loseAnswers } = sqlPageOf(() => visitor);
  const sent = (start: string) =>
    bed.simulator
      .snapshot('Messages')
      .map(({ body }) => String(body))
      .filter((body) => body.startsWith(start))
      .sort();

  test('a write that is cancelled completes the row that was sent, says so, and goes on when asked', async () => {
    const { page, watch } = visitor;
    watch.allow(409);
    const held = bed.holdRequest('POST');
    await write(insert('part 1', 'part 2', 'part 3'));
    await held.arrived;
    await press('Cancel');
    await page.getByRole('button', { name: 'Cancelling …' }).waitFor();
    held.release();
    const alert = page.getByRole('alert');
    await alert.getByRole('heading', { name: 'Cancelled: 1 of 3 rows written; the rest was not sent' }).waitFor();
    expect(sent('part')).toEqual(['part 1']);
    expect(await page.getByText('No answer arrived').count()).toBe(0);
    await press('Write the rows that are left');
    await page.getByText(/^3 rows written ·/).waitFor();
    expect(sent('part')).toEqual(['part 1', 'part 2', 'part 3']);
    expect(watch.faults).toEqual([]);
  });

  test('a cancelled write that was about to end says that it is written, and one without an answer is asked about', async () => {
    const { page, watch } = visitor;
    watch.allow(0);
    const last = bed.holdRequest('POST');
    await write(insert('only row'));
    await last.arrived;
    await press('Cancel');
    await page.getByRole('button', { name: 'Cancelling …' }).waitFor();
    last.release();
    await page.getByText(/^1 row written ·/).waitFor();
    await loseAnswers();
    const held = bed.holdRequest('POST');
    await write(insert('lost 1', 'lost 2'));
    await held.arrived;
    await press('Cancel');
    await page.getByRole('button', { name: 'Cancelling …' }).waitFor();
    held.release();
    await page.getByRole('heading', { name: 'No answer arrived' }).waitFor();
    await page.unroute('**:executeSqlQuery');
    await press('Ask what became of it');
    await page.getByText(/^2 rows written ·/).waitFor();
    expect(sent('lost')).toEqual(['lost 1', 'lost 2']);
    expect(watch.faults).toEqual([]);
  });
});
