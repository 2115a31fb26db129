import { descriptions } from './catalog/descriptions.js';
import { dataTypeOf } from './data-types/index.js';
import { sidPattern } from './data-types/text.js';
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

/** A column of an action's result as Google's `ResultMetadata`. */
export interface ResultDescription {
  readonly name: string;
  readonly description: string;
  readonly dataType: string;
  readonly nullable: boolean;
  readonly jsonSchema?: JsonSchema;
}

/** An input parameter of an action as Google's `InputParameter`. */
export interface InputParameterDescription extends ResultDescription {
  readonly additionalDetails: {
    /** The values that are known; Twilio adds some at any time. */
    readonly values?: readonly string[];
    readonly twilioName: string;
  };
}

/** A column as Google's `Field` (https://cloud.google.com/integration-connectors/docs/reference/rest/v2). */
export interface FieldDescription extends InputParameterDescription {
  readonly key: boolean;
  /** The entity type whose key the column holds. */
  readonly reference?: { readonly type: string };
  readonly additionalDetails: InputParameterDescription['additionalDetails'] & {
    readonly readOnly: boolean;
    /** `false`: the column is never in an answer. */
    readonly readable: boolean;
    readonly create?: 'required' | 'optional';
    readonly update?: boolean;
    /** A condition, and a key, have to name it: Twilio has no list of the entities of all parents. */
    readonly parent?: true;
    /** The operators that a condition may use on the column. */
    readonly filter: readonly string[];
  };
}

/** An entity type as Google's `EntityType`. */
export interface EntityTypeDescription {
  readonly name: string;
  readonly description: string;
  readonly docs: string;
  readonly deprecated?: string;
  /** What an operation does that cannot be taken back, as the end of a sentence. */
  readonly consequences: Readonly<Partial<Record<Operation, string>>>;
  readonly fields: readonly FieldDescription[];
  readonly jsonSchema: JsonSchema;
  readonly operations: readonly Operation[];
  /** The column by which a list comes, the newest first; any other order costs a read of the whole list. */
  readonly defaultSortBy?: string;
}

/** An action as Google's `Action`. */
export interface ActionDescription {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly docs: string;
  /** What it does that cannot be taken back, as the end of a sentence. */
  readonly consequence?: string;
  readonly inputParameters: readonly InputParameterDescription[];
  readonly resultMetadata: readonly ResultDescription[];
  readonly inputJsonSchema: JsonSchema;
  readonly resultJsonSchema: JsonSchema;
}

/** What a declaration says, in the shape of Google's metadata. */
export function describeEntityType(entityType: EntityType): EntityTypeDescription {
  const { name, description, docs, deprecated, consequences = {}, operations, defaultSortBy } = entityType;
  const columns = columnsOf(entityType);
  return {
    name,
    description,
    docs,
    ...(deprecated && { deprecated }),
    consequences,
    fields: columns.map((column) => describeField(entityType, column)),
    jsonSchema: {
      description: deprecated ? `${description} ${deprecated}` : description,
      ...objectSchema(columns, keyColumnsOf(entityType)),
    },
    operations,
    ...(defaultSortBy && { defaultSortBy }),
  };
}

/** What an action's declaration says, in the shape of Google's metadata. */
export function describeAction(action: Action): ActionDescription {
  const { name, description, docs, consequence } = action;
  const inputs = withDescriptions(action.inputParameters);
  const results = withDescriptions(action.resultMetadata);
  return {
    name,
    displayName: name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, ' '),
    description,
    docs,
    ...(consequence && { consequence }),
    inputParameters: inputs.map(describeParameter),
    resultMetadata: results.map(describeColumn),
    inputJsonSchema: inputSchema(inputs, action.needsOneOf),
    resultJsonSchema: objectSchema(results, []),
  };
}

/** What a CREATE or an UPDATE takes, as a schema of its columns and their values. */
export function describeInput(entityType: EntityType, operation: 'CREATE' | 'UPDATE'): JsonSchema {
  const columns = columnsOf(entityType);
  if (operation === 'UPDATE') return inputSchema(columns.map(asUpdated).filter(({ create }) => create));
  return inputSchema(
    columns.filter(({ create }) => create),
    entityType.createNeedsOneOf,
  );
}

/** What an UPDATE may do with a column, said as what a CREATE may. */
function asUpdated(column: Column): Column {
  const { update, values } = column;
  const create = update === 'required' ? update : update ? 'optional' : undefined;
  return { ...column, create, values: Array.isArray(update) ? update : values };
}

/** A declared column and its name, with what its entity type's path says of it. */
type Column = Field & { readonly name: string; readonly isParent?: boolean };

function columnsOf(entityType: EntityType): Column[] {
  const parents = parentsOf(entityType);
  return withDescriptions(entityType.fields).map((column) => {
    const taken = takes(entityType, column.name, 'CREATE');
    const create = taken === 'required' || taken === 'optional' ? taken : undefined;
    return { ...column, create, isParent: parents.includes(column.name) };
  });
}

function withDescriptions(fields: Fields): Column[] {
  return Object.entries(fields).map(([name, field]) => ({ description: descriptions[name], ...field, name }));
}

function describeColumn(column: Column): ResultDescription {
  const { name, description, key, isParent, create, repeats } = column;
  const dataType = repeats ? 'ARRAY' : jdbcType(column);
  return {
    name,
    description: description ?? '',
    dataType,
    nullable: !key && !isParent && create !== 'required',
    ...((dataType === 'STRUCT' || dataType === 'ARRAY') && { jsonSchema: columnSchema(column) }),
  };
}

function describeParameter(column: Column): InputParameterDescription {
  const { name, values, wire = name } = column;
  return { ...describeColumn(column), additionalDetails: { ...(values && { values }), twilioName: wire } };
}

function describeField(entityType: EntityType, column: Column): FieldDescription {
  const { name, key = false, isParent, references, readable, create, update } = column;
  const parameter = describeParameter(column);
  return {
    ...parameter,
    key,
    ...(references && { reference: { type: references } }),
    additionalDetails: {
      readOnly: !create && !update,
      readable: readable !== false,
      ...(create && { create }),
      ...(update && { update: true }),
      ...(isParent && { parent: true as const }),
      filter: operatorsOf(entityType, name),
      ...parameter.additionalDetails,
    },
  };
}

function objectSchema(columns: readonly Column[], required: readonly string[]): JsonSchema {
  const properties = columns.map((column) => [column.name, columnSchema(column)] as const);
  return { type: ['object'], properties: Object.fromEntries(properties), required };
}

/** A column of an entity. Null is in answers only, and Twilio's own values are open there: they are examples. */
function columnSchema(column: Column): JsonSchema {
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

/** What a write takes. "At least one of" is said in words: as `anyOf` it makes generated types that nothing fits. */
function inputSchema(columns: readonly Column[], needsOneOf: readonly (readonly string[])[] = []): JsonSchema {
  const required = columns.filter(({ create }) => create === 'required').map(({ name }) => name);
  const properties = Object.fromEntries(columns.map((column) => [column.name, valueSchema(column)]));
  const description = needsOneOf.map((group) => `Give at least one of ${group.join(', ')}.`).join(' ');
  return { type: ['object'], ...(description && { description }), properties, required };
}

/** A value as it is given: never null, and one of those that the declaration knows. */
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

function jdbcType(field: Field): string {
  const { jdbcType: type } = dataTypeOf(field);
  return typeof type === 'function' ? type(field) : type;
}
