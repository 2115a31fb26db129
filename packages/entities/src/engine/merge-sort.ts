import type { Work } from '../work.js';

/** An order, and the units that one comparison of an item takes. */
export interface Order<T> {
  readonly compare: (a: T, b: T) => number;
  readonly units: (item: T) => number;
}

/** Sorts like `Array.sort`, which is stable too but cannot pause. */
export function* mergeSort<T>(items: readonly T[], order: Order<T>): Work<readonly T[]> {
  let sorted = items;
  for (let length = 1; length < items.length; length *= 2) {
    const merged: T[] = [];
    for (let start = 0; start < sorted.length; start += 2 * length) {
      const middle = start + length;
      yield* merge(sorted.slice(start, middle), sorted.slice(middle, middle + length), { order, merged });
    }
    sorted = merged;
  }
  return sorted;
}

/** Appends two sorted lists in order. */
function* merge<T>(
  left: readonly T[],
  right: readonly T[],
  { order, merged }: { readonly order: Order<T>; readonly merged: T[] },
): Work<void> {
  let taken = 0;
  for (const item of left) {
    for (; taken < right.length; taken += 1) {
      const other = right[taken] as T;
      yield order.units(other);
      if (order.compare(item, other) <= 0) break;
      merged.push(other);
    }
    merged.push(item);
  }
  for (const item of right.slice(taken)) merged.push(item);
}
