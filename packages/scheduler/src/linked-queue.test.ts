import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLinkedQueue, type Linked, type LinkedQueue } from './linked-queue.js';

interface Item extends Linked<Item> {
  readonly id: number;
}

function contents(queue: LinkedQueue<Item>): number[] {
  const ids: number[] = [];
  for (let item = queue.first; item; item = item.next) ids.push(item.id);
  return ids;
}

test('a linked queue behaves like a list from which any item can be removed', () => {
  const step = fc.oneof(fc.constant('push' as const), fc.nat(20));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
      const queue = createLinkedQueue<Item>();
      const model: Item[] = [];
      const removed: Item[] = [];
      for (const [id, what] of steps.entries()) {
        if (what === 'push') {
          const item: Item = { id, previous: undefined, next: undefined };
          queue.push(item);
          model.push(item);
        } else if (model.length > 0) {
          const [item] = model.splice(what % model.length, 1);
          queue.remove(item!);
          removed.push(item!);
        }
        expect(contents(queue)).toEqual(model.map((item) => item.id));
        expect(queue.size).toBe(model.length);
        expect(removed.filter(({ previous, next }) => previous ?? next)).toEqual([]);
      }
    }),
  );
});
