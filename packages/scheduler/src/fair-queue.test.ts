import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFairQueue, type FairPlace } from './fair-queue.js';

/** Pushes items such as `a1`, whose first letter is the caller. */
function queueOf(items: string) {
  const queue = createFairQueue<string>();
  for (const item of items.split(' ')) queue.push(item, item[0]);
  return queue;
}

function shiftAll(queue: ReturnType<typeof queueOf>): string {
  return Array.from({ length: queue.size }, () => queue.shift()).join(' ');
}

test.each([
  ['a1 a2 a3', 'a1 a2 a3'],
  ['a1 a2 a3 b1 c1 b2', 'a1 b1 c1 a2 b2 a3'],
  ['a1 b1 b2 b3 a2', 'a1 b1 a2 b2 b3'],
])('callers take turns: "%s" come out as "%s"', (items, order) => {
  expect(shiftAll(queueOf(items))).toBe(order);
});

test('a caller that comes back after its last item was served waits behind the others', () => {
  const queue = queueOf('a1 b1 b2 c1');
  expect(queue.shift()).toBe('a1');
  queue.push('a2', 'a');
  expect(shiftAll(queue)).toBe('b1 c1 a2 b2');
});

test('a caller whose item is removed keeps its turn for the next one', () => {
  const queue = createFairQueue<string>();
  const first = queue.push('a1', 'a');
  queue.push('b1', 'b');
  queue.push('a2', 'a');
  queue.remove(first);
  expect(shiftAll(queue)).toBe('a2 b1');
});

test('items without a caller take turns with those of callers', () => {
  const queue = createFairQueue<string>();
  queue.push('x1', undefined);
  queue.push('x2', undefined);
  queue.push('a1', 'a');
  expect(shiftAll(queue)).toBe('x1 a1 x2');
});

test('no caller gets ahead of another by more than one item while both wait, and none is left behind without items', () => {
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.record({ push: fc.constantFrom('a', 'b', 'c') }) },
    { weight: 2, arbitrary: fc.constant('shift' as const) },
    { weight: 1, arbitrary: fc.record({ remove: fc.nat(20) }) },
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80, size: 'max' }), (steps) => {
      const queue = createFairQueue<string>();
      let waiting: { item: string; place: FairPlace<string> }[] = [];
      /** Turns of each caller since it last had no items. */
      let served: Record<string, number> = {};
      for (const [id, what] of steps.entries()) {
        if (what === 'shift') {
          const item = queue.shift();
          const expected = waiting.find((one) => one.item[0] === item?.[0])?.item;
          expect(item).toBe(expected);
          waiting = waiting.filter((one) => one.item !== item);
          if (item) served = { ...served, [item[0]!]: (served[item[0]!] ?? 0) + 1 };
        } else if ('push' in what) {
          const item = `${what.push}${id}`;
          waiting.push({ item, place: queue.push(item, what.push) });
        } else if (waiting.length > 0) {
          const [one] = waiting.splice(what.remove % waiting.length, 1);
          queue.remove(one!.place);
        }
        const callers = [...new Set(waiting.map(({ item }) => item[0]!))];
        // A caller that comes or goes starts the comparison again.
        const isSame = callers.toSorted().join() === Object.keys(served).toSorted().join();
        if (!isSame) served = Object.fromEntries(callers.map((caller) => [caller, 0]));
        const turns = Object.values(served);
        if (turns.length > 0) expect(Math.max(...turns) - Math.min(...turns)).toBeLessThanOrEqual(1);
        expect([queue.size, queue.callers]).toEqual([waiting.length, callers.length]);
        for (const caller of ['a', 'b', 'c']) {
          expect(queue.sizeOf(caller)).toBe(waiting.filter(({ item }) => item.startsWith(caller)).length);
        }
      }
    }),
    { numRuns: 300 },
  );
});
