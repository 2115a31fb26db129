import type { Spread } from './statistics.ts';

/** One figure of one contestant. */
export interface Row {
  readonly measured: string;
  readonly contestant: string;
  readonly figure: Spread;
  /** For example `ms` or `/s`. Empty for a plain number. */
  readonly unit: string;
  readonly ratios?: readonly Ratio[];
  readonly limit?: Limit;
}

/** The row's figure divided by the figure of `peer`. */
interface Ratio {
  readonly peer: string;
  readonly times: Spread;
}

/** A limit that the row's figure must keep. */
interface Limit {
  readonly text: string;
  readonly isKept: boolean;
}

/** Formats the rows as a Markdown table. */
export function toTable(rows: readonly Row[]): string {
  const cells = [
    ['Measured', 'Contestant', 'Median', 'Min–max', 'Ratio (min–max)', 'Limit'],
    ['---', '---', '--:', '--:', '---', '---'],
    ...rows.map(({ measured, contestant, figure, unit, ratios = [], limit }) => [
      measured,
      contestant,
      `${short(figure.median)} ${unit}`.trim(),
      range(figure),
      ratios.map(toText).join('; '),
      limit ? `${limit.text}: ${limit.isKept ? 'PASS' : 'MISSED'}` : '',
    ]),
  ];
  return toMarkdown(cells);
}

/** Formats cells as a Markdown table. The first row is the head, the second its alignment. */
export function toMarkdown(cells: readonly (readonly string[])[]): string {
  return cells.map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function toText({ peer, times }: Ratio): string {
  const spread = range(times);
  return `${short(times.median)}× ${peer}${spread && ` (${spread})`}`;
}

function range({ min, max }: Spread): string {
  return min === max ? '' : `${short(min)}–${short(max)}`;
}

/** Rounds to three significant digits, but keeps all digits of the integer part. */
export function short(value: number): string {
  const digits = Math.max(3, Math.trunc(Math.abs(value)).toString().length);
  return value.toLocaleString('en-US', { maximumSignificantDigits: digits, minimumSignificantDigits: 1 });
}
