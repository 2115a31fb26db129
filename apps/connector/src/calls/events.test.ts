import { expect, test } from 'vitest';
import { joinListeners, type NodesEvent } from './events.js';

const EVENT: NodesEvent = { connection: 'c', from: 2, to: 7, reason: '160 arrivals/s', atMs: 0 };

test('every listener that hears an event is told, even if one before it throws', () => {
  const errors: unknown[] = [];
  const heard: NodesEvent[] = [];
  const broken = new Error('broken');
  const listeners = [
    {
      nodes() {
        throw broken;
      },
    },
    { call: () => expect.fail('No call has ended.') },
    { nodes: (event: NodesEvent) => void heard.push(event) },
  ];
  joinListeners(listeners, (error) => void errors.push(error)).nodes(EVENT);
  expect(heard).toEqual([EVENT]);
  expect(errors).toEqual([broken]);
});
