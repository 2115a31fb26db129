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

describe('nine examples', () => {
  test.each([
    ['in process', 'inProcess'],
    ['through a connector', 'throughConnector'],
  ] as const)('the nine examples of the reference run %s', async (_, way) => {
    const { flags, env } = commands.ways[way];
    const call = (...args: string[]) => run([...args, ...flags], env);
    const list = await call('list', 'Recordings');
    expect(rowsOf(list.stdout)).toHaveLength(bed.simulator.snapshot('Recordings').length);
    const recording = await call('get', 'Recordings', 'RE2e915e78549694bd0a0742d2d39454e5', '--fields', 'sid,Status');
    expect(rowsOf(recording.stdout)).toEqual([{ Sid: 'RE2e915e78549694bd0a0742d2d39454e5', Status: 'completed' }]);
    expect(await call('delete', 'Calls', 'CAaa4a99c300bd9d1bcc0d1ae9dcd248c6')).toMatchObject({
      code: 0,
      stdout: '',
    });
    const feedback = await call(
      'create',
      'Feedback',
      '--set',
      'Sid=CAdefbf2b4caa7df11dc48106385e32345',
      '--set',
      'QualityScore=5',
    );
    expect(rowsOf(feedback.stdout)).toMatchObject([{ Sid: 'CAdefbf2b4caa7df11dc48106385e32345' }]);
    const summary = await call(
      'create',
      'FeedbackSummary',
      '--set',
      'StartDate=2014-06-01',
      '--set',
      'EndDate=2014-06-04',
    );
    expect(rowsOf(summary.stdout)).toMatchObject([{ Sid: expect.stringMatching(/^FS/) }]);
    const message = await call(
      'create',
      'Messages',
      '--set',
      'To=whatsapp:+917892300000',
      '--set',
      'Sender=whatsapp:+14155238886',
      '--set',
      'Body=Message is sent from Google Cloud',
    );
    expect(rowsOf(message.stdout)).toMatchObject([{ Sid: expect.stringMatching(/^SM/) }]);
    expect(await call('update', 'Messages', 'SM3ad97d41e786c02bca47c8ce1745053b', '--set', 'Body=')).toMatchObject({
      code: 0,
    });
    const number = await call(
      'update',
      'IncomingPhoneNumbers',
      'PN4047ac009a15885690a50a1d388b8411',
      '--set',
      'Name=updated',
    );
    expect(rowsOf(number.stdout)).toMatchObject([{ Sid: 'PN4047ac009a15885690a50a1d388b8411' }]);
    const callerId = await call(
      'update',
      'OutgoingCallerIds',
      '--where',
      'PN6f5f9bf39cb1801a6e21a5a80d274bdd',
      '--set',
      'Name=Updated',
    );
    expect(rowsOf(callerId.stdout)).toMatchObject([{ Sid: 'PN6f5f9bf39cb1801a6e21a5a80d274bdd' }]);
  });
});

describe('list', () => {
  test('list applies --where, --fields and --limit in every output format', async () => {
    const args = [
      'list',
      'Messages',
      '--where',
      "Status IN ('failed', 'undelivered')",
      '--fields',
      'Sid,Status,ErrorCode',
      '--limit',
      '3',
    ];
    const rows = rowsOf((await run(args)).stdout);
    expect(rows).toHaveLength(3);
    for (const row of rows) expect(Object.keys(row)).toEqual(['Sid', 'Status', 'ErrorCode']);
    expect(JSON.parse((await run([...args, '-o', 'json'])).stdout)).toEqual(rows);
    const csv = (await run([...args, '-o', 'csv'])).stdout.trim().split('\n');
    expect(csv).toEqual(['Sid,Status,ErrorCode', ...rows.map((row) => Object.values(row).join())]);
    const table = (await run([...args, '-o', 'table'])).stdout.trim().split('\n');
    expect(table).toHaveLength(5);
    expect(table[0]).toMatch(/^Sid +Status +ErrorCode$/);
  });

  test('list --sort sorts rows in process and through a connector', async () => {
    for (const { flags, env } of Object.values(commands.ways)) {
      const { stdout, stderr } = await run(
        ['list', 'Recordings', '--sort', 'Duration DESC', '--limit', '5', '--fields', 'Duration', ...flags],
        env,
      );
      const durations = rowsOf(stdout).map(({ Duration }) => Number(Duration));
      expect(durations).toHaveLength(5);
      expect(stderr).toBe('Twilio cannot sort by Duration: the whole list was read and sorted.\n');
      expect(durations).toEqual(durations.toSorted((a, b) => b - a));
    }
    expect(await run(['list', 'Calls', '--sort', 'a b c'])).toMatchObject({ code: 2 });
  });

  test('list --max-requests limits the requests in process and through a connector', async () => {
    const sids = bed.simulator.snapshot('Messages').slice(0, 3);
    const where = `Sid IN (${sids.map(({ sid }) => `'${sid}'`).join()})`;
    for (const { flags, env } of Object.values(commands.ways)) {
      const list = (max: string) => run(['list', 'Messages', '--where', where, '--max-requests', max, ...flags], env);
      expect(rowsOf((await list('3')).stdout)).toHaveLength(3);
      const before = bed.simulator.journal.count;
      expect(await list('2')).toMatchObject({ code: 1, stderr: expect.stringContaining('No request was sent') });
      expect(bed.simulator.journal.count).toBe(before);
    }
    expect(await run(['list', 'Calls', '--max-requests', '0'])).toMatchObject({ code: 2 });
  });

  test('an empty list is valid output in every format', async () => {
    const args = ['list', 'Messages', '--where', "To = '+15550109999'"];
    expect((await run(args)).stdout).toBe('');
    expect((await run([...args, '-o', 'json'])).stdout).toBe('[]\n');
    expect((await run([...args, '-o', 'csv', '--fields', 'Sid'])).stdout).toBe('Sid\n');
  });

  test('list --explain sends nothing and needs no account', async () => {
    const { code, stdout } = await run(['list', 'Messages', '--where', "To = 'a' OR To = 'b'", '--explain'], {});
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ reads: [{ query: { To: 'a' } }, { query: { To: 'b' } }] });
    expect(bed.simulator.journal.count).toBe(0);
  });
});

describe('writes', () => {
  test('--dry-run shows the request of a write and sends nothing', async () => {
    const args = [
      'create',
      'Messages',
      '--set',
      'To=+15550100001',
      '--set',
      'From=+15550100100',
      '--set',
      'MediaUrl=https://example.com/1',
      '--set',
      'MediaUrl=https://example.com/2',
    ];
    const { stdout } = await run([...args, '--dry-run'], {});
    expect(JSON.parse(stdout)).toMatchObject({
      method: 'POST',
      form: { From: '+15550100100', MediaUrl: ['https://example.com/1', 'https://example.com/2'] },
    });
    expect(JSON.parse((await run(['delete', 'Calls', `CA${'1'.repeat(32)}`, '--dry-run'], {})).stdout)).toMatchObject({
      method: 'DELETE',
    });
    expect(bed.simulator.journal.count).toBe(0);
  });

  test('usage errors exit with 2, refusals with 1 and unknown outcomes with 3', async () => {
    const create = [
      'create',
      'Messages',
      '--set',
      'To=+15550100001',
      '--set',
      'Sender=+15550100100',
      '--set',
      'Body=x',
    ];
    expect(await run(['create', 'Messages', '--set', 'To=1'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Sender is required'),
    });
    expect(await run(['create', 'Messages', '--set', 'nonsense'])).toMatchObject({ code: 2 });
    expect(await run(['list', 'Nothing'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Known entity types: Accounts'),
    });
    expect(await run(['list', 'Calls', '--fields', 'Nothing'])).toMatchObject({ code: 2 });
    expect(await run(['list', 'Calls', '--sort', 'Nothing'])).toMatchObject({ code: 2 });
    expect(await run(['update', 'Messages', 'x', '--where', 'y', '--set', 'Body='])).toMatchObject({ code: 2 });
    expect(await run(['list', 'Calls'], {})).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('No Twilio account'),
    });
    expect(await run(['get', 'Calls', `CA${'9'.repeat(32)}`])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('was not found'),
    });
    for (const { flags, env } of Object.values(commands.ways)) {
      bed.simulator.addFault({ kind: 'dropAfterProcessing', method: 'POST', count: 1 });
      expect(await run([...create, ...flags], env)).toMatchObject({
        code: 3,
        stderr: expect.stringContaining('may or may not'),
      });
    }
    expect(
      await run(['list', 'Calls', '--server', 'http://127.0.0.1:1'], { CONNECTOR_TOKEN: bed.token }),
    ).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('No connector answers'),
    });
  });

  test('entity-types and describe need no account', async () => {
    expect((await run(['entity-types'], {})).stdout).toContain('OutgoingCallerIds');
    expect((await run(['describe', 'Messages'], {})).stdout).toMatch(/^Sid +VARCHAR +key/m);
    const [column] = rowsOf((await run(['describe', 'Messages', '-o', 'ndjson'], {})).stdout);
    expect(column).toMatchObject({ Column: 'Sid', Type: 'VARCHAR', Key: 'key' });
  });
});
