import { descriptions } from '../catalog/descriptions.js';
import { dataTypeOf } from '../data-types/index.js';
import { sidPattern } from '../data-types/text.js';
import { type EntityType, type Field, type Fields, parentsOf, takes } from '../model/index.js';

/** A JSON Schema in the form of Google's Connectors API: `type` is always a list. */
export interface JsonSchema {
  readonly type: readonly string[];
  readonly jdbcType?: string;
  readonly format?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly examples?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly readOnly?: boolean;
  readonly writeOnly?: boolean;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}

/** A declared column, its name and its role in the path. */
export type Column = Field & { readonly name: string; readonly isParent?: boolean };

/** Returns the columns of an entity type. */
export function columnsOf(entityType: EntityType): Column[] {
  const parents = parentsOf(entityType);
  return toColumns(entityType.fields).map((column) => {
    const taken = takes(entityType, column.name, 'CREATE');
    const create = taken === 'required' || taken === 'optional' ? taken : undefined;
    return { ...column, create, isParent: parents.includes(column.name) };
  });
}

/** Converts declared fields to columns. */
export function toColumns(fields: Fields): Column[] {
  return Object.entries(fields).map(([name, field]) => ({ description: descriptions[name], ...field, name }));
}

/** Returns the schema of a row. */
export function objectSchema(columns: readonly Column[], required: readonly string[]): JsonSchema {
  const properties = columns.map((column) => [column.name, columnSchema(column)] as const);
  return { type: ['object'], properties: Object.fromEntries(properties), required };
}

/** Returns the schema of a column in answers. Values may be null there, and known values are only examples. */
export function columnSchema(column: Column): JsonSchema {
  const { values, key, isParent, readable, create, update } = column;
  if (readable === false) return { ...valueSchema(column), writeOnly: true };
  const { type, ...schema } = valueSchema({ ...column, values: undefined, sid: undefined });
  return {
    type: key || isParent ? type : [...type, 'null'],
    ...schema,
    ...(values && { examples: values }),
    ...(!create && !update && { readOnly: true }),
  };
}

/** Returns the schema of a write's input. "At least one of" is prose, because code generators mishandle `anyOf`. */
export function inputSchema(columns: readonly Column[], needsOneOf: readonly (readonly string[])[] = []): JsonSchema {
  const required = columns.filter(({ create }) => create === 'required').map(({ name }) => name);
  const properties = Object.fromEntries(columns.map((column) => [column.name, valueSchema(column)]));
  const description = needsOneOf.map((group) => `At least one of ${group.join(', ')} is required.`).join(' ');
  return { type: ['object'], ...(description && { description }), properties, required };
}

/** Returns the schema of an input value: never null, and one of the known values. */
function valueSchema(field: Field): JsonSchema {
  const { jsonType, format } = dataTypeOf(field);
  const { description, values, sid, minimum, maximum, repeats } = field;
  const schema: JsonSchema = {
    type: [typeof jsonType === 'function' ? jsonType(field) : jsonType],
    jdbcType: jdbcType(field),
    ...(format && { format }),
    ...(!repeats && description && { description }),
    ...(values && { enum: values }),
    ...(sid && { pattern: sidPattern(sid).source }),
    ...(minimum !== undefined && { minimum }),
    ...(maximum !== undefined && { maximum }),
  };
  if (!repeats) return schema;
  return { type: ['array'], jdbcType: 'ARRAY', ...(description && { description }), items: schema };
}

/** Returns the type name of a field in Google's metadata. */
export function jdbcType(field: Field): string {
  const { jdbcType: type } = dataTypeOf(field);
  return typeof type === 'function' ? type(field) : type;
}
