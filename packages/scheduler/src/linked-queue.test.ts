import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLinkedQueue, type Place } from './linked-queue.js';

test('a linked queue behaves like a list from which any item can be removed', () => {
  const step = fc.oneof(fc.constant('push' as const), fc.constant('shift' as const), fc.nat(20));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
      const queue = createLinkedQueue<number>();
      const model: Place<number>[] = [];
      for (const [id, what] of steps.entries()) {
        if (what === 'push') model.push(queue.push(id));
        else if (what === 'shift') expect(queue.shift()).toBe(model.shift()?.item);
        else if (model.length > 0) queue.remove(model.splice(what % model.length, 1)[0]!);
        expect(queue.first).toBe(model[0]?.item);
        expect(queue.size).toBe(model.length);
      }
      expect(Array.from(model, () => queue.shift())).toEqual(model.map(({ item }) => item));
    }),
  );
});

test('a place that was removed does not lead to the others', () => {
  const queue = createLinkedQueue<string>();
  const [, middle] = ['a', 'b', 'c'].map((item) => queue.push(item));
  queue.remove(middle!);
  expect(middle).toEqual({ item: 'b', previous: undefined, next: undefined });
  expect([queue.shift(), queue.shift(), queue.shift()]).toEqual(['a', 'c', undefined]);
});
