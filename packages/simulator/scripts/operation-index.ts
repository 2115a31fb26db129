import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { declarations } from '../src/resources/declarations.js';
import { pathsOf } from '../src/model/paths.js';
import type { Operation, Parameter, Path, Product, Properties, Schema } from '../src/twilio/operation.js';

/** The parts of an OpenAPI document that the index uses. */
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, DocumentSchema>> };
}

interface DocumentSchema extends Schema {
  readonly $ref?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, DocumentSchema>>;
  readonly items?: DocumentSchema;
}

interface DocumentOperation {
  readonly operationId?: string;
  readonly parameters?: readonly { in: string; name: string; required?: boolean; schema: DocumentSchema }[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema: DocumentSchema }>>;
}

const FORM = 'application/x-www-form-urlencoded';

/** The names of each product's documents in the package `@twilio/cli-core`, one for each version of its API. */
export const DOCUMENTS: Readonly<Record<Product, readonly string[]>> = {
  api: ['twilio_api_v2010'],
  chat: ['twilio_chat_v2'],
  conversations: ['twilio_conversations_v1'],
  insights: ['twilio_insights_v1'],
  lookups: ['twilio_lookups_v2'],
  messaging: ['twilio_messaging_v1'],
  monitor: ['twilio_monitor_v1'],
  numbers: ['twilio_numbers_v2'],
  serverless: ['twilio_serverless_v1'],
  studio: ['twilio_studio_v1', 'twilio_studio_v2'],
  taskrouter: ['twilio_taskrouter_v1'],
  trunking: ['twilio_trunking_v1'],
  verify: ['twilio_verify_v2'],
};

/** Reads an OpenAPI document. */
export function readDocument(name: string): Document {
  const require = createRequire(import.meta.url);
  const file = require
    .resolve('@twilio/cli-core/package.json')
    .replace('package.json', `src/services/twilio-api/${name}.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as Document;
}

/** The text of a product's operations index: one line per declared path, so that changes by Twilio give small diffs. */
export function operationIndexOf(product: Product): string {
  const declared = declarations.filter((each) => (each.product ?? 'api') === product).flatMap(pathsOf);
  const paths = [...new Set(declared)].sort();
  const lines = DOCUMENTS[product].flatMap((name) => {
    const document = readDocument(name);
    const read = createPathReader(document);
    return paths.flatMap((path) => {
      const verbs = read(document.paths[path] ?? document.paths[`${path}.json`] ?? {});
      return Object.keys(verbs).length > 0 ? [`${JSON.stringify(path)}:${JSON.stringify(verbs)}`] : [];
    });
  });
  return `{\n${lines.join(',\n')}\n}\n`;
}

/** Reads schemas: resolves their references and keeps the parts that the simulator uses. */
function createSchemaReader({ components }: Document) {
  const follow = (schema: DocumentSchema): DocumentSchema => {
    const { $ref, nullable } = schema;
    if (!$ref) return schema;
    const named = follow(components.schemas[$ref.split('/').at(-1) ?? ''] ?? {});
    return nullable === undefined ? named : { ...named, nullable };
  };

  const trim = (given: DocumentSchema): Schema => {
    const { type, format, pattern, enum: values, maximum, nullable, items, properties } = follow(given);
    return {
      ...(type && { type }),
      ...(format && { format }),
      ...(pattern && { pattern }),
      ...(values && { enum: values }),
      ...(maximum !== undefined && maximum < 1e9 && { maximum }),
      ...(nullable && { nullable }),
      ...(items && { items: trim(items) }),
      ...(properties && { properties: trimAll(properties) }),
    };
  };

  const trimAll = (properties: Readonly<Record<string, DocumentSchema>>): Properties =>
    Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, trim(schema)]));

  return { follow, trim, trimAll };
}

/** Reads the verbs of a path. */
function createPathReader(document: Document) {
  const { follow, trim, trimAll } = createSchemaReader(document);

  const toForm = (body: Content | undefined): Readonly<Record<string, Parameter>> | undefined => {
    const { properties, required = [] } = follow(body?.content?.[FORM]?.schema ?? {});
    if (!properties) return undefined;
    const entries = Object.entries(trimAll(properties));
    return Object.fromEntries(
      entries.map(([name, schema]) => [name, required.includes(name) ? { ...schema, required: true } : schema]),
    );
  };

  const toResponse = (response: Content | undefined): Omit<Operation, 'status'> => {
    const { properties } = follow(Object.values(response?.content ?? {})[0]?.schema ?? {});
    if (!properties) return {};
    const paging = 'meta' in properties ? 'meta' : 'page' in properties ? 'uri' : undefined;
    const [collection, list] = Object.entries(properties).find(([, { items }]) => items?.$ref) ?? [];
    // A list without pages has exactly two properties: its entities and its `uri`.
    const isList = paging ?? (Object.keys(properties).length === 2 && 'uri' in properties);
    if (!isList || !collection) return { properties: trimAll(properties) };
    const entity = follow(list?.items ?? {}).properties ?? {};
    return { properties: trimAll(entity), collection, ...(paging && { paging }) };
  };

  const toOperation = ({ parameters = [], requestBody, responses }: DocumentOperation): Operation => {
    const statuses = Object.keys(responses).filter((status) => status.startsWith('2'));
    const status = statuses.includes('201') ? '201' : (statuses[0] ?? '200');
    const queryParameters = parameters.filter((parameter) => parameter.in === 'query');
    const query = queryParameters.map(({ name, required, schema }) => [
      name,
      { ...trim(schema), ...(required && { required }) },
    ]);
    const form = toForm(requestBody);
    return {
      status: Number(status),
      ...(query.length > 0 && { query: Object.fromEntries(query) }),
      ...(form && { form }),
      ...toResponse(responses[status]),
    };
  };

  return (verbs: Readonly<Record<string, DocumentOperation>>): Path =>
    Object.fromEntries(
      (['get', 'post', 'delete'] as const).flatMap((verb) => (verbs[verb] ? [[verb, toOperation(verbs[verb])]] : [])),
    );
}
