/** True for a JSON object: neither null nor an array. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Describes the shape of a value without repeating it: the value may be a secret in the wrong place. */
export function shapeOf(value: unknown): string {
  if (value === undefined || value === null) return 'missing';
  if (typeof value === 'string')
    return value === '' ? 'an empty string' : `a string of ${count(value.length, 'character')}`;
  if (typeof value === 'boolean') return 'a boolean';
  if (Array.isArray(value)) return `a list of ${count(value.length, 'item')}`;
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
