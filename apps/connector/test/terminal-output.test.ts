import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CommandBed, runOnTerminal, startCommandBed } from './command-line.js';

const sid = (prefix: string, digit: string) => prefix + digit.repeat(32);
const MESSAGES = [
  {
    sid: sid('SM', '1'),
    to: '+15550100001',
    from: '+15550100100',
    body: 'Hello',
    status: 'delivered',
    date_sent: 'Mon, 30 Nov 2026 08:15:59 +0000',
  },
  {
    sid: sid('SM', '2'),
    to: 'whatsapp:+14155238886',
    from: '+15550100100',
    body: '你好，您的订单已发货。 It will arrive between eight and twelve o’clock tomorrow morning.\nYour team 👩‍👩‍👧',
    status: 'undelivered',
    error_code: 30003,
    date_sent: 'Sun, 29 Nov 2026 23:00:00 +0000',
  },
];

const CONNECTIONS = [
  {
    name: 'projects/local/locations/local/connections/twilio',
    status: { state: 'ACTIVE', description: '' },
    nodeConfig: { minNodeCount: 2, maxNodeCount: 50 },
    updateTime: '2026-11-30T08:15:59.123Z',
  },
  {
    name: 'projects/local/locations/europe-west1/connections/customer-support',
    status: {
      state: 'AUTHORIZATION_REQUIRED',
      description: 'Twilio rejected the credentials (20003): check the auth token.',
    },
    nodeConfig: { minNodeCount: 2, maxNodeCount: 50 },
    updateTime: '2026-11-29T23:00:00.000Z',
  },
];

let commands: CommandBed;
let connector: Server;
beforeAll(async () => {
  commands = await startCommandBed();
  commands.bed.simulator.seed('Messages', MESSAGES);
  connector = createServer((_request, response) => response.end(JSON.stringify({ connections: CONNECTIONS })));
  await once(connector.listen(0, '127.0.0.1'), 'listening');
});
afterAll(async () => {
  connector.close();
  await commands.bed.close();
});

const onConnector = () => ['--server', `http://127.0.0.1:${(connector.address() as AddressInfo).port}`];

describe.each([80, 200])('on a terminal of %i columns', (columns) => {
  test.each([
    ['list', ['list', 'Messages', '--limit', '2']],
    ['get', ['get', 'Messages', sid('SM', '2')]],
    ['describe', ['describe', 'Conferences']],
  ])(`${'%s'} shows what it showed before`, async (_, args) => {
    const { code, screen } = await runOnTerminal(args, commands.twilioEnv, { columns });
    expect(code).toBe(0);
    expect(screen).toMatchSnapshot();
  });

  test('connections list shows what it showed before', async () => {
    const env = { CONNECTOR_TOKEN: commands.bed.token };
    const { code, screen } = await runOnTerminal(['connections', 'list', ...onConnector()], env, { columns });
    expect(code).toBe(0);
    expect(screen).toMatchSnapshot();
  });
});

test('a list of columns that were asked for has no advice on columns, and one without rows says so', async () => {
  const list = async (...flags: string[]) =>
    (await runOnTerminal(['list', 'messages', ...flags], commands.twilioEnv)).screen;
  expect(await list('--fields', 'sid,FROM', '--limit', '1')).toBe(
    `${['Sid                                 Sender', `${'─'.repeat(34)}  ${'─'.repeat(12)}`].join('\n')}\n` +
      `${sid('SM', '2')}  +15550100100\n1 row; there may be more than --limit 1.\n`,
  );
  expect(await list('--where', "To = '+1'")).toMatch(/^Sid .*\n─.*\n0 rows\./);
});
