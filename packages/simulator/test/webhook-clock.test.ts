import { expect, test } from 'vitest';
import { startSimulator } from '../src/index.js';
import { basic, simulate, START } from './simulate.js';
import { receiveWebhooks } from './webhook-receiver.js';

const MESSAGE = { To: '+15550100001', From: '+15550100100', Body: 'Hello' };

test('a request sends the webhooks that became due since the last one, for a clock that a test moves itself', async () => {
  const { received, origin } = await receiveWebhooks();
  let time = START;
  const { simulator, get, post } = simulate({ now: () => time });
  await post('/Messages.json', { ...MESSAGE, StatusCallback: origin });
  time += 2000;
  await get('/Messages.json?PageSize=1');
  await simulator.webhooks.settled();
  expect(received.map(({ parameters }) => parameters.MessageStatus)).toEqual(['sending', 'sent']);
});

test('a closed server sends no more webhooks, and what it sent stays listed', async () => {
  const { received, origin } = await receiveWebhooks();
  const running = await startSimulator({ now: () => START });
  const { url, simulator } = running;
  await fetch(`${url}/2010-04-01/Accounts/${simulator.accountSid}/Messages.json`, {
    method: 'POST',
    headers: { Authorization: basic(simulator.accountSid, simulator.authToken) },
    body: new URLSearchParams({ ...MESSAGE, StatusCallback: origin }),
  });
  simulator.advance(1000);
  await simulator.webhooks.settled();
  await running.close();
  simulator.advance(60_000);
  await simulator.webhooks.settled();
  expect([received.length, simulator.webhooks.deliveries().length]).toEqual([1, 1]);
});
