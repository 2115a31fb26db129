import { descriptions } from './catalog/descriptions.js';
import { dataTypeOf } from './data-types/index.js';
import { operatorsOf } from './engine/conditions.js';
import { type Action, type EntityType, type Field, type Fields, keyColumnsOf, type Operation } from './model/index.js';
import { parentsOf, takes } from './model/index.js';

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
    /** A condition, and a key, have to name it: Twilio has no list of the entities of all parents. */
    readonly parent?: true;
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
    fields: describeFields(fields, entityType),
    jsonSchema: objectSchema(fields, keyColumnsOf(entityType), entityType),
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

function describeFields(fields: Fields, entityType?: EntityType): FieldDescription[] {
  return Object.entries(fields).map(([name, field]) => {
    const { key, readable, references, repeats } = field;
    const { create, update, isParent } = useOf(name, field, entityType);
    const dataType = repeats ? 'ARRAY' : jdbcType(field);
    return {
      name,
      description: descriptionOf(name, field) ?? '',
      dataType,
      nullable: !key && !isParent && create !== 'required',
      key: key ?? false,
      ...(references && { reference: { name: references, type: 'EntityType' } }),
      ...((dataType === 'STRUCT' || dataType === 'ARRAY') && { jsonSchema: fieldSchema(name, field, entityType) }),
      additionalDetails: {
        readOnly: !create && !update,
        readable: readable !== false,
        ...(create && { create }),
        ...(update && { update: true }),
        ...(isParent && { parent: true as const }),
        filter: entityType ? operatorsOf(entityType, name) : [],
        twilioName: field.wire ?? name,
      },
    };
  });
}

/** What can be done with a column, and whether it is a parent: the entity type's path says it. */
function useOf(name: string, { create, update }: Field, entityType: EntityType | undefined) {
  if (!entityType) return { create, update, isParent: false };
  const taken = takes(entityType, name, 'CREATE');
  return {
    create: taken === 'required' || taken === 'optional' ? taken : undefined,
    update,
    isParent: parentsOf(entityType).includes(name),
  };
}

function objectSchema(fields: Fields, required: readonly string[], entityType?: EntityType): JsonSchema {
  const properties = Object.entries(fields).map(
    ([name, field]) => [name, fieldSchema(name, field, entityType)] as const,
  );
  return { type: ['object'], properties: Object.fromEntries(properties), required };
}

function fieldSchema(name: string, field: Field, entityType: EntityType | undefined): JsonSchema {
  const { jsonType, format } = dataTypeOf(field);
  const { values, minimum, maximum, key, repeats } = field;
  const { create, update, isParent } = useOf(name, field, entityType);
  const description = descriptionOf(name, field);
  const one = typeof jsonType === 'function' ? jsonType(field) : jsonType;
  const schema: JsonSchema = {
    type: key || isParent ? [one] : [one, 'null'],
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

function descriptionOf(name: string, { description }: Field): string | undefined {
  return description ?? descriptions[name];
}

function jdbcType(field: Field): string {
  const { jdbcType: type } = dataTypeOf(field);
  return typeof type === 'function' ? type(field) : type;
}
