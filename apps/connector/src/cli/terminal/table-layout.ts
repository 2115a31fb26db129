import { widestOf } from './text-width.js';

/** How a table uses the width of a terminal. */
export interface TableLayout {
  /** Default: unlimited, as in a file. */
  readonly width?: number | undefined;
  /**
   * How rows get into the width. `wrap` breaks cells at spaces, `cut` shortens the values of flexible columns, and `omit`
   * also leaves out empty columns and those that do not fit. Default: `wrap`.
   */
  readonly fit?: 'wrap' | 'cut' | 'omit' | undefined;
  /** The columns whose values may be shortened. All other values stay whole, so that they can be copied. */
  readonly flexible?: readonly string[] | undefined;
}

/** A column that is shown. */
export interface FittedColumn {
  readonly index: number;
  readonly width: number;
}

type Texts = readonly string[];

/** The space between two columns. */
export const GAP = '  ';

const MAX_WRAPPED_WIDTH = 40;
const MIN_LAST_WIDTH = 24;
// A shortened value still tells something.
const MIN_WIDTH = 12;

/**
 * Decides which columns are shown and how wide they are.
 *
 * @param columns the name of each column, followed by its cells
 */
export function fitColumns(
  columns: readonly Texts[],
  { width, fit, flexible = [] }: TableLayout,
): readonly FittedColumn[] {
  const natural = columns.map((texts, index) => ({ index, width: widestOf(texts) }));
  if (width === undefined) return natural;
  if (fit !== 'cut' && fit !== 'omit') return shrink(natural, columns, width);
  const isFlexible = ({ index }: FittedColumn) => flexible.includes(columns[index]?.[0] ?? '');
  const least = natural.map((column) =>
    isFlexible(column) ? { ...column, width: Math.min(column.width, MIN_WIDTH) } : column,
  );
  return widen(fit === 'cut' ? least : choose(least, columns, width), natural, width);
}

/** The first columns that fit, without the empty ones. If none fits, the first one is shown all the same. */
function choose(least: readonly FittedColumn[], columns: readonly Texts[], width: number): readonly FittedColumn[] {
  const chosen: FittedColumn[] = [];
  for (const column of least) {
    const [, ...cells] = columns[column.index] ?? [];
    const isEmpty = cells.length > 0 && cells.every((text) => text === '');
    if (!isEmpty && (chosen.length === 0 || total([...chosen, column]) <= width)) chosen.push(column);
  }
  return chosen;
}

/** Gives the rest of the width to the columns that are too narrow for their cells, the narrowest first. */
function widen(
  chosen: readonly FittedColumn[],
  natural: readonly FittedColumn[],
  width: number,
): readonly FittedColumn[] {
  const widths = chosen.map((column) => column.width);
  for (let rest = width - total(chosen); rest > 0; rest -= 1) {
    const wanting = widths.map((each, at) => (each < (natural[chosen[at]?.index ?? 0]?.width ?? 0) ? each : Infinity));
    const narrowest = wanting.indexOf(Math.min(...wanting));
    if (wanting[narrowest] === Infinity) break;
    widths[narrowest] = (widths[narrowest] ?? 0) + 1;
  }
  return chosen.map(({ index }, at) => ({ index, width: widths[at] ?? 0 }));
}

/** Takes space from the widest columns, but never so much that it breaks a word. */
function shrink(natural: readonly FittedColumn[], columns: readonly Texts[], width: number): readonly FittedColumn[] {
  const last = natural.length - 1;
  const widths = natural.map((column, index) => (index === last ? column.width : capped(column.width)));
  // A long word in the last column moves no other column.
  const minima = columns.map((texts, index) =>
    Math.min(index === last ? MIN_LAST_WIDTH : MAX_WRAPPED_WIDTH, widestOf(texts.flatMap((text) => text.split(' ')))),
  );
  for (let excess = total(widths.map((each) => ({ width: each }))) - width; excess > 0; excess -= 1) {
    const shrinkable = widths.map((each, index) => (each > (minima[index] ?? 0) ? each : 0));
    const widest = shrinkable.indexOf(Math.max(...shrinkable));
    if ((shrinkable[widest] ?? 0) === 0) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths.map((each, index) => ({ index, width: each }));
}

function capped(width: number): number {
  return Math.min(MAX_WRAPPED_WIDTH, width);
}

function total(columns: readonly { readonly width: number }[]): number {
  return columns.reduce((sum, { width }) => sum + width + GAP.length, -GAP.length);
}
