import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type CommandBed, runCommand, runOnTerminal, startCommandBed } from './command-line.js';

let commands: CommandBed;
beforeAll(async () => {
  commands = await startCommandBed();
});
beforeEach(() => commands.bed.simulator.reset());
afterAll(() => commands.bed.close());

const failed = () => commands.bed.simulator.snapshot('Messages').filter(({ status }) => status === 'failed').length;
const writes = () => commands.bed.simulator.journal.requests().filter(({ method }) => method !== 'GET').length;
const deleteFailed = ['delete', 'messages', '--where', "status = 'failed'", '--bulk'];

describe('writes to many entities on a terminal', () => {
  test('a bulk delete says how many entities match before it asks, and deletes nothing after a no', async () => {
    const count = failed();
    expect(count).toBeGreaterThan(1);
    const { code, screen } = await runOnTerminal(deleteFailed, commands.twilioEnv, { typed: 'n\n' });
    expect(screen).toContain(
      `This permanently deletes the message, for ${count} entities that match the condition. Continue? [y/N]`,
    );
    expect([code, failed(), writes()]).toEqual([1, count, 0]);
  });

  test('a bulk delete deletes the entities after a yes', async () => {
    const count = failed();
    const { code, screen } = await runOnTerminal(deleteFailed, commands.twilioEnv, { typed: 'y\n' });
    expect([code, failed()]).toEqual([0, 0]);
    expect(screen).toMatch(new RegExp(`${count} +${count} +0 +0\\n$`));
  });

  test('a bulk write that matches nothing does not ask', async () => {
    const none = ['delete', 'Messages', '--where', "To = '+1'", '--bulk'];
    const { code, screen } = await runOnTerminal(none, commands.twilioEnv);
    expect(code).toBe(0);
    expect(screen).not.toContain('Continue?');
    expect(writes()).toBe(0);
  });

  test('without a terminal, a bulk write neither counts nor asks', async () => {
    const gone = failed();
    expect(await runCommand([...deleteFailed, '-o', 'json'], commands.twilioEnv)).toMatchObject({
      code: 0,
      stderr: '',
    });
    const lists = commands.bed.simulator.journal.requests().filter(({ method }) => method === 'GET');
    expect([lists.length, writes()]).toEqual([1, gone]);
  });
});

test('writes without a result say on standard error what they did, and leave the rows on standard output alone', async () => {
  const call = 'CAaa4a99c300bd9d1bcc0d1ae9dcd248c6';
  expect(await runCommand(['delete', 'calls', call, '-o', 'json'], commands.twilioEnv)).toEqual({
    code: 0,
    stdout: '',
    stderr: `Deleted ${call} of Calls.\n`,
  });
  const none = ['list', 'Messages', '--where', "To = '+1'", '-o', 'json'];
  expect(await runCommand(none, commands.twilioEnv)).toEqual({
    code: 0,
    stdout: '[]\n',
    stderr: 'No Messages found.\n',
  });
});

test('names of entity types, actions and columns ignore case, and misspelled ones are suggested', async () => {
  const run = async (...args: string[]) => runCommand(args, commands.twilioEnv);
  const { stdout } = await run('get', 'RECORDINGS', 'RE2e915e78549694bd0a0742d2d39454e5', '--fields', 'sid,STATUS');
  expect(JSON.parse(stdout)).toEqual({ Sid: 'RE2e915e78549694bd0a0742d2d39454e5', Status: 'completed' });
  const send = ['run', 'sendmessage', '--set', 'to=+15550100001', '--set', 'sender=+15550100100', '--set', 'BODY=x'];
  expect(await run(...send, '--dry-run')).toMatchObject({ code: 0 });
  expect((await run('describe', 'sendMessage')).stdout).toMatch(/^To /m);
  const suggestions: readonly (readonly [string[], string])[] = [
    [['list', 'Mesages'], 'Did you mean Messages?'],
    [['describe', 'Recording'], 'Did you mean Recordings?'],
    [['run', 'SendMesage'], 'Did you mean SendMessage?'],
    [['list', 'Messages', '--fields', 'Stats'], 'Did you mean Status?'],
    [['list', 'Messages', '--sort', 'DateSend'], 'Did you mean DateSent?'],
    [['list', 'Messages', '--where', 'Sendr IS NULL'], 'Did you mean Sender?'],
    [['create', 'Messages', '--set', 'Bdy=x'], 'did you mean Body?'],
    [['list', 'Messages', '--limt', '1'], 'Did you mean --limit?'],
    [['lst', 'Messages'], 'Did you mean list?'],
  ];
  for (const [args, suggestion] of suggestions) {
    expect(await run(...args)).toMatchObject({ code: 2, stderr: expect.stringContaining(suggestion) });
  }
});

test('an error that advises a scan of all parents names the flag', async () => {
  const { code, stderr } = await runCommand(['list', 'Media'], commands.twilioEnv);
  expect(code).toBe(2);
  expect(stderr).toContain('Or set --all-parents, which reads all Messages.');
  expect(stderr).not.toContain('allowParentScan');
});
