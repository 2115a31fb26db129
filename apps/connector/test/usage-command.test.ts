import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type CommandBed, rowsOf, runCommand, startCommandBed } from './command-line.js';

let bed: CommandBed['bed'];
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-30T10:00:00Z') });
  ({ bed } = await startCommandBed());
  vi.setSystemTime(Date.now() + 7_200_000);
  bed.simulator.addFault({ kind: 'status', status: 503, count: 1 });
  for (let call = 0; call < 3; call += 1) await bed.call('/entityTypes/Messages/entities?pageSize=1');
  vi.setSystemTime(Date.now() + 20_000);
});
afterAll(async () => {
  vi.useRealTimers();
  await bed.close();
});

const run = (...args: readonly string[]) =>
  runCommand(['usage', ...args, '--server', bed.url], { CONNECTOR_TOKEN: bed.token });
const NAME = 'projects/local/locations/local/connections/twilio';

test('usage shows the transactions, their p95 and the node-hours of every connection of the project', async () => {
  const [row, ...others] = rowsOf((await run('--since', '1h')).stdout);
  expect(others).toEqual([]);
  expect(row).toEqual({
    name: NAME,
    transactions: 4,
    failed: 1,
    throttled: 0,
    p95Ms: expect.any(Number),
    nodeHours: 2,
  });
});

test('usage of one connection is a table or CSV on request', async () => {
  expect((await run('twilio', '--since', '30m', '-o', 'csv')).stdout).toMatch(
    /^Connection,Location,Transactions,Failed,Throttled,P95Ms,NodeHours\r?\ntwilio,local,4,1,0,\d+,1\r?\n$/,
  );
  const { stdout } = await run(NAME, '-o', 'table');
  expect(stdout).toMatch(/^Connection +Location +Transactions +Failed +Throttled +P95Ms +NodeHours\n/);
});

test('usage of a connection that does not exist is an error', async () => {
  expect(await run('other')).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/There is no connection "projects\/local\/locations\/local\/connections\/other"/),
  });
});

test('a connection without usage in the time has a row of zeros', async () => {
  const suspend = ['connections', 'patch', 'twilio', '--set', 'suspended=true', '--server', bed.url];
  expect(await runCommand(suspend, { CONNECTOR_TOKEN: bed.token })).toMatchObject({ code: 0 });
  vi.setSystemTime(Date.now() + 7_200_000);
  const [row] = rowsOf((await run('twilio', '--since', '1h')).stdout);
  expect(row).toEqual({ name: NAME, transactions: 0, failed: 0, throttled: 0, nodeHours: 0 });
});

test.each(['0h', '1y', '', '400d', 'yesterday'])(
  'the duration %j of usage is refused with an example',
  async (since) => {
    const { code, stderr } = await run('--since', since);
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('--since must be a duration from 1m to 396d, such as 30m'),
    ]);
  },
);
