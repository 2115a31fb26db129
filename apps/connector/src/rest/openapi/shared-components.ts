import { objectOf, type OpenApiSchema, ref } from './schema.js';

const text: OpenApiSchema = { type: 'string' };
const texts: OpenApiSchema = { type: 'array', items: text };

/** The components that all entity types and actions share. */
export const sharedComponents = {
  schemas: {
    Metadata: objectOf({
      twilio: objectOf(
        { requests: { type: 'integer', description: 'HTTP requests to Twilio, including retries.' } },
        {
          pushed: { ...texts, description: 'The comparisons that Twilio applied.' },
          residual: { ...texts, description: 'The comparisons that the connector applied after the read.' },
          warnings: texts,
          bulk: {
            type: 'object',
            description: 'The report of a bulk write: how many entities were found, done, failed and not reached.',
          },
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
            description: 'The first is a google.rpc.ErrorInfo with reason, domain and metadata.',
            items: { ...objectOf({ '@type': text }), additionalProperties: true },
          },
        }),
      }),
    },
  } satisfies Readonly<Record<string, OpenApiSchema>>,
  headers: {
    CallId: {
      description: 'The id of the call, which its errors, audit records and log entries carry, too.',
      schema: { type: 'string' },
    },
    TwilioRequests: {
      description: 'The number of HTTP requests to Twilio for this call.',
      schema: { type: 'integer' },
    },
  },
  responses: {
    Error: {
      description: 'The call was refused or failed.',
      content: { 'application/json': { schema: ref('Error') } },
    },
  },
  securitySchemes: { bearer: { type: 'http', scheme: 'bearer', description: "The connector's token." } },
} as const;

/** The responses of an operation: its success and any error. */
export function responses(description: string, schema: OpenApiSchema) {
  return {
    200: {
      description,
      headers: {
        'X-Call-Id': { $ref: '#/components/headers/CallId' },
        'X-Twilio-Requests': { $ref: '#/components/headers/TwilioRequests' },
      },
      content: { 'application/json': { schema } },
    },
    default: { $ref: '#/components/responses/Error' },
  };
}

/** The request body of an operation. */
export function requestBody(schema: OpenApiSchema) {
  return { required: true, content: { 'application/json': { schema } } };
}
