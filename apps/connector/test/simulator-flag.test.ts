import { createSimulator, startSimulator } from '@twilio-connector/simulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rowsOf, runCommand, runOnTerminal } from './command-line.js';

let running: Awaited<ReturnType<typeof startSimulator>>;
beforeAll(async () => {
  running = await startSimulator();
});
afterAll(() => running.close());

/** Nothing listens on this port. */
const SIMULATOR_PORT = '1';
const create = [
  'create',
  'Messages',
  '--set',
  'To=+15550100001',
  '--set',
  'Sender=+15550100100',
  '--set',
  'Body=Kept?',
];
const list = ['list', 'Messages', '--where', "Body = 'Kept?'"];
const run = (args: readonly string[], env: Readonly<Record<string, string>>) =>
  runCommand([...args, '--simulator'], env);

test.each([
  ['at SIMULATOR_URL', () => ({ SIMULATOR_URL: `${running.url}/` })],
  ['on this machine', () => ({ SIMULATOR_PORT: new URL(running.url).port })],
])('--simulator uses the simulator that runs %s and keeps its state between commands', async (_, env) => {
  running.simulator.reset();
  expect(await run(create, env())).toMatchObject({ code: 0, stderr: '' });
  expect(rowsOf((await run(list, env())).stdout)).toMatchObject([{ Body: 'Kept?' }]);
});

test('without a running simulator, a change says that it is lost, and a list says nothing', async () => {
  const { code, stderr } = await run(create, { SIMULATOR_PORT });
  expect([code, stderr]).toEqual([0, expect.stringMatching(/^The simulator of this command ended with it.*npm start/)]);
  expect((await run(list, { SIMULATOR_PORT })).stderr).not.toContain('simulator');
});

test('the options of the environment apply to the simulator of a command', async () => {
  const { stdout } = await run(['list', 'Messages'], { SIMULATOR_PORT, SIMULATOR_ROWS: '7' });
  expect(rowsOf(stdout)).toHaveLength(createSimulator({ rows: 7 }).snapshot('Messages').length);
});

test('a SIMULATOR_URL without a simulator is a usage error, and nothing is sent there', async () => {
  const { code, stderr } = await run(list, { SIMULATOR_URL: `http://127.0.0.1:${SIMULATOR_PORT}` });
  expect([code, stderr]).toEqual([2, expect.stringContaining('No simulator answers at SIMULATOR_URL.')]);
});

test('nothing asks for confirmation against a simulator, which sends nothing', async () => {
  const env = { SIMULATOR_URL: running.url };
  const { code, screen } = await runOnTerminal([...create, '--simulator'], env, { typed: 'n\n' });
  expect([code, screen]).toEqual([0, expect.not.stringContaining('Continue?')]);
  const account = { TWILIO_ACCOUNT_SID: running.simulator.accountSid, TWILIO_AUTH_TOKEN: 'simulator' };
  const asked = await runOnTerminal(
    create,
    { ...account, TWILIO_BASE_URL: `${running.url}/{product}` },
    { typed: 'n\n' },
  );
  expect(asked).toMatchObject({ code: 1, screen: expect.stringContaining('Continue?') });
});

test.each([['--server'], ['--connection', 'support']])('--simulator with %s is a usage error', async (...flags) => {
  const { code, stderr } = await runCommand([...create, '--simulator', ...flags], { SIMULATOR_URL: running.url });
  expect([code, stderr]).toEqual([2, expect.stringContaining('Give either --simulator or a connector')]);
});
