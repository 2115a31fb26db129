import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type EntityType, keyOf } from '../src/index.js';
import { instancePathOf } from '../src/model/index.js';

/** The parts of an OpenAPI schema that the contract suites read. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** An example answer in Twilio's documents. */
export type Example = Readonly<Record<string, unknown>>;

interface Examples {
  readonly examples?: Readonly<Record<string, { readonly value?: Example }>>;
}

interface OpenApiOperation {
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema } & Examples>> }>
  >;
}

type PathItem = Readonly<Record<'get' | 'post' | 'delete', OpenApiOperation | undefined>> & {
  readonly servers?: readonly { readonly url: string }[];
};

interface Document {
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

export type Verb = 'get' | 'post' | 'delete';
type Schemas = Readonly<Record<string, Schema>>;

/** A path of Twilio's API with the parameters and answers of each verb; references are resolved. */
export interface ApiPath {
  readonly path: string;
  readonly hosts: readonly string[];
  readonly verbs: readonly Verb[];
  /** Returns the parameters of a verb in one place: name -> schema. */
  parameters(verb: Verb, place: 'query' | 'header' | 'path'): Schemas;
  /** Returns the form fields of the POST: name -> schema. */
  form(): Schemas;
  required(): readonly string[];
  /** Returns the properties of a verb's answer. */
  answer(verb: Verb): Schemas;
  /** Returns Twilio's example answers of a verb. */
  examples(verb: Verb): readonly Example[];
  /** Returns the list properties of the GET's answer with the properties of their items. */
  lists(): Readonly<Record<string, Schemas>>;
}

/** Finds the paths of an entity type in Twilio's documents: one collection per value of a fixed segment, and the instance. */
export function findPaths(entityType: EntityType): { collections: readonly ApiPath[]; instance: ApiPath | undefined } {
  const document = documentOf(entityType);
  const pathsLike = (template: string) =>
    Object.entries(document.paths)
      .filter(([path]) => toPattern(template, entityType).test(path))
      .map(([path, item]) => toApiPath(path, item, document));
  const isSingle = instancePathOf(entityType) === entityType.path;
  return {
    collections: pathsLike(entityType.path),
    instance: isSingle || keyOf(entityType) !== undefined ? pathsLike(instancePathOf(entityType))[0] : undefined,
  };
}

/**
 * Creates a pattern for Twilio's paths. A key may have another name there: the key of call feedback is the call's. A column
 * with known values, such as the type of a phone number, is a literal segment.
 */
function toPattern(template: string, entityType: EntityType): RegExp {
  const source = template.replace(/\{(\/?)(\w+)\}/g, (_, slash: string, name: string) => {
    const segment = entityType.fields[name]?.values
      ? '[A-Z]\\w+'
      : name === keyOf(entityType)
        ? '\\{\\w+\\}'
        : `\\{${name}\\}`;
    return slash ? `(?:/${segment})?` : segment;
  });
  return new RegExp(`^${source}(?:\\.json)?$`);
}

const require = createRequire(import.meta.url);
const read = new Map<string, Document>();

/** Loads a document from the package of Twilio's CLI, or from a fixture for retired paths. */
function documentOf({ product = 'api', path, deprecated }: EntityType): Document {
  const version = path.split('/')[1]?.replace('2010-04-01', 'v2010');
  const folder = join(dirname(require.resolve('@twilio/cli-core/package.json')), 'src/services/twilio-api');
  const file = deprecated
    ? new URL('fixtures/retired-paths.json', import.meta.url).pathname
    : join(folder, `twilio_${product}_${version}.json`);
  if (!existsSync(file)) throw new Error(`OpenAPI document not found: ${file}.`);
  const document = read.get(file) ?? (JSON.parse(readFileSync(file, 'utf8')) as Document);
  read.set(file, document);
  return document;
}

function toApiPath(path: string, item: PathItem, document: Document): ApiPath {
  const follow = (schema: Schema): Schema => {
    if (schema.$ref) return follow(document.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {});
    return schema.items ? { ...schema, items: follow(schema.items) } : schema;
  };
  const properties = (schema: Schema | undefined): Schemas =>
    Object.fromEntries(
      Object.entries(follow(schema ?? {}).properties ?? {}).map(([name, value]) => [name, follow(value)]),
    );
  const answerOf = (verb: Verb): Schema | undefined =>
    Object.values(item[verb]?.responses ?? {}).find(({ content }) => content)?.content?.['application/json']?.schema;
  const formSchema = follow(item.post?.requestBody?.content['application/x-www-form-urlencoded']?.schema ?? {});
  return {
    path,
    hosts: (item.servers ?? []).map(({ url }) => new URL(url).host),
    verbs: (['get', 'post', 'delete'] as const).filter((verb) => item[verb]),
    parameters: (verb, place) =>
      Object.fromEntries(
        (item[verb]?.parameters ?? [])
          .filter((parameter) => parameter.in === place)
          .map(({ name, schema }) => [name, follow(schema)]),
      ),
    form: () => properties(formSchema),
    required: () => formSchema.required ?? [],
    answer: (verb) => properties(answerOf(verb)),
    examples: (verb) =>
      Object.values(item[verb]?.responses ?? {})
        .flatMap(({ content }) => Object.values(content?.['application/json']?.examples ?? {}))
        .flatMap(({ value }): readonly Example[] => (value ? [value] : [])),
    lists: () =>
      Object.fromEntries(
        Object.entries(properties(answerOf('get')))
          .filter(([, { type }]) => type === 'array')
          .map(([name, { items }]) => [name, properties(items)]),
      ),
  };
}

/** Returns the properties of a list's items: name -> schema. */
export function itemsOf(path: ApiPath | undefined, { collection = '' }: EntityType): Readonly<Record<string, Schema>> {
  return path?.lists()[collection] ?? {};
}

/** Returns the SID prefixes in a pattern of Twilio: `^(SM|MM)[0-9a-fA-F]{32}$`. */
export function sidsIn(schema: Schema | undefined): readonly string[] {
  const [, prefixes] = /^\^\(?([A-Z|]+)\)?\[0-9a-fA-F\]\{32\}\$$/.exec(schema?.pattern ?? '') ?? [];
  return prefixes?.split('|') ?? [];
}

/** Returns the data types that can represent a Twilio type. Many of its numbers and timestamps are strings. */
export function typesFor(schema: Schema | undefined): readonly string[] {
  switch (schema?.type) {
    case 'integer':
      return ['integer'];
    case 'number':
      return ['double', 'decimal'];
    case 'boolean':
      return ['boolean'];
    case 'string':
      if (schema.format?.startsWith('date-time')) return ['timestamp'];
      return schema.format === 'date' ? ['date'] : ['text', 'timestamp', 'date', 'integer', 'decimal', 'json'];
    default:
      return ['json'];
  }
}
