import { dataTypeOf } from './data-types/index.js';
import { operatorsOf } from './engine/conditions.js';
import { type Action, type EntityType, type Field, keyOf, type Operation } from './model/index.js';

/** A JSON Schema as Google's Connectors API writes it: `type` is always a list. */
export interface JsonSchema {
  readonly type: readonly string[];
  readonly jdbcType?: string;
  readonly format?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly readOnly?: boolean;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}

/** A column as Google's `Field` (https://cloud.google.com/integration-connectors/docs/reference/rest/v2). */
export interface FieldDescription {
  readonly name: string;
  readonly description: string;
  readonly dataType: string;
  readonly nullable: boolean;
  readonly key: boolean;
  readonly reference?: { readonly name: string; readonly type: string };
  readonly jsonSchema?: JsonSchema;
  readonly additionalDetails: {
    readonly readOnly: boolean;
    /** `false`: the column is never in an answer. */
    readonly readable: boolean;
    readonly create?: 'required' | 'optional';
    readonly update?: boolean;
    /** The operators that a condition may use on the column. */
    readonly filter: readonly string[];
    readonly twilioName: string;
  };
}

/** An entity type as Google's `EntityType`. */
export interface EntityTypeDescription {
  readonly name: string;
  readonly description: string;
  readonly docs: string;
  readonly deprecated?: string;
  readonly fields: readonly FieldDescription[];
  readonly jsonSchema: JsonSchema;
  readonly operations: readonly Operation[];
}

/** An action as Google's `Action`. */
export interface ActionDescription {
  readonly name: string;
  readonly description: string;
  readonly inputParameters: readonly FieldDescription[];
  readonly resultMetadata: readonly FieldDescription[];
  readonly inputJsonSchema: JsonSchema;
  readonly resultJsonSchema: JsonSchema;
}

/** What a declaration says, in the shape of Google's metadata. */
export function describeEntityType(entityType: EntityType): EntityTypeDescription {
  const { name, description, docs, deprecated, fields, operations } = entityType;
  return {
    name,
    description,
    docs,
    ...(deprecated && { deprecated }),
    fields: describeFields(fields),
    jsonSchema: objectSchema(fields, [keyOf(entityType)]),
    operations,
  };
}

/** What an action's declaration says, in the shape of Google's metadata. */
export function describeAction(action: Action): ActionDescription {
  const { name, description, inputParameters, resultMetadata } = action;
  const required = Object.keys(inputParameters).filter((input) => inputParameters[input]?.create === 'required');
  return {
    name,
    description,
    inputParameters: describeFields(inputParameters),
    resultMetadata: describeFields(resultMetadata),
    inputJsonSchema: objectSchema(inputParameters, required),
    resultJsonSchema: objectSchema(resultMetadata, []),
  };
}

function describeFields(fields: Readonly<Record<string, Field>>): FieldDescription[] {
  return Object.entries(fields).map(([name, field]) => {
    const { description, key, readable, references, create, update, repeats } = field;
    const dataType = repeats ? 'ARRAY' : jdbcType(field);
    return {
      name,
      description: description ?? '',
      dataType,
      nullable: !key && create !== 'required',
      key: key ?? false,
      ...(references && { reference: { name: references, type: 'EntityType' } }),
      ...((dataType === 'STRUCT' || dataType === 'ARRAY') && { jsonSchema: fieldSchema(field) }),
      additionalDetails: {
        readOnly: !create && !update,
        readable: readable !== false,
        ...(create && { create }),
        ...(update && { update: true }),
        filter: operatorsOf(field),
        twilioName: field.wire ?? name,
      },
    };
  });
}

function objectSchema(fields: Readonly<Record<string, Field>>, required: readonly string[]): JsonSchema {
  const properties = Object.entries(fields).map(([name, field]) => [name, fieldSchema(field)] as const);
  return { type: ['object'], properties: Object.fromEntries(properties), required };
}

function fieldSchema(field: Field): JsonSchema {
  const { jsonType, format } = dataTypeOf(field);
  const { description, values, minimum, maximum, key, repeats, create, update } = field;
  const one = typeof jsonType === 'function' ? jsonType(field) : jsonType;
  const schema: JsonSchema = {
    type: key ? [one] : [one, 'null'],
    jdbcType: jdbcType(field),
    ...(format && { format }),
    ...(description && { description }),
    ...(values && { enum: values }),
    ...(minimum !== undefined && { minimum }),
    ...(maximum !== undefined && { maximum }),
    ...(!create && !update && { readOnly: true }),
  };
  return repeats ? { type: ['array', 'null'], jdbcType: 'ARRAY', items: schema } : schema;
}

function jdbcType(field: Field): string {
  const { jdbcType: type } = dataTypeOf(field);
  return typeof type === 'function' ? type(field) : type;
}
