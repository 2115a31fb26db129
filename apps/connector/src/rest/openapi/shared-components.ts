import { objectOf, type OpenApiSchema, ref } from './schema.js';

const text: OpenApiSchema = { type: 'string' };
const texts: OpenApiSchema = { type: 'array', items: text };

/** What all entity types and actions have in common. */
export const sharedComponents = {
  schemas: {
    Metadata: objectOf({
      twilio: objectOf(
        { requests: { type: 'integer', description: 'HTTP requests to Twilio, repetitions included.' } },
        {
          pushed: { ...texts, description: 'The comparisons that Twilio applied.' },
          residual: { ...texts, description: 'The comparisons that were applied after the read.' },
          warnings: texts,
          bulk: { type: 'object', description: 'What became of each entity of a write to many.' },
        },
      ),
    }),
    UpdatedWithConditions: objectOf({ response: { type: 'object' }, metadata: ref('Metadata') }),
    Deleted: objectOf({}, { metadata: ref('Metadata') }),
    Error: {
      description: "Google's error envelope.",
      ...objectOf({
        error: objectOf({
          code: { type: 'integer', description: 'The HTTP status.' },
          status: { ...text, description: "Google's canonical code, such as INVALID_ARGUMENT." },
          message: text,
          details: {
            type: 'array',
            description: 'google.rpc.ErrorInfo first: reason, domain and metadata.',
            items: { ...objectOf({ '@type': text }), additionalProperties: true },
          },
        }),
      }),
    },
  } satisfies Readonly<Record<string, OpenApiSchema>>,
  headers: {
    TwilioRequests: { description: 'HTTP requests to Twilio that the answer took.', schema: { type: 'integer' } },
  },
  responses: {
    Error: { description: 'Refused or failed.', content: { 'application/json': { schema: ref('Error') } } },
  },
  securitySchemes: { bearer: { type: 'http', scheme: 'bearer', description: "The connector's token." } },
} as const;

/** The answers of an operation: what it answers when it succeeds, and any error. */
export function responses(description: string, schema: OpenApiSchema) {
  return {
    200: {
      description,
      headers: { 'X-Twilio-Requests': { $ref: '#/components/headers/TwilioRequests' } },
      content: { 'application/json': { schema } },
    },
    default: { $ref: '#/components/responses/Error' },
  };
}

/** The body of an operation. */
export function requestBody(schema: OpenApiSchema) {
  return { required: true, content: { 'application/json': { schema } } };
}
