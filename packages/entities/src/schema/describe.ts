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
import { type Action, type EntityType, keyColumnsOf, type Operation, summaryOf } from '../model/index.js';

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
    /** The known values. Twilio may add values at any time. */
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
    /** `false` if the column is never part of an answer. */
    readonly readable: boolean;
    readonly create?: 'required' | 'optional';
    readonly update?: boolean;
    /** Set if conditions and keys must specify the column, because Twilio lists one parent at a time. */
    readonly parent?: true;
    /** The only answer that contains the column. Lists return null, and conditions can use it only together with keys. */
    readonly onlyIn?: 'GET' | 'CREATE';
    /** The comparisons of the column that Twilio can filter by. */
    readonly filter: readonly string[];
  };
}

/** An entity type as Google's `EntityType`. */
export interface EntityTypeDescription {
  readonly name: string;
  /** The part of Twilio that it belongs to, in words: `Phone numbers`. */
  readonly group?: string;
  readonly description: string;
  readonly docs: string;
  readonly deprecated?: string;
  /** The irreversible effects by operation, each as the end of a sentence. */
  readonly consequences: Readonly<Partial<Record<Operation, string>>>;
  readonly fields: readonly FieldDescription[];
  readonly jsonSchema: JsonSchema;
  readonly operations: readonly Operation[];
  /** The column by which lists are sorted, newest first. Any other order requires reading the whole list. */
  readonly defaultSortBy?: string;
  /** The columns of a short table, most important first. */
  readonly summary: readonly string[];
}

/** An action as Google's `Action`. */
export interface ActionDescription {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly docs: string;
  /** The irreversible effect, as the end of a sentence. */
  readonly consequence?: string;
  /** Whether repeating the request has no further effect. */
  readonly isIdempotent: boolean;
  readonly spendsMoney: boolean;
  /** Whether it ends, removes or discards something. */
  readonly isDestructive: boolean;
  /** Whether a connection must allow it by name. */
  readonly isOffByDefault: boolean;
  readonly inputParameters: readonly InputParameterDescription[];
  readonly resultMetadata: readonly ResultDescription[];
  readonly inputJsonSchema: JsonSchema;
  readonly resultJsonSchema: JsonSchema;
}

/** Describes an entity type in the form of Google's metadata. */
export function describeEntityType(entityType: EntityType): EntityTypeDescription {
  const { name, group, description, docs, deprecated, consequences = {}, operations, defaultSortBy } = entityType;
  const columns = columnsOf(entityType);
  return {
    name,
    ...(group && { group }),
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
    summary: summaryOf(entityType),
  };
}

/** Describes an action in the form of Google's metadata. */
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

/** Returns the schema of the input of a CREATE or UPDATE. */
export function describeInput(entityType: EntityType, operation: 'CREATE' | 'UPDATE'): JsonSchema {
  const columns = columnsOf(entityType);
  if (operation === 'UPDATE') return inputSchema(columns.map(asUpdated).filter(({ create }) => create));
  return inputSchema(
    columns.filter(({ create }) => create),
    entityType.createNeedsOneOf,
  );
}

/** Expresses the update rules of a column as create rules. */
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
