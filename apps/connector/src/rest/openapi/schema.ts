import type { JsonSchema } from '@twilio-connector/entities';

/** A schema of OpenAPI 3.1, which uses JSON Schema 2020-12. */
export interface OpenApiSchema extends Omit<JsonSchema, 'type' | 'jdbcType' | 'items' | 'properties'> {
  readonly type?: string | readonly string[];
  readonly items?: OpenApiSchema;
  readonly properties?: Readonly<Record<string, OpenApiSchema>>;
  readonly additionalProperties?: OpenApiSchema | boolean;
  readonly $ref?: string;
}

/** Converts Google's JSON Schema. Removes Google's extensions, and unwraps a list of one type, which not all generators read. */
export function toOpenApiSchema(schema: JsonSchema): OpenApiSchema {
  const { type, jdbcType: _, items, properties, ...rest } = schema;
  return {
    type: type.length === 1 ? (type[0] ?? '') : type,
    ...rest,
    ...(items && { items: toOpenApiSchema(items) }),
    ...(properties && { properties: toProperties(properties) }),
  };
}

/** Converts each schema. */
export function toProperties(schemas: Readonly<Record<string, JsonSchema>>): Record<string, OpenApiSchema> {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, toOpenApiSchema(schema)]));
}

/** An object with required and optional members. */
export function objectOf(
  required: Readonly<Record<string, OpenApiSchema>>,
  optional: Readonly<Record<string, OpenApiSchema>> = {},
): OpenApiSchema {
  return { type: 'object', properties: { ...required, ...optional }, required: Object.keys(required) };
}

/** Refers to a schema of the document. */
export function ref(name: string): OpenApiSchema {
  return { $ref: `#/components/schemas/${name}` };
}
