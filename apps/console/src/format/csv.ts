/** A spreadsheet executes a cell that begins like this, even if it is quoted. The last four are full-width. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
/** Negative amounts and phone numbers begin in the same way, and execute nothing. */
const NUMBER = /^[+-]\d+(?:\.\d+)?$/;

/** One line of CSV as the server exports it. Null is an empty cell, and an empty text is `""`. */
export function toCsvLine(values: readonly unknown[]): string {
  return `${values.map(toCell).join(',')}\n`;
}

function toCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value === '') return '""';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
