import {
  type Action,
  describeAction,
  describeEntityType,
  type EntityType,
  type FieldDescription,
  type JsonSchema,
  type ResultDescription,
} from '@twilio-connector/entities';

// v1 uses `entity`, `action`, `field` and `parameter` where v2 uses `name`, and prefixes data types with `DATA_TYPE_`.

/** Google's `RuntimeEntitySchema`. */
export function toRuntimeEntitySchema(entityType: EntityType) {
  const { name, fields, jsonSchema, operations } = describeEntityType(entityType);
  return { entity: name, fields: fields.map(toField), jsonSchema: toJsonSchema(jsonSchema), operations };
}

/** Google's `RuntimeActionSchema`. */
export function toRuntimeActionSchema(action: Action) {
  const { name, displayName, description, inputParameters, resultMetadata, ...schemas } = describeAction(action);
  return {
    action: name,
    displayName,
    description,
    inputParameters: inputParameters.map((input) => ({ parameter: input.name, ...toColumn(input) })),
    resultMetadata: resultMetadata.map((column) => ({ field: column.name, ...toColumn(column) })),
    inputJsonSchema: toJsonSchema(schemas.inputJsonSchema),
    resultJsonSchema: toJsonSchema(schemas.resultJsonSchema),
  };
}

function toField(field: FieldDescription) {
  const { name, key, additionalDetails } = field;
  return { field: name, ...toColumn(field), key, readonly: additionalDetails.readOnly, additionalDetails };
}

function toColumn({ description, dataType, nullable, jsonSchema }: ResultDescription) {
  return {
    description,
    dataType: `DATA_TYPE_${dataType}`,
    nullable,
    ...(jsonSchema && { jsonSchema: toJsonSchema(jsonSchema) }),
  };
}

function toJsonSchema(schema: JsonSchema): JsonSchema {
  const { jdbcType, items, properties } = schema;
  return {
    ...schema,
    ...(jdbcType && { jdbcType: `DATA_TYPE_${jdbcType}` }),
    ...(items && { items: toJsonSchema(items) }),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, toJsonSchema(value)])),
    }),
  };
}
