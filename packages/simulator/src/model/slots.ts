import type { Row } from './row.js';

/** The values of a numeric property from one value to before another. */
export interface ValueRange {
  readonly property: string;
  readonly from: number;
  readonly before: number;
}

/** Rows at positions, some of which are empty. */
export interface Slots {
  /** The position after the last one. */
  readonly length: number;
  get(position: number): Row | undefined;
  set(position: number, row: Row | undefined): void;
  /**
   * The rows from a position on, forwards or backwards.
   *
   * @param ranges rows outside of them may be left out, unless they are not settled
   */
  walk(from: number, step: 1 | -1, ranges?: readonly ValueRange[]): Iterable<Row>;
}

/** A walk leaves out so many rows at once if none of them is in its ranges. */
const BLOCK = 512;

/** @param isSettled whether a row is shown with the values that it has, whenever that is */
export function createSlots(isSettled: (row: Row) => boolean): Slots {
  const slots: (Row | undefined)[] = [];
  /** The least and the greatest value of a property in each block; undefined where a block was not asked for or has changed. */
  const extents = new Map<string, (Extent | undefined)[]>();

  function extentOf(block: number, property: string): Extent {
    const known = extents.get(property) ?? [];
    extents.set(property, known);
    const read = () => {
      const rows = slots.slice(block * BLOCK, (block + 1) * BLOCK).filter((row) => row !== undefined);
      return rows.every(isSettled) ? toExtent(rows, property) : EVERYTHING;
    };
    return (known[block] ??= read());
  }

  return {
    get length() {
      return slots.length;
    },
    get: (position) => slots[position],
    set(position, row) {
      slots[position] = row;
      for (const known of extents.values()) known[Math.floor(position / BLOCK)] = undefined;
    },
    *walk(from, step, ranges = []) {
      for (let position = from, last = -1; position >= 0 && position < slots.length; position += step) {
        const block = Math.floor(position / BLOCK);
        if (block !== last && !ranges.every((range) => overlaps(range, extentOf(block, range.property)))) {
          position = step < 0 ? block * BLOCK : (block + 1) * BLOCK - 1;
          continue;
        }
        last = block;
        const row = slots[position];
        if (row) yield row;
      }
    },
  };
}

interface Extent {
  readonly least: number;
  readonly greatest: number;
}

const EVERYTHING: Extent = { least: Number.NEGATIVE_INFINITY, greatest: Number.POSITIVE_INFINITY };

/** Rows without a number are in no range. */
function toExtent(rows: readonly Row[], property: string): Extent {
  const numbers = rows.map((row) => row[property]).filter((value) => typeof value === 'number');
  return { least: Math.min(...numbers), greatest: Math.max(...numbers) };
}

function overlaps({ from, before }: ValueRange, { least, greatest }: Extent): boolean {
  return greatest >= from && least < before;
}
