import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand, type CommandBed, rowsOf, startCommandBed } from './command-line.js';

let commands: CommandBed;
beforeAll(async () => {
  commands = await startCommandBed();
});
afterAll(() => commands.bed.close());

test('the command line accepts relative times in process and through a connector, over several pages', async () => {
  for (const { flags, env } of Object.values(commands.ways)) {
    const list = async (where: string) =>
      rowsOf((await runCommand(['list', 'Calls', '--where', where, ...flags], env)).stdout);
    const all = commands.bed.simulator.snapshot('Calls').length;
    expect(all).toBeGreaterThan(25);
    expect(await list("DateCreated >= now() - interval '100 years'")).toHaveLength(all);
    expect(await list('DateCreated > CURRENT_DATE + 1')).toHaveLength(0);
  }
});

test('the next page of a list over REST has the time of the first page', async () => {
  const conditions = encodeURIComponent("DateCreated >= now() - interval '100 years'");
  const path = `/entityTypes/Calls/entities?pageSize=10&conditions=${conditions}`;
  const first = await commands.bed.call(path);
  expect(first.json.entities).toHaveLength(10);
  const second = await commands.bed.call(`${path}&pageToken=${first.json.nextPageToken}`);
  expect(second).toMatchObject({ status: 200, json: { entities: { length: 10 } } });
});
