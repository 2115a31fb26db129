/** `1 row`, `2 rows`, `1,200 rows` */
export function count(value: number, one: string, many = `${one}s`): string {
  return `${value.toLocaleString('en')} ${value === 1 ? one : many}`;
}

/** The end of the id of a call. Its beginning is its time, so that those of one minute begin alike. */
export const shortCall = (id: string): string => id.slice(-8);

const MAX_CELL = 200;

/** A value as the cell of a table shows it: whole values are in the detail of the row. */
export function toCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean);
  return text.length > MAX_CELL ? `${text.slice(0, MAX_CELL)}…` : text;
}
