import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningSimulator, startSimulator } from '@twilio-connector/simulator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createConnector, readEnv, startConnector } from '../src/index.js';

const API_KEY = `SK${'1'.repeat(32)}`;
const API_SECRET = 'canary-api-secret';
const TOKEN = 'test-token-0123456789-abcdefghijk';
const RECORDING = 'RE2e915e78549694bd0a0742d2d39454e5';

let running: RunningSimulator;
beforeAll(async () => {
  running = await startSimulator({ apiKeys: { [API_KEY]: API_SECRET } });
});
afterAll(() => running.close());

describe('API keys', () => {
  test('an API key logs in for its account without the auth token', async () => {
    const { accountSid } = running.simulator;
    const connector = createConnector({
      accountSid,
      apiKeySid: API_KEY,
      apiKeySecret: API_SECRET,
      baseUrl: running.url,
    });
    expect((await connector.entities.get('Recordings', RECORDING)).entity.AccountSid).toBe(accountSid);
    await connector.close();
  });

  test('the connector serves with an API key from the environment and does not log it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'twilio-connector-data-'));
    const env = readEnv({
      CONNECTOR_DATA: folder,
      PORT: '0',
      PG_PORT: 'off',
      CONNECTOR_TOKEN: TOKEN,
      TWILIO_ACCOUNT_SID: running.simulator.accountSid,
      TWILIO_API_KEY: API_KEY,
      TWILIO_API_SECRET: API_SECRET,
      TWILIO_BASE_URL: running.url,
    });
    const log: string[] = [];
    const connector = await startConnector({ env, logDestination: { write: (line: string) => void log.push(line) } });
    const headers = { Authorization: `Bearer ${TOKEN}` };
    const status = await fetch(`${connector.url}/v2/${connector.connection}:checkStatus`, { headers });
    expect(await status.json()).toEqual({ state: 'ACTIVE' });
    await connector.stop();
    rmSync(folder, { recursive: true, force: true });
    expect(log.join('')).not.toContain(API_SECRET);
  });
});

describe('createConnector', () => {
  test('createConnector reports every invalid option without repeating a secret', () => {
    const make = () =>
      createConnector({
        accountSid: 'canary',
        authToken: 'canary-token',
        nodes: 0,
        baseUrl: 'ftp://x',
        region: 'nowhere',
      });
    expect(make).toThrow(expect.objectContaining({ name: 'ConnectionError' }));
    expect(make).toThrow(/^The options are not valid: /);
    for (const option of ['accountSid is', 'nodes is', 'baseUrl is', 'region is']) expect(make).toThrow(option);
    for (const field of ['configVariables', 'nodeConfig', 'authConfig']) expect(make).not.toThrow(field);
    expect(make).not.toThrow('canary-token');
  });

  test.each([
    [{}, ['authToken', 'accountSid']],
    [{ authToken: 5, nodes: 1000 }, ['authToken', 'accountSid', 'nodes']],
    [{ accountSid: `AC${'0'.repeat(32)}` }, ['authToken']],
    [
      { accountSid: `AC${'0'.repeat(32)}`, authToken: 'canary-token', apiKeySid: 'SK', apiKeySecret: 'x' },
      ['authToken', 'apiKeySid'],
    ],
    [
      { accountSid: 'AC', apiKeySid: `SK${'0'.repeat(32)}`, bulk: true, edge: 'a b' },
      ['apiKeySecret', 'edge', 'accountSid'],
    ],
    [
      { accountSid: `AC${'0'.repeat(32)}`, apiKeySecret: 'canary-token', allowedActions: [','] },
      ['apiKeySid', 'allowedActions'],
    ],
  ])('createConnector(%j) names the invalid options', (options, invalid) => {
    const make = () => createConnector(options as never);
    expect(make).toThrow(expect.objectContaining({ violations: expect.any(Array) }));
    try {
      make();
    } catch (error) {
      const { violations, message } = error as { violations: readonly { field: string }[]; message: string };
      expect(violations.map(({ field }) => field).sort()).toEqual([...invalid].sort());
      expect(message).not.toContain('canary-token');
    }
  });

  test('an auth token together with an API key does not compile', () => {
    const login = { authToken: 'x', apiKeySid: `SK${'0'.repeat(32)}`, apiKeySecret: 'y' };
    // @ts-expect-error -- The login is either an auth token or an API key.
    expect(() => createConnector({ accountSid: `AC${'0'.repeat(32)}`, ...login })).toThrow('together with an API key');
  });

  test('wrong credentials fail calls with the error of Twilio, and checkStatus returns AUTH_ERROR', async () => {
    const { accountSid } = running.simulator;
    const connector = createConnector({ accountSid, authToken: 'wrong', baseUrl: running.url });
    await expect(connector.entities.list('Calls')).rejects.toMatchObject({ status: 401, twilioCode: 20_003 });
    expect(await connector.checkStatus()).toMatchObject({ state: 'AUTH_ERROR' });
    await connector.close();
    await expect(connector.entities.list('Calls')).rejects.toThrow(/shutting down|closed/);
  });

  test('checkStatus returns ERROR while Twilio is unreachable', async () => {
    const connector = createConnector({
      accountSid: running.simulator.accountSid,
      authToken: 'x',
      baseUrl: 'http://127.0.0.1:1',
    });
    const check = await connector.checkStatus();
    const description = expect.stringContaining('The request to Twilio failed: ');
    expect(check).toMatchObject({ state: 'ERROR', description });
    await connector.close();
  });
});
