import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CONNECTION } from '../test-bed.js';
import { hasChromium } from './chromium.js';
import { type ConsoleBed, startConsoleBed, TWILIO, type Visitor } from './console-bed.js';

const NUMBER = 'PN4047ac009a15885690a50a1d388b8411';
const ROW = `${TWILIO}/data/IncomingPhoneNumbers/${NUMBER}`;

describe.skipIf(!hasChromium)('following a call in the console (apt-get install chromium)', () => {
  let bed: ConsoleBed;
  let visitor: Visitor;
  beforeAll(async () => {
    bed = await startConsoleBed();
    visitor = await bed.signIn();
  });
  afterAll(() => bed.close());

  const rename = (Name: string) =>
    bed.request(`/v2/${CONNECTION}/entityTypes/IncomingPhoneNumbers/entities/${NUMBER}`, {
      method: 'PATCH',
      headers: { Authorization: `Bearer ${bed.token}` },
      body: JSON.stringify({ fields: { Name } }),
    });

  test('a failed write is followed from its row to its attempts at Twilio, to its audit record and back', async () => {
    const { page, watch } = visitor;
    await bed.api(`/v1/${CONNECTION}?updateMask=logConfig`, {
      method: 'PATCH',
      body: { logConfig: { enabled: true, level: 'INFO' } },
    });
    await rename('Front desk');
    bed.simulator.addFault({ kind: 'status', status: 400, method: 'POST', path: `${NUMBER}.json` });
    expect((await rename('Again')).status).toBe(400);
    bed.simulator.clearFaults();
    await bed.call(`/entityTypes/IncomingPhoneNumbers/entities/${NUMBER}`);

    await page.goto(ROW);
    const writes = page.getByRole('region', { name: 'Writes to this row' });
    await writes.getByRole('row').nth(2).waitFor();
    const outcomes = await writes.getByRole('row').allTextContents();
    // The read is not among them. The newest one is first, below the head.
    expect(outcomes.slice(1)).toEqual([
      expect.stringMatching(/entities\.patch(?!OK)/),
      expect.stringMatching(/entities\.patchOK/),
    ]);
    await writes.getByRole('row').nth(1).getByRole('link').first().click();
    await page.getByText('One call').waitFor();
    await page
      .getByRole('region', { name: /^Attempts of/ })
      .getByText(`${NUMBER}.json`)
      .waitFor();
    const call = new URL(page.url()).searchParams.get('call') ?? '';
    await page.getByRole('link', { name: /^administrator.*: / }).click();
    await page.getByRole('heading', { name: 'Audit' }).waitFor();
    expect(new URL(page.url()).searchParams.get('callId')).toBe(call);
    const records = page.getByRole('region', { name: 'Audit records' }).getByRole('row');
    await records.nth(1).waitFor();
    expect(await records.count()).toBe(2);
    await records.getByRole('link', { name: call.slice(0, 8) }).click();
    await page.getByRole('region', { name: /^Attempts of/ }).waitFor();
    expect(new URL(page.url()).searchParams.get('call')).toBe(call);
    await page.goBack();
    await records.getByRole('link', { name: `entityTypes/IncomingPhoneNumbers/entities/${NUMBER}` }).click();
    await page.getByRole('heading', { name: NUMBER }).waitFor();
    expect(watch.faults).toEqual([]);
  });

  test('a caller without access to the audit log is told so where the history would be', async () => {
    const roles = ['roles/connectors.viewer', 'roles/connectors.invoker'];
    const bindings = roles.map((role) => ({ role, resource: 'projects/local' }));
    const { token } = await bed.api('/admin/v1/tokens', { method: 'POST', body: { name: 'invoker', bindings } });
    const { page, watch } = await bed.signIn({ token: String(token) });
    await page.goto(ROW);
    await page.getByText('connectors.auditRecords.list').waitFor();
    expect(await page.getByText('PhoneNumber', { exact: true }).count()).toBe(1);
    expect(watch.faults).toEqual([]);
  });

  test('a row that nobody has written to has an empty history, and a call that only reads has no audit record', async () => {
    const { page, watch } = visitor;
    await page.goto(`${TWILIO}/data/Messages/SM3ad97d41e786c02bca47c8ce1745053b`);
    await page.getByText('Nobody has written to this row through this connector.').waitFor();
    await page.getByRole('link', { name: 'Logs' }).click();
    const read = page.getByRole('row').filter({ hasText: 'GET Messages succeeded' }).first();
    await read.getByRole('link').click();
    await page.getByText('No record: only writes and refused calls are recorded.').waitFor();
    expect(watch.faults).toEqual([]);
  });

  test('the overview shows the last day with its errors and needed nodes, and the list the last error of each connection', async () => {
    const { page, watch } = visitor;
    await page.goto(TWILIO);
    for (const title of ['Transactions by outcome', 'Failed calls by reason']) {
      await page.getByRole('img', { name: new RegExp(`^${title}: (?!no data)`) }).waitFor();
    }
    await page.getByText(/^1 node, for \d/).waitFor();
    // On a busy machine, some do wait.
    await page.getByText(/(?:nothing|\d requests?) waited for a slot/).waitFor();
    await page.getByRole('link', { name: /^UPDATE IncomingPhoneNumbers failed/ }).click();
    await page.getByRole('region', { name: /^Attempts of/ }).waitFor();
    await page.getByRole('link', { name: 'Connections' }).click();
    const row = page.getByRole('row').filter({ hasText: 'twilio' });
    await row.getByRole('link', { name: /UPDATE IncomingPhoneNumbers failed/ }).waitFor();
    const cells = await row.getByRole('cell').allTextContents();
    const columns = await page.getByRole('columnheader').allTextContents();
    expect(cells[columns.indexOf('Throttled')]).toMatch(/^\d+$/);
    expect(Number(cells[columns.indexOf('Requests/s')])).toBeGreaterThan(0);
    expect(watch.faults).toEqual([]);
  });
});
