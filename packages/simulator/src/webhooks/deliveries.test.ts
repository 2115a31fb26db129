import { expect, test } from 'vitest';
import type { Webhook } from '../model/webhook.js';
import { createDeliveries } from './deliveries.js';
import { createDeliveryRecord } from './delivery-record.js';

const webhook = (event: string): Webhook => ({
  event,
  at: 0,
  url: `http://localhost/${event}`,
  method: 'POST',
  parameters: {},
});

/** Deliveries whose responses arrive when the test says so. */
function heldDeliveries() {
  const record = createDeliveryRecord();
  const held = new Map<string, PromiseWithResolvers<number>>();
  const deliveries = createDeliveries(
    ({ event }) => {
      const response = Promise.withResolvers<number>();
      held.set(event, response);
      return response.promise;
    },
    (webhook, outcome) => record.add(webhook, outcome),
  );
  return { deliveries, record, held };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('the webhooks of one entity are sent one after the other, and those of another entity do not wait for them', async () => {
  const { deliveries, held } = heldDeliveries();
  deliveries.add('a', webhook('a1'));
  deliveries.add('a', webhook('a2'));
  deliveries.add('b', webhook('b1'));
  expect([...held.keys()]).toEqual(['a1', 'b1']);
  held.get('a1')?.resolve(200);
  await turn();
  expect([...held.keys()]).toEqual(['a1', 'b1', 'a2']);
});

test('at most ten webhooks are in flight', async () => {
  const { deliveries, held } = heldDeliveries();
  for (let index = 0; index < 12; index += 1) deliveries.add(`sid${index}`, webhook(`event${index}`));
  expect(held.size).toBe(10);
  held.get('event3')?.resolve(200);
  await turn();
  expect(held.size).toBe(11);
});

test('a failed delivery is recorded with its reason, and the next one is sent', async () => {
  const { deliveries, record, held } = heldDeliveries();
  deliveries.add('a', webhook('a1'));
  deliveries.add('a', webhook('a2'));
  held.get('a1')?.reject(new Error('connect ECONNREFUSED'));
  await turn();
  held.get('a2')?.resolve(500);
  await deliveries.settled();
  expect(record.list()).toEqual([
    { method: 'POST', url: 'http://localhost/a1', parameters: {}, error: 'connect ECONNREFUSED' },
    { method: 'POST', url: 'http://localhost/a2', parameters: {}, status: 500 },
  ]);
});

test('webhooks beyond 10,000 waiting ones are recorded as not sent, and the last 1000 are kept', () => {
  const { deliveries, record } = heldDeliveries();
  for (let index = 0; index < 11_101; index += 1) deliveries.add('a', webhook(String(index)));
  expect(record.count).toBe(1100);
  expect(record.list()).toHaveLength(1000);
  expect(record.list().at(-1)?.error).toBe('Not sent: 10000 webhooks are waiting.');
});

test('cancel abandons what is in flight and resolves settled', async () => {
  const { deliveries, record, held } = heldDeliveries();
  deliveries.add('a', webhook('a1'));
  deliveries.add('a', webhook('a2'));
  const settled = deliveries.settled();
  deliveries.cancel();
  await settled;
  held.get('a1')?.resolve(200);
  await turn();
  expect([record.count, [...held.keys()]]).toEqual([0, ['a1']]);
});
