import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:https';
import { text } from 'node:stream/consumers';
import { createCertificate } from '@tooling/vitest/certificate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { basic } from '../../test/simulate.js';
import { type RunningSimulator, startSimulator } from '../index.js';

const tls = createCertificate();
let running: RunningSimulator;
beforeAll(async () => {
  running = await startSimulator({ rows: 5, tls });
});
afterAll(() => running.close());

async function ask(headers: Readonly<Record<string, string>>, ca = tls.cert): Promise<IncomingMessage> {
  const { accountSid, authToken } = running.simulator;
  const url = `${running.url}/2010-04-01/Accounts/${accountSid}/Messages.json`;
  const outgoing = get(url, { ca, headers: { Authorization: basic(accountSid, authToken), ...headers } });
  const [response] = await once(outgoing, 'response');
  return response;
}

test('the server serves HTTPS with the given certificate', async () => {
  expect(running.url).toMatch(/^https:/);
  const response = await ask({});
  expect([response.statusCode, JSON.parse(await text(response))]).toMatchObject([200, { messages: { length: 6 } }]);
  await expect(ask({}, createCertificate().cert)).rejects.toThrow(/certificate/);
});

test('faults cut HTTPS connections', async () => {
  await expect(ask({ 'X-Simulator-Fault': 'reset' })).rejects.toThrow('socket hang up');
  await expect(text(await ask({ 'X-Simulator-Fault': 'truncate' }))).rejects.toThrow('aborted');
});

test('an invalid TLS key makes startSimulator fail', async () => {
  await expect(startSimulator({ tls: { ...tls, key: 'none' } })).rejects.toMatchObject({
    code: expect.stringMatching(/^ERR_OSSL/),
  });
});
