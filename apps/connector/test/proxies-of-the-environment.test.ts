import { startTestProxy } from '@tooling/vitest/test-proxy';
import { type RunningSimulator, startSimulator } from '@twilio-connector/simulator';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { createConnector } from '../src/index.js';
import { runCommand } from './command-line.js';

let running: RunningSimulator;
beforeAll(async () => {
  running = await startSimulator({ rows: 5 });
});
beforeEach(() => running.simulator.journal.clear());
afterAll(() => running.close());

/** Lists messages with the command, in process. */
const list = (env: Readonly<Record<string, string>>) =>
  runCommand(['list', 'Messages', '--limit', '1'], {
    TWILIO_ACCOUNT_SID: running.simulator.accountSid,
    TWILIO_AUTH_TOKEN: running.simulator.authToken,
    TWILIO_BASE_URL: `${running.url}/{product}`,
    ...env,
  });

const urlOf = ({ port }: { readonly port: number }) => `http://mufasa:circle-of-life@127.0.0.1:${port}`;
const startProxy = () => startTestProxy({ scheme: 'BASIC', user: 'mufasa', password: 'circle-of-life' });

test.each(['HTTP_PROXY', 'http_proxy', 'ALL_PROXY'])('the command line uses the proxy in %s', async (name) => {
  const proxy = await startProxy();
  expect(await list({ [name]: urlOf(proxy) })).toMatchObject({ code: 0 });
  expect(proxy.log).toHaveLength(1);
  expect(running.simulator.journal.count).toBe(1);
});

test('the command line reaches the hosts in NO_PROXY directly', async () => {
  const proxy = await startProxy();
  expect(await list({ HTTP_PROXY: urlOf(proxy), NO_PROXY: '127.0.0.0/8' })).toMatchObject({ code: 0 });
  expect(proxy.log).toEqual([]);
});

test('a dead proxy in the environment fails the command, and the simulator is not asked directly', async () => {
  const proxy = await startProxy();
  proxy.close();
  const { code, stderr } = await list({ HTTP_PROXY: urlOf(proxy) });
  expect(code).toBe(1);
  expect(stderr).toContain(`The proxy 127.0.0.1:${proxy.port} refused the connection`);
  expect(stderr).not.toContain('circle-of-life');
  expect(running.simulator.journal.count).toBe(0);
});

test('the library uses the proxy in the environment of the process', async () => {
  const proxy = await startProxy();
  vi.stubEnv('HTTP_PROXY', urlOf(proxy));
  onTestFinished(() => void vi.unstubAllEnvs());
  const connector = createConnector({
    accountSid: running.simulator.accountSid,
    authToken: running.simulator.authToken,
    baseUrl: `${running.url}/{product}`,
  });
  onTestFinished(() => connector.close());
  expect(await connector.checkStatus()).toEqual({ state: 'ACTIVE' });
  expect(proxy.log).toHaveLength(1);
});
