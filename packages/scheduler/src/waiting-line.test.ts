import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Linked } from './queue.js';
import { type Priority, WaitingLine } from './waiting-line.js';

interface Job extends Linked<Job> {
  readonly name: string;
  readonly priority: Priority;
}

function job(name: string): Job {
  return { name, priority: name.startsWith('b') ? 'bulk' : 'interactive', previous: undefined, next: undefined };
}

function lineOf(names: string): WaitingLine<Job> {
  const line = new WaitingLine<Job>();
  for (const name of names.split(' ').filter(Boolean)) line.push(job(name));
  return line;
}

function turns(line: WaitingLine<Job>): string {
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
])('$waiting start as $order', ({ waiting, order }) => {
  expect(turns(lineOf(waiting))).toBe(order);
});

test('bulk work that arrives has four interactive starts before it, however many went before', () => {
  const line = lineOf('i1 i2 i3 i4 i5 i6 i7 i8 i9');
  for (let turn = 0; turn < 4; turn += 1) line.shift();
  line.push(job('b1'));
  expect(turns(line)).toBe('i5 i6 i7 i8 b1 i9');
});

test('knows how many start before a newcomer and before the first of a priority', () => {
  const step = fc.constantFrom('interactive', 'bulk', 'shift', 'shift');
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
      const line = new WaitingLine<Job>();
      for (const [id, what] of steps.entries()) {
        if (what === 'shift') line.shift();
        else line.push(job(`${what === 'bulk' ? 'b' : 'i'}${id}`));
      }
      const firsts = { interactive: line.firstOf('interactive')?.name, bulk: line.firstOf('bulk')?.name };
      const ahead = { interactive: line.aheadOfFirst('interactive'), bulk: line.aheadOfFirst('bulk') };
      const aheadOfNewcomer = line.aheadOfInteractive();
      line.push(job('inew'));
      const order = turns(line).split(' ');
      expect(order.indexOf('inew')).toBe(aheadOfNewcomer);
      // The newcomer may itself start before the first bulk job, which was not foreseen.
      const known = order.filter((name) => name !== 'inew');
      const found = { interactive: known.indexOf(firsts.interactive ?? ''), bulk: known.indexOf(firsts.bulk ?? '') };
      expect(found).toEqual({
        interactive: firsts.interactive ? ahead.interactive : -1,
        bulk: firsts.bulk ? ahead.bulk : -1,
      });
    }),
    { numRuns: 500 },
  );
});
