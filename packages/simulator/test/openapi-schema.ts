import { Ajv, type ValidateFunction } from 'ajv';
import { DOCUMENTS, readDocument } from '../scripts/operation-index.js';
import type { Resource, Verb } from '../src/model/resource.js';

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
  const { components } = documentOf(resource);
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

function operationOf(resource: Resource, verb: Verb) {
  const { paths } = documentOf(resource);
  const { path, instancePath } = resource;
  const at = (verb === 'list' || verb === 'create' ? path : instancePath) ?? '';
  return (paths[at] ?? paths[`${at}.json`])?.[METHODS[verb]];
}

const documents = new Map<string, ReturnType<typeof readDocument>>();

/** The name of Twilio's document that has the paths of a resource. */
export function documentNameOf({ product, path, instancePath }: Resource): string {
  const at = path ?? instancePath ?? '';
  const name = DOCUMENTS[product].find((each) => {
    const { paths } = documentNamed(each);
    return paths[at] ?? paths[`${at}.json`];
  });
  return name ?? DOCUMENTS[product][0] ?? '';
}

function documentOf(resource: Resource): ReturnType<typeof readDocument> {
  return documentNamed(documentNameOf(resource));
}

function documentNamed(name: string): ReturnType<typeof readDocument> {
  const document = documents.get(name) ?? readDocument(name);
  documents.set(name, document);
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
