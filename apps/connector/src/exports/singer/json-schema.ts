import { describeEntityType, type EntityType, type JsonSchema, keyColumnsOf, keyOf } from '@twilio-connector/entities';
import type { ExportColumn } from '../formats/columns.js';

/** A JSON Schema as Singer targets expect it. */
export interface SingerSchema {
  readonly type: readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly items?: SingerSchema;
  readonly properties?: Readonly<Record<string, SingerSchema>>;
}

/** Describes the records of an entity type with some of its columns. */
export function recordSchema(entityType: EntityType, columns: readonly ExportColumn[]): SingerSchema {
  const { properties = {} } = describeEntityType(entityType).jsonSchema;
  const described = columns.map(({ name }) => [name, toSinger(properties[name])] as const);
  return { type: ['object'], properties: Object.fromEntries(described) };
}

/** The columns that identify a record; none if the entities have no key. */
export function keyProperties(entityType: EntityType): readonly string[] {
  return keyOf(entityType) === undefined ? [] : keyColumnsOf(entityType);
}

/** Decimals are texts, so that no amount is rounded. Targets know them by their format. */
const FORMATS: Readonly<Record<string, string>> = { decimal: 'singer.decimal' };

function toSinger({ type, format, description, items }: JsonSchema = { type: ['string', 'null'] }): SingerSchema {
  return {
    type,
    ...(format !== undefined && { format: FORMATS[format] ?? format }),
    ...(description !== undefined && { description }),
    ...(items && { items: toSinger(items) }),
  };
}
