import type { JsonSchema } from '@twilio-connector/entities';

/** A schema of OpenAPI 3.1, which is one of JSON Schema 2020-12. */
export interface OpenApiSchema extends Omit<JsonSchema, 'type' | 'jdbcType' | 'items' | 'properties'> {
  readonly type?: string | readonly string[];
  readonly items?: OpenApiSchema;
  readonly properties?: Readonly<Record<string, OpenApiSchema>>;
  readonly additionalProperties?: OpenApiSchema | boolean;
  readonly $ref?: string;
}

/** Google's JSON Schema without Google's own words; a list of one type becomes the type, which every generator reads. */
export function toOpenApiSchema(schema: JsonSchema): OpenApiSchema {
  const { type, jdbcType: _, items, properties, ...rest } = schema;
  return {
    type: type.length === 1 ? (type[0] ?? '') : type,
    ...rest,
    ...(items && { items: toOpenApiSchema(items) }),
    ...(properties && { properties: toProperties(properties) }),
  };
}

/** The same of each of them. */
export function toProperties(schemas: Readonly<Record<string, JsonSchema>>): Record<string, OpenApiSchema> {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, toOpenApiSchema(schema)]));
}

/** An object of required members, and of others. */
export function objectOf(
  required: Readonly<Record<string, OpenApiSchema>>,
  optional: Readonly<Record<string, OpenApiSchema>> = {},
): OpenApiSchema {
  return { type: 'object', properties: { ...required, ...optional }, required: Object.keys(required) };
}

/** Points to a schema of the document. */
export function ref(name: string): OpenApiSchema {
  return { $ref: `#/components/schemas/${name}` };
}
