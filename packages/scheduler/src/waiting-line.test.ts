import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createWaitingLine, type Priority, type WaitingLine } from './waiting-line.js';

interface Job {
  readonly name: string;
  readonly priority: Priority;
  readonly caller: string | undefined;
}

function job(name: string): Job {
  return { name, priority: name.startsWith('b') ? 'bulk' : 'interactive', caller: undefined };
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

test('ahead counts the jobs that start before each job of a priority, and before a newcomer', () => {
  const step = fc.constantFrom('interactive', 'bulk', 'shift', 'shift');
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
      const line = createWaitingLine<Job>();
      for (const [id, what] of steps.entries()) {
        if (what === 'shift') line.shift();
        else line.push(job(`${what === 'bulk' ? 'b' : 'i'}${id}`));
      }
      const aheadOfEach = (priority: Priority) =>
        Array.from({ length: line.sizeOf(priority) }, (_, before) => line.ahead(priority, before));
      const found = { interactive: aheadOfEach('interactive'), bulk: aheadOfEach('bulk') };
      const aheadOfNewcomer = line.ahead('interactive', line.sizeOf('interactive'));
      line.push(job('inew'));
      const order = shiftAll(line).split(' ');
      expect(order.indexOf('inew')).toBe(aheadOfNewcomer);
      // The newcomer may start before a bulk job. `ahead` did not count it.
      const earlier = order.filter((name) => name !== 'inew');
      const placesOf = (letter: string) => earlier.flatMap((name, index) => (name.startsWith(letter) ? [index] : []));
      expect(found).toEqual({ interactive: placesOf('i'), bulk: placesOf('b') });
    }),
    { numRuns: 500 },
  );
});
