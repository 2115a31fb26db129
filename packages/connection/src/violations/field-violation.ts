/** One violation as a client receives it: `google.rpc.BadRequest.FieldViolation`. */
export interface FieldViolation {
  /** Path of the field, as in `configVariables[0].key`; empty for the whole connection. */
  readonly field: string;
  /** One sentence: the shape of the value (never a string itself), the expected shape, and the remedy. */
  readonly description: string;
}

/** Steps into objects (names) and lists (positions). */
export type Path = readonly PropertyKey[];

/** @param problem the rest of a sentence that begins with the field: "is a number; expected a string" */
export function toFieldViolation(path: Path, problem: string): FieldViolation {
  const field = fieldPath(path);
  const stop = problem.endsWith('?') ? '' : '.';
  return { field, description: `${field === '' ? 'The connection' : field} ${problem}${stop}` };
}

function fieldPath(path: Path): string {
  return path.reduce<string>((whole, step) => {
    if (typeof step === 'number') return `${whole}[${step}]`;
    return whole === '' ? printableKey(String(step)) : `${whole}.${printableKey(String(step))}`;
  }, '');
}

/** Hides a key that does not look like a name: it may be a secret that was pasted into the wrong place. */
export function printableKey(key: string): string {
  return /^[\w .:/-]{1,63}$/.test(key) && !/[0-9a-f]{32}/i.test(key) ? key : '…';
}
