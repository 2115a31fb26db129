import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { type OpenApiDocument, type Schema } from '../scripts/openapi.ts';

const RFC_2822 = /^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} [+-]\d{4}$/;
/** Formats of Twilio's own, which say nothing about the text. */
const OPEN_FORMATS = [
  'uri-map',
  'phone-number',
  'phone-number-capabilities',
  'iso-country-code',
  'currency',
  'http-method',
  'twiml',
  'endpoint',
];

/** Compiles schemas of OpenAPI 3.0 so that an answer with an undeclared property, or one of another kind, fails. */
export function createValidator() {
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addFormat('date-time-rfc-2822', RFC_2822);
  // Half of Twilio's links are relative, and a URL that is not set is empty in its own examples.
  ajv.addFormat('uri', /^(?:$|https?:\/\/|\/)/);
  for (const format of OPEN_FORMATS) ajv.addFormat(format, true);
  const compiled = new Map<Schema, ValidateFunction>();
  return (schema: Schema, document: OpenApiDocument, body: unknown): readonly string[] => {
    const validate = compiled.get(schema) ?? ajv.compile(toJsonSchema(schema, document));
    compiled.set(schema, validate);
    validate(body);
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  };
}

/** OpenAPI's `nullable` and references are no JSON Schema; objects with properties are closed. */
function toJsonSchema(schema: Schema, document: OpenApiDocument): object {
  if (schema.$ref) {
    const { $ref, ...beside } = schema;
    const target = document.components.schemas[$ref.split('/').at(-1)!]!;
    return toJsonSchema({ ...target, ...beside }, document);
  }
  const { nullable, properties, items, oneOf, ...rest } = schema;
  const closed = {
    ...rest,
    ...(items && { items: toJsonSchema(items, document) }),
    ...(oneOf && { oneOf: oneOf.map((each) => toJsonSchema(each, document)) }),
    ...(properties && {
      additionalProperties: false,
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, each]) => [name, toJsonSchema(each, document)]),
      ),
    }),
  };
  return nullable ? { anyOf: [closed, { type: 'null' }] } : closed;
}
