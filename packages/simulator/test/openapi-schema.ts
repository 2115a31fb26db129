import { Ajv, type ValidateFunction } from 'ajv';
import { readDocument } from '../scripts/operation-index.js';
import type { Resource, Verb } from '../src/model/resource.js';
import type { Product } from '../src/twilio/operation.js';

type Json = Readonly<Record<string, unknown>>;

const METHODS = { list: 'get', get: 'get', create: 'post', update: 'post', delete: 'delete' } as const;

const ajv = new Ajv({
  strict: false,
  allErrors: true,
  logger: false,
  formats: {
    date: /^\d{4}-\d{2}-\d{2}$/,
    'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/,
    'date-time-rfc-2822': /^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} \+0000$/,
  },
});

/** Validators for the successful responses of an operation in Twilio's own document, by status. */
export function responseValidatorsOf(resource: Resource, verb: Verb): ReadonlyMap<number, ValidateFunction> {
  const { components } = documentOf(resource.product);
  const { responses = {} } = operationOf(resource, verb) ?? {};
  const statuses = Object.entries(responses).filter(([status]) => status.startsWith('2'));
  return new Map(
    statuses.map(([status, answer]) => {
      const schema = Object.values(answer.content ?? {})[0]?.schema ?? { type: 'null' };
      return [Number(status), ajv.compile(toJsonSchema(schema as Json, components.schemas as unknown as Json))];
    }),
  );
}

/** The name of an operation in Twilio's own document: `ListMessage`. */
export function operationIdOf(resource: Resource, verb: Verb): string {
  return operationOf(resource, verb)?.operationId ?? '';
}

function operationOf({ product, path, instancePath }: Resource, verb: Verb) {
  const { paths } = documentOf(product);
  const at = (verb === 'list' || verb === 'create' ? path : instancePath) ?? '';
  return (paths[at] ?? paths[`${at}.json`])?.[METHODS[verb]];
}

const documents = new Map<Product, ReturnType<typeof readDocument>>();

function documentOf(product: Product): ReturnType<typeof readDocument> {
  const document = documents.get(product) ?? readDocument(product);
  documents.set(product, document);
  return document;
}

/** Twilio's document declares some prices as numbers, but all its examples have texts. */
function sentAs(name: string, schema: Json): Json {
  return name === 'price' && schema.type === 'number' ? { ...schema, type: 'string' } : schema;
}

/** Converts OpenAPI 3.0 to JSON Schema: resolves references, turns `nullable` into a type, and forbids undeclared properties. */
function toJsonSchema(given: Json, named: Json): Json {
  const { $ref, nullable: outer, ...own } = given;
  if (typeof $ref === 'string') {
    const followed = named[$ref.split('/').at(-1) ?? ''] as Json;
    return toJsonSchema({ ...followed, ...(outer !== undefined && { nullable: outer }) }, named);
  }
  const { type, enum: values, properties, items, oneOf, ...rest } = own as Json & { type?: string; enum?: unknown[] };
  const isClosed = properties !== undefined && !('additionalProperties' in own);
  return {
    ...rest,
    ...(type !== undefined && { type: outer ? [type, 'null'] : type }),
    ...(values && { enum: outer ? [...values, null] : values }),
    ...(Array.isArray(oneOf) && {
      anyOf: [...oneOf.map((each: Json) => toJsonSchema(each, named)), ...(outer ? [{ type: 'null' }] : [])],
    }),
    ...(items !== undefined && { items: toJsonSchema(items as Json, named) }),
    ...(properties !== undefined && {
      properties: Object.fromEntries(
        Object.entries(properties as Json).map(([name, schema]) => [
          name,
          toJsonSchema(sentAs(name, schema as Json), named),
        ]),
      ),
    }),
    ...(isClosed && { additionalProperties: false }),
  };
}
