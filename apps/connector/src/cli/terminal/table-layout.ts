/** How a table uses the width of a terminal. */
export interface TableLayout {
  /** Default: unlimited, as in a file. */
  readonly width?: number | undefined;
  /** Whether empty columns, and columns that do not fit, are omitted. Default: columns become narrower. */
  readonly omitsColumns?: boolean;
}

/** A column that is shown. */
export interface FittedColumn {
  readonly index: number;
  readonly width: number;
}

type Texts = readonly string[];
type Total = (widths: readonly number[]) => number;

const MAX_WIDTH = 40;

/**
 * Decides which columns are shown and how wide they are.
 *
 * @param columns the name of each column, followed by its cells
 * @param gap the space between two columns
 */
export function fitColumns(
  columns: readonly Texts[],
  gap: number,
  { width, omitsColumns = false }: TableLayout,
): readonly FittedColumn[] {
  const total: Total = (widths) => widths.reduce((sum, columnWidth) => sum + columnWidth + gap, -gap);
  if (width !== undefined && omitsColumns) return choose(columns, width, total);
  const last = columns.length - 1;
  const natural = columns.map((texts, index) => (index === last ? longest(texts) : capped(texts)));
  // In a file, the last column is never cut, because nothing follows it.
  const widths =
    width === undefined ? natural.with(last, Number.POSITIVE_INFINITY) : shrink(natural, columns, width, total);
  return widths.map((columnWidth, index) => ({ index, width: columnWidth }));
}

/** The first columns that fit. If none fits, the first one is shown all the same. */
function choose(columns: readonly Texts[], width: number, total: Total): readonly FittedColumn[] {
  const chosen: FittedColumn[] = [];
  for (const [index, [name = '', ...cells]] of columns.entries()) {
    const column = { index, width: capped([name, ...cells]) };
    const isEmpty = cells.length > 0 && cells.every((text) => text === '');
    const fits = total([...chosen, column].map((each) => each.width)) <= width;
    if (!isEmpty && (fits || chosen.length === 0)) chosen.push(column);
  }
  return chosen;
}

/** Takes space from the widest columns, but never so much that it breaks a word. */
function shrink(natural: readonly number[], columns: readonly Texts[], width: number, total: Total): readonly number[] {
  const widths = [...natural];
  const minima = columns.map((texts) => capped(texts.flatMap((text) => text.split(' '))));
  for (let excess = total(widths) - width; excess > 0; excess -= 1) {
    const shrinkable = widths.map((columnWidth, index) => (columnWidth > (minima[index] ?? 0) ? columnWidth : 0));
    const widest = shrinkable.indexOf(Math.max(...shrinkable));
    if ((shrinkable[widest] ?? 0) === 0) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function longest(texts: Texts): number {
  return Math.max(...texts.map(({ length }) => length));
}

function capped(texts: Texts): number {
  return Math.min(MAX_WIDTH, longest(texts));
}
