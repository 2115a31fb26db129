import type { EntityType, Field } from '@twilio-connector/entities';

type Row = Readonly<Record<string, unknown>>;

/** Columns that the simulator computes from the path and does not store. */
const MADE = /^(?:Uri|Url|Links|SubresourceUris)$/;

/**
 * The row that the connector must return for a stored record, computed independently of the connector. The simulator stores
 * instants in milliseconds, and missing values are null. Omits columns that are only in the path, and Twilio's links.
 */
export function storedRow({ fields, path }: EntityType, record: Row): Row {
  const columns = Object.entries(fields).flatMap(([name, field]) => {
    const [source = '', ...deeper] = (field.source ?? toSnakeCase(field.wire ?? name)).split('.');
    const isMade = record[source] == null && (MADE.test(name) || path.includes(`{${name}}`));
    if (field.readable === false || isMade) return [];
    const value = deeper.reduce((outer: unknown, step) => (outer as Row | null)?.[step], record[source]);
    return [[name, storedValue(field, value ?? null)] as const];
  });
  return Object.fromEntries(columns);
}

/** The value that the connector must return. */
function storedValue(field: Field, value: unknown): unknown {
  if (value === null || value === '') return field.dataType === 'text' ? value : null;
  const readers: Partial<Record<Field['dataType'], (value: unknown) => unknown>> = {
    text: (text) => (field.repeats ? text : String(text)),
    integer: Number,
    double: Number,
    decimal: String,
    timestamp: (instant) => new Date(instant as number).toISOString().replace(/\.\d+Z$/, 'Z'),
    date: (instant) => (typeof instant === 'number' ? new Date(instant).toISOString().slice(0, 10) : instant),
  };
  return readers[field.dataType]?.(value) ?? value;
}

function toSnakeCase(name: string): string {
  return name.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
}
