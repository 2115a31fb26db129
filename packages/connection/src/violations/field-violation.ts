/** One thing that is wrong with one field: `google.rpc.BadRequest.FieldViolation`. */
export interface FieldViolation {
  /** Path of the field, as in `configVariables[0].key`; empty for the whole. */
  readonly field: string;
  /** One sentence: what was given (its shape, never a text itself), the rule, and what to give instead. */
  readonly description: string;
}

/** A step into an object or a list. */
export type Path = readonly PropertyKey[];

/** @param predicate what the sentence says of the field: "is a number; give text" */
export function toFieldViolation(path: Path, predicate: string): FieldViolation {
  const field = fieldPath(path);
  const stop = predicate.endsWith('?') ? '' : '.';
  return { field, description: `${field === '' ? 'The connection' : field} ${predicate}${stop}` };
}

function fieldPath(path: Path): string {
  return path.reduce<string>((whole, step) => {
    if (typeof step === 'number') return `${whole}[${step}]`;
    return whole === '' ? shownKey(String(step)) : `${whole}.${shownKey(String(step))}`;
  }, '');
}

/** A key may be something secret that was pasted into the wrong place: only what looks like a name is shown. */
export function shownKey(key: string): string {
  return /^[\w .:/-]{1,63}$/.test(key) && !/[0-9a-f]{32}/i.test(key) ? key : '…';
}
