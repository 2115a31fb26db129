import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, request as send, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { lockFolder } from '../src/store/sqlite/lock.js';
import { type CommandBed, rowsOf, runCommand, startCommandBed } from './command-line.js';

let commands: CommandBed;
let bed: CommandBed['bed'];
const folder = mkdtempSync(join(tmpdir(), 'twilio-connector-once-'));
beforeAll(async () => {
  commands = await startCommandBed();
  ({ bed } = commands);
});
beforeEach(() => {
  bed.simulator.reset();
  bed.simulator.clearFaults();
});
afterAll(async () => {
  await bed.close();
  rmSync(folder, { recursive: true });
});

const MESSAGE = ['create', 'Messages', '--set', 'To=+15550100001', '--set', 'Sender=+15550100100'];
const create = (body: string, ...flags: string[]) => [...MESSAGE, '--set', `Body=${body}`, ...flags];
/** Runs a command and drops its progress lines, which a slow machine may print. */
const runQuiet: typeof runCommand = async (...given) => {
  const ended = await runCommand(...given);
  return { ...ended, stderr: ended.stderr.replaceAll(/^.* …\n/gm, '') };
};
const sent = (body: string) => bed.simulator.snapshot('Messages').filter((message) => message.body === body).length;
const ways = () => {
  const { inProcess, throughConnector } = commands.ways;
  return [{ ...inProcess, env: { ...inProcess.env, CONNECTOR_DATA: join(folder, 'data') } }, throughConnector];
};

test('repeating a command with its key sends nothing and prints the same; another command with that key is refused', async () => {
  for (const { flags, env } of ways()) {
    bed.simulator.reset();
    const run = (body: string) => runQuiet(create(body, ...flags, '--idempotency-key', 'same'), env);
    const first = await run('once');
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(await run('once')).toEqual({
      ...first,
      stderr: expect.stringContaining('Already carried out with this idempotency key: nothing was sent again.'),
    });
    expect(await run('other')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('was used for another request'),
    });
    expect([sent('once'), sent('other')]).toEqual([1, 0]);
  }
});

test('every kind of write is carried out once per key', async () => {
  const [message] = bed.simulator.snapshot('Messages');
  const calls = bed.simulator.snapshot('Calls').filter(({ status }) => status === 'completed');
  const writes = [
    ['update', 'Messages', String(message?.sid), '--set', 'Body='],
    ['update', 'Messages', '--where', `Sid IN ('${String(message?.sid)}')`, '--set', 'Body=', '--bulk'],
    ['delete', 'Calls', String(calls[0]?.sid)],
    ['delete', 'Calls', '--where', "Status = 'completed'", '--bulk'],
    ['run', 'SendMessage', '--set', 'To=+15550100001', '--set', 'Sender=+15550100100', '--set', 'Body=run'],
  ];
  const [way] = ways();
  for (const [index, write] of writes.entries()) {
    const run = () => runQuiet([...write, '--idempotency-key', `kind-${index}`], way?.env ?? {});
    const first = await run();
    expect(first.code).toBe(0);
    expect(first.stderr).not.toContain('Already carried out');
    const before = bed.simulator.journal.count;
    expect(await run()).toEqual({
      ...first,
      stderr: expect.stringContaining('Already carried out with this idempotency key: nothing was sent again.'),
    });
    expect(bed.simulator.journal.count).toBe(before);
  }
});

test('repeating a write with an unknown outcome sends nothing and exits with 3 again', async () => {
  for (const { flags, env } of ways()) {
    bed.simulator.reset();
    bed.simulator.addFault({ kind: 'dropAfterProcessing', method: 'POST', count: 1 });
    for (let round = 0; round < 2; round += 1) {
      expect(await runQuiet(create('unknown', ...flags, '--idempotency-key', 'unknown'), env)).toMatchObject({
        code: 3,
        stdout: '',
      });
    }
    expect(sent('unknown')).toBe(1);
  }
});

test('a write that Twilio rejected can be repeated with its key', async () => {
  for (const { flags, env } of ways()) {
    bed.simulator.reset();
    const run = () => runQuiet(create('refused', ...flags, '--idempotency-key', 'refused'), env);
    bed.simulator.addFault({ kind: 'status', status: 400, method: 'POST', count: 1 });
    expect(await run()).toMatchObject({ code: 1 });
    expect(await run()).toMatchObject({ code: 0 });
    expect(sent('refused')).toBe(1);
  }
});

test('a keyed write is refused while a connector uses the data folder', async () => {
  const data = join(folder, 'served');
  mkdirSync(data);
  const free = lockFolder(data);
  const refused = await runQuiet(create('served', '--idempotency-key', 'x'), {
    ...commands.twilioEnv,
    CONNECTOR_DATA: data,
  });
  expect(refused).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(
      `A connector uses the data folder ${data}: name that connector with --server, because it keeps the idempotency keys of this folder.`,
    ),
  });
  // Without a key, the command does not need the data folder.
  expect((await runQuiet(create('unkeyed'), { ...commands.twilioEnv, CONNECTOR_DATA: data })).code).toBe(0);
  free();
  expect([sent('served'), sent('unkeyed')]).toEqual([0, 1]);
});

/** A proxy to the connector; the test handles each response. */
async function startProxy(onAnswer: (count: number, answer: IncomingMessage, response: ServerResponse) => void) {
  const keys: (string | undefined)[] = [];
  const proxy = createServer((incoming, response) => {
    const { method, headers, url = '' } = incoming;
    keys.push(headers['idempotency-key'] as string | undefined);
    const count = keys.length;
    incoming.pipe(send(new URL(url, bed.url), { method, headers }, (answer) => onAnswer(count, answer, response)));
  });
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
  return { keys, url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, close: () => proxy.close() };
}

describe('through a connector', () => {
  test('a write whose connection breaks is sent again with its key and carried out once', async () => {
    const proxy = await startProxy((count, answer, response) => {
      if (count <= 2) response.destroy();
      else answer.pipe(response.writeHead(answer.statusCode ?? 0, answer.headers));
    });
    const args = create('broken', '--server', proxy.url);
    const ended = await runQuiet(args, { CONNECTOR_TOKEN: bed.token });
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(rowsOf(ended.stdout)).toMatchObject([{ Sid: expect.stringMatching(/^SM/) }]);
    expect(sent('broken')).toBe(1);
    expect(proxy.keys).toHaveLength(3);
    expect(new Set(proxy.keys)).toEqual(new Set([expect.stringMatching(/^[0-9a-f-]{36}$/)]));
    proxy.close();
  });

  test('each command has its own key, but reads and secret values carry none', async () => {
    const proxy = await startProxy((_, answer, response) =>
      answer.pipe(response.writeHead(answer.statusCode ?? 0, answer.headers)),
    );
    const run = (args: readonly string[], input?: string) =>
      runQuiet([...args, '--server', proxy.url], { CONNECTOR_TOKEN: bed.token }, input);
    await run(create('two'));
    await run(create('two'));
    expect(sent('two')).toBe(2);
    expect(new Set(proxy.keys.splice(0)).size).toBe(2);
    await run(['list', 'Messages', '--limit', '1']);
    await run(['connections', 'list']);
    await run(['secrets', 'create', 'keyless']);
    expect(proxy.keys.splice(0)).toEqual([undefined, undefined, expect.any(String)]);
    await run(['secrets', 'add-version', 'keyless'], 'value');
    expect(proxy.keys).toEqual([undefined]);
    proxy.close();
  });
});
