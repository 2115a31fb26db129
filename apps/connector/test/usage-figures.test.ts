import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { REQUEST_COUNT, startMonitoringBed, sumsBy } from './monitoring-bed.js';
import { ADMINISTRATOR_TOKEN, FIRST, type ServerBed, startServerBed } from './server-bed.js';

/** Set `USAGE_CALLS=10000` for the full count. */
const CALLS = Number(process.env.USAGE_CALLS ?? 1000);
const AT_ONCE = 40;

test(`after ${CALLS} calls with faults, the transactions by status equal the journal of the simulator`, async () => {
  const bed = await startMonitoringBed();
  onTestFinished(async () => {
    vi.useRealTimers();
    await bed.close();
  });
  bed.pass(3_600_000);
  bed.simulator.journal.clear();
  for (const [index, fault] of (['reset', 'truncate', 'status'] as const).entries()) {
    bed.simulator.addFault({ kind: fault, probability: 0.01, seed: index + 1 });
  }
  const paths = ['/entityTypes/Messages/entities?pageSize=1', '/entityTypes/Calls/entities?pageSize=1'];
  let next = 0;
  const outcomes = { 200: 0, other: 0 };
  const caller = async () => {
    for (let index = (next += 1); index <= CALLS; index = next += 1) {
      const { status } = await bed.call(paths[index % paths.length]!);
      outcomes[status === 200 ? 200 : 'other'] += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, caller));
  bed.pass(20_000);
  const journal = Map.groupBy(bed.simulator.journal.requests(), ({ status }) => status);
  const transactions = sumsBy('status', await bed.series(REQUEST_COUNT));
  const cut = Object.keys(transactions).filter((status) => Number.isNaN(Number(status)));
  expect(transactions[200]).toBe(journal.get(200)!.length);
  expect(transactions[500]).toBe(journal.get(500)!.length);
  expect(cut.reduce((sum, status) => sum + transactions[status]!, 0)).toBe(journal.get(0)!.length);
  expect(Object.values(transactions).reduce((sum, one) => sum + one)).toBe(bed.simulator.journal.count);
  const retries = Object.values(sumsBy('none', await bed.series('metric.type = "twilio-connector/retries"')));
  expect(retries).toEqual([bed.simulator.journal.count - CALLS]);
  const calls = await bed.series('metric.type = "twilio-connector/calls"', {
    'aggregation.alignmentPeriod': '3600s',
    'aggregation.perSeriesAligner': 'ALIGN_SUM',
    'aggregation.crossSeriesReducer': 'REDUCE_SUM',
  });
  expect([sumsBy('none', calls)[''], outcomes[200] + outcomes.other]).toEqual([CALLS, CALLS]);
}, 300_000);

test('a server that is stopped and started again shows every transaction, as often as that happens', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'twilio-connector-usage-restart-'));
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-30T10:00:00Z') });
  onTestFinished(() => {
    vi.useRealTimers();
    rmSync(folder, { recursive: true, force: true });
  });
  let sent = 0;
  let shown = 0;
  for (let start = 0; start < 3; start += 1) {
    const bed: ServerBed = await startServerBed({ CONNECTOR_DATA: folder });
    for (let call = 0; call < 3; call += 1) {
      vi.setSystemTime(Date.now() + 7000);
      await bed.call(`/v2/${FIRST}/entityTypes/Messages/entities?pageSize=1`, { token: ADMINISTRATOR_TOKEN });
    }
    sent += bed.simulator.journal.count;
    vi.setSystemTime(Date.now() + 20_000);
    shown = await transactionsOf(bed);
    await bed.close();
  }
  expect([shown, sent]).toEqual([9, 9]);
});

async function transactionsOf(bed: ServerBed): Promise<number> {
  const query = new URLSearchParams({
    filter: REQUEST_COUNT,
    'interval.startTime': new Date(Date.now() - 86_400_000).toISOString(),
    'interval.endTime': new Date(Date.now() + 60_000).toISOString(),
  });
  const { timeSeries } = await bed.must(`/v3/projects/local/timeSeries?${query.toString()}`);
  return Object.values(sumsBy('status', timeSeries)).reduce((sum, one) => sum + one, 0);
}
