import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runCommand, type CommandBed, rowsOf, startCommandBed } from './command-line.js';

let commands: CommandBed;
let bed: CommandBed['bed'];
beforeAll(async () => {
  commands = await startCommandBed();
  ({ bed } = commands);
});
beforeEach(() => bed.simulator.reset());
afterAll(() => bed.close());

const run = (args: readonly string[], env = commands.twilioEnv) => runCommand(args, env);

describe('a connector and the account itself', () => {
  const message = ['--set', 'To=+15550100001', '--set', 'Sender=+15550100100', '--set', 'Body=Hello'];

  test('create and update return the same columns', async () => {
    const columns: string[][] = [];
    for (const { flags, env } of Object.values(commands.ways)) {
      const [created] = rowsOf((await run(['create', 'Messages', ...message, ...flags], env)).stdout);
      expect(created).toMatchObject({ To: '+15550100001', Body: 'Hello', Direction: 'outbound-api' });
      const update = ['update', 'Messages', String(created?.Sid), '--set', 'Body=', ...flags];
      const [updated] = rowsOf((await run(update, env)).stdout);
      expect(updated).toMatchObject({ Sid: created?.Sid, Body: '' });
      columns.push(Object.keys(created ?? {}), Object.keys(updated ?? {}));
    }
    expect(new Set(columns.map((names) => names.join())).size).toBe(1);
  });

  test.each([
    ['--connection', 'twilio'],
    ['--connection', 'projects/local/locations/local/connections/twilio'],
  ])('%s %s names the first connection', async (...connection) => {
    const { flags, env } = commands.ways.throughConnector;
    const list = ['list', 'Messages', '--limit', '1', ...connection, ...flags];
    expect(rowsOf((await run(list, env)).stdout)).toHaveLength(1);
  });

  test('--connection without --server asks the connector on this machine', async () => {
    const { port } = new URL(bed.url);
    const env = { CONNECTOR_TOKEN: bed.token, PORT: port };
    for (const flags of [['--connection', 'twilio'], ['--server']]) {
      expect(rowsOf((await run(['list', 'Messages', '--limit', '1', ...flags], env)).stdout)).toHaveLength(1);
    }
  });

  test('list --count shows the number of rows and the cost, in both ways', async () => {
    const failed = bed.simulator.snapshot('Messages').filter(({ status }) => status === 'failed').length;
    for (const { flags, env } of Object.values(commands.ways)) {
      const { code, stdout, stderr } = await run(
        ['list', 'Messages', '--where', "Status = 'failed'", '--count', ...flags],
        env,
      );
      expect([code, stdout]).toEqual([0, `${failed}\n`]);
      expect(stderr).toMatch(/\d requests? to Twilio/);
    }
  });

  test('a list that fails half-way shows its rows and the error of Twilio, and says that it is incomplete, in both ways', async () => {
    const [first, second] = bed.simulator.snapshot('Messages').map(({ sid }) => String(sid));
    bed.simulator.addFault({ kind: 'status', status: 403, path: String(second) });
    // With a limit, rows come in the order of the keys.
    const args = ['list', 'Messages', '--where', `Sid IN ('${first}', '${second}')`, '--limit', '5'];
    const messages: string[] = [];
    for (const { flags, env } of Object.values(commands.ways)) {
      const { code, stdout, stderr } = await run([...args, ...flags], env);
      expect([code, rowsOf(stdout)]).toEqual([1, [expect.objectContaining({ Sid: first })]]);
      expect(stderr).toContain('The output is incomplete: the list ended after 1 row.\n');
      messages.push(stderr);
    }
    expect(messages).toEqual([
      expect.stringContaining('Bad request'),
      expect.stringContaining('Bad request (TWILIO_20001)'),
    ]);
    const table = await run([...args, '-o', 'table']);
    expect([table.code, table.stdout]).toEqual([1, expect.stringContaining(String(first))]);
    bed.simulator.clearFaults();
  });

  test('a whole list takes as many requests through a connector as without one', async () => {
    const requests: number[] = [];
    for (const { flags, env } of Object.values(commands.ways)) {
      const before = bed.simulator.journal.count;
      const { stdout } = await run(['list', 'Messages', ...flags], env);
      expect(rowsOf(stdout)).toHaveLength(bed.simulator.snapshot('Messages').length);
      requests.push(bed.simulator.journal.count - before);
    }
    expect(requests).toEqual([1, 1]);
  });

  test('list --explain through a connector shows the plan of that connector, and sends nothing', async () => {
    const { flags, env } = commands.ways.throughConnector;
    const args = ['list', 'Messages', '--where', "To = '+15550100001'", '--sort', 'To', '--explain'];
    const before = bed.simulator.journal.count;
    const [direct, planned] = [await run(args), await run([...args, ...flags], env)];
    expect(planned).toEqual(direct);
    expect(JSON.parse(planned.stdout)).toMatchObject({ reads: [{ query: { To: '+15550100001' } }] });
    expect(bed.simulator.journal.count).toBe(before);
    expect(await run([...args, '--connection', 'missing', ...flags], env)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('missing'),
    });
  });
});
