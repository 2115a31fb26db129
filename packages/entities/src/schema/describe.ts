import { operatorsOf } from '../engine/conditions.js';
import {
  type Column,
  columnSchema,
  columnsOf,
  inputSchema,
  jdbcType,
  type JsonSchema,
  objectSchema,
  toColumns,
} from './json-schema.js';
import { type Action, type EntityType, keyColumnsOf, type Operation } from '../model/index.js';

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
    /** The one answer that holds the column: lists have null there, and a condition may look at it beside keys only. */
    readonly onlyIn?: 'GET' | 'CREATE';
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
  /** Whether the same request twice leaves Twilio as once would. */
  readonly isIdempotent: boolean;
  readonly spendsMoney: boolean;
  /** Whether it takes away what cannot be had back. */
  readonly isDestructive: boolean;
  /** Whether a connection has to allow it by name. */
  readonly isOffByDefault: boolean;
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
  const { name, description, docs, consequence, isIdempotent } = action;
  const { spendsMoney = false, isDestructive = false, isOffByDefault = false } = action;
  const inputs = toColumns(action.inputParameters);
  const results = toColumns(action.resultMetadata);
  return {
    name,
    displayName: name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, ' '),
    description,
    docs,
    ...(consequence && { consequence }),
    isIdempotent,
    spendsMoney,
    isDestructive,
    isOffByDefault,
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
  const { name, key = false, isParent, references, readable, onlyIn, create, update } = column;
  const parameter = describeParameter(column);
  return {
    ...parameter,
    key,
    ...(references && { reference: { type: references } }),
    additionalDetails: {
      readOnly: !create && !update,
      readable: readable !== false,
      ...(onlyIn && { onlyIn }),
      ...(create && { create }),
      ...(update && { update: true }),
      ...(isParent && { parent: true as const }),
      filter: operatorsOf(entityType, name),
      ...parameter.additionalDetails,
    },
  };
}
