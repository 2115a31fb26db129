import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Linked } from './linked-queue.js';
import { createWaitingLine, type Priority, type WaitingLine } from './waiting-line.js';

interface Job extends Linked<Job> {
  readonly name: string;
  readonly priority: Priority;
}

function job(name: string): Job {
  return { name, priority: name.startsWith('b') ? 'bulk' : 'interactive', previous: undefined, next: undefined };
}

function lineOf(names: string): WaitingLine<Job> {
  const line = createWaitingLine<Job>();
  for (const name of names.split(' ').filter(Boolean)) line.push(job(name));
  return line;
}

function shiftAll(line: WaitingLine<Job>): string {
  const names: string[] = [];
  for (let next = line.shift(); next; next = line.shift()) names.push(next.name);
  return names.join(' ');
}

test.each([
  { waiting: '', order: '' },
  { waiting: 'i1 i2 i3', order: 'i1 i2 i3' },
  { waiting: 'b1 b2 b3', order: 'b1 b2 b3' },
  { waiting: 'b1 i1 b2 i2', order: 'i1 i2 b1 b2' },
  { waiting: 'b1 b2 b3 i1 i2 i3 i4 i5 i6 i7 i8 i9', order: 'i1 i2 i3 i4 b1 i5 i6 i7 i8 b2 i9 b3' },
])('waiting jobs "$waiting" start in the order "$order"', ({ waiting, order }) => {
  expect(shiftAll(lineOf(waiting))).toBe(order);
});

test('a bulk job that arrives waits for four interactive starts, regardless of earlier starts', () => {
  const line = lineOf('i1 i2 i3 i4 i5 i6 i7 i8 i9');
  for (let turn = 0; turn < 4; turn += 1) line.shift();
  line.push(job('b1'));
  expect(shiftAll(line)).toBe('i5 i6 i7 i8 b1 i9');
});

test('aheadOfInteractive and aheadOfFirst count the jobs that start before a newcomer and before the first of a priority', () => {
  const step = fc.constantFrom('interactive', 'bulk', 'shift', 'shift');
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
      const line = createWaitingLine<Job>();
      for (const [id, what] of steps.entries()) {
        if (what === 'shift') line.shift();
        else line.push(job(`${what === 'bulk' ? 'b' : 'i'}${id}`));
      }
      const firsts = { interactive: line.firstOf('interactive')?.name, bulk: line.firstOf('bulk')?.name };
      const ahead = { interactive: line.aheadOfFirst('interactive'), bulk: line.aheadOfFirst('bulk') };
      const aheadOfNewcomer = line.aheadOfInteractive();
      line.push(job('inew'));
      const order = shiftAll(line).split(' ');
      expect(order.indexOf('inew')).toBe(aheadOfNewcomer);
      // The newcomer may start before the first bulk job. `aheadOfFirst` did not count it.
      const earlier = order.filter((name) => name !== 'inew');
      const found = {
        interactive: earlier.indexOf(firsts.interactive ?? ''),
        bulk: earlier.indexOf(firsts.bulk ?? ''),
      };
      expect(found).toEqual({
        interactive: firsts.interactive ? ahead.interactive : -1,
        bulk: firsts.bulk ? ahead.bulk : -1,
      });
    }),
    { numRuns: 500 },
  );
});
