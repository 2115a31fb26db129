/** How a table uses the width of a terminal. */
export interface TableLayout {
  /** Default: unlimited, as in a file. */
  readonly width?: number | undefined;
  /** Whether columns that do not fit are omitted. Default: columns become narrower. */
  readonly omitsColumns?: boolean;
}

const MAX_WIDTH = 40;

/**
 * The widths of the columns that are shown.
 *
 * @param columns the texts of each column, including its name
 * @param gap the space between two columns
 */
export function fitColumns(
  columns: readonly (readonly string[])[],
  gap: number,
  { width, omitsColumns = false }: TableLayout,
): readonly number[] {
  const natural = columns.map((texts) => Math.max(...texts.map(({ length }) => length)));
  const capped = natural.map((columnWidth) => Math.min(columnWidth, MAX_WIDTH));
  // Nothing follows the last column, so that it need not be cut.
  if (width === undefined) return [...capped.slice(0, -1), Number.POSITIVE_INFINITY];
  const total = (widths: readonly number[]) => widths.reduce((sum, columnWidth) => sum + columnWidth + gap, -gap);
  if (!omitsColumns) return shrink([...capped.slice(0, -1), natural.at(-1) ?? 0], columns, width, total);
  let count = 1;
  while (count < capped.length && total(capped.slice(0, count + 1)) <= width) count += 1;
  const before = capped.slice(0, count - 1);
  return [...before, Math.min(natural[count - 1] ?? 0, Math.max(MAX_WIDTH, width - total([...before, 0])))];
}

/** Takes space from the widest columns, but never so much that it breaks a word. */
function shrink(
  natural: readonly number[],
  columns: readonly (readonly string[])[],
  width: number,
  total: (widths: readonly number[]) => number,
): readonly number[] {
  const widths = [...natural];
  const minima = columns.map((texts) =>
    Math.min(MAX_WIDTH, Math.max(...texts.flatMap((text) => text.split(' ')).map(({ length }) => length))),
  );
  for (let excess = total(widths) - width; excess > 0; excess -= 1) {
    const shrinkable = widths.map((columnWidth, index) => (columnWidth > (minima[index] ?? 0) ? columnWidth : 0));
    const widest = shrinkable.indexOf(Math.max(...shrinkable));
    if ((shrinkable[widest] ?? 0) === 0) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}
