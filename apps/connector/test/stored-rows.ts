import type { EntityType, Field } from '@twilio-connector/entities';

type Row = Readonly<Record<string, unknown>>;

/** What the simulator makes when it answers, from the path: no record holds it. */
const MADE = /^(?:Uri|Url|Links|SubresourceUris)$/;

/** Money that Twilio answers as a JSON number, in which no zero stands at the end. */
const JSON_NUMBERS = new Set(['CallRecordings.Price']);

/**
 * The row that a record of the simulator's store has to come out as, by rules of its own: instants are milliseconds there,
 * and what a record does not hold is null. Columns that stand in the path alone, and Twilio's links, are left out.
 */
export function storedRow({ name: entityType, fields, path }: EntityType, record: Row): Row {
  const columns = Object.entries(fields).flatMap(([name, field]) => {
    const [source = '', ...deeper] = (field.source ?? toSnakeCase(field.wire ?? name)).split('.');
    const isMade = record[source] == null && (MADE.test(name) || path.includes(`{${name}}`));
    if (field.readable === false || isMade) return [];
    const value = deeper.reduce((outer: unknown, step) => (outer as Row | null)?.[step], record[source]);
    const isNumber = JSON_NUMBERS.has(`${entityType}.${name}`);
    return [[name, storedValue(field, isNumber && value != null ? Number(value) : (value ?? null))] as const];
  });
  return Object.fromEntries(columns);
}

/** A value as the connector has to answer it. */
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
