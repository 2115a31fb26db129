import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from './command-line.js';
import { startTestBed, type TestBed } from './test-bed.js';

let bed: TestBed;
beforeAll(async () => {
  bed = await startTestBed({ CONNECTOR_BULK: 'true' });
});
afterAll(() => bed.close());

const redact = ['update', 'Messages', '--where', "Direction LIKE '%'", '--set', 'Body=', '--bulk', '-o', 'json'];

test('bulk writes work through a connector and send nothing without --bulk', async () => {
  const through = ['--server', bed.url];
  const token = { CONNECTOR_TOKEN: bed.token };
  const refused = await runCommand([...redact.filter((word) => word !== '--bulk'), ...through], token);
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('add --bulk') });
  expect(bed.simulator.journal.count).toBe(0);
  const dry = await runCommand([...redact, ...through, '--dry-run'], token);
  expect(JSON.parse(dry.stdout)).toMatchObject({
    finds: { residual: ['Direction LIKE'] },
    request: { form: { Body: '' } },
  });
  expect(bed.simulator.journal.count).toBe(0);
  const found = bed.simulator.snapshot('Messages').length;
  const done = await runCommand([...redact, ...through], token);
  expect(JSON.parse(done.stdout)).toEqual([{ Found: found, Done: found, Failed: 0, NotReached: 0 }]);
  const gone = await runCommand(['delete', 'Calls', '--where', "Status = 'completed'", '--bulk', ...through], token);
  expect(gone.code).toBe(0);
  expect(bed.simulator.snapshot('Calls').filter(({ status }) => status === 'completed')).toEqual([]);
});
