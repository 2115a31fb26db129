import type { Field } from '../resources/entity-type.ts';

/** A value as an input shows it. */
export function toInput(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean);
}

/**
 * What was typed, as the server takes it. The server judges whether it is valid: a number that is none stays a text, so that the
 * server can say what is wrong with it.
 */
export function fromInput({ dataType }: Pick<Field, 'dataType'>, text: string): unknown {
  switch (dataType) {
    case 'INTEGER':
    case 'BIGINT':
    case 'DOUBLE':
      return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
    case 'BOOLEAN':
      return text === 'true' ? true : text === 'false' ? false : text;
    case 'STRUCT':
    case 'ARRAY':
      return fromJson(text, dataType);
    default:
      return text;
  }
}

/** An array may also be typed as values with commas between them. */
function fromJson(text: string, dataType: 'STRUCT' | 'ARRAY'): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return dataType === 'ARRAY' ? text.split(',').map((value) => value.trim()) : text;
  }
}
