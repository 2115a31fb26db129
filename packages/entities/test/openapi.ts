import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

/** The parts of an OpenAPI document that the contract suite reads. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

interface OpenApiOperation {
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>
  >;
}

/** A path of Twilio's API: what each verb takes and answers, with references followed. */
export interface ApiPath {
  readonly verbs: readonly string[];
  /** The query parameters of the GET. */
  query(): readonly string[];
  /** The form fields of the POST: name -> schema. */
  form(): Readonly<Record<string, Schema>>;
  required(): readonly string[];
  /** The properties of what a verb answers. */
  answer(verb: 'get' | 'post'): Readonly<Record<string, Schema>>;
}

/** Twilio's own OpenAPI documents, from its command line's package; and the retired paths that it no longer has. */
export function openApiPath(path: string): ApiPath | undefined {
  for (const document of documents()) {
    const found = document.paths[path];
    if (found) return toApiPath(found, document);
  }
  return undefined;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

function documents(): readonly Document[] {
  const require = createRequire(import.meta.url);
  const folder = require.resolve('@twilio/cli-core/package.json').replace('package.json', 'src/services/twilio-api/');
  const retired = new URL('fixtures/retired-paths.json', import.meta.url);
  return [new URL(`file://${folder}twilio_api_v2010.json`), retired].map(
    (file) => JSON.parse(readFileSync(file, 'utf8')) as Document,
  );
}

function toApiPath(operations: Readonly<Record<string, OpenApiOperation>>, document: Document): ApiPath {
  const follow = (schema: Schema): Schema =>
    schema.$ref ? follow(document.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}) : schema;
  const properties = (schema: Schema | undefined) =>
    Object.fromEntries(
      Object.entries(follow(schema ?? {}).properties ?? {}).map(([name, value]) => [name, follow(value)]),
    );
  const formSchema = follow(operations.post?.requestBody?.content['application/x-www-form-urlencoded']?.schema ?? {});
  return {
    verbs: ['get', 'post', 'delete'].filter((verb) => verb in operations),
    query: () =>
      (operations.get?.parameters ?? []).filter((parameter) => parameter.in === 'query').map(({ name }) => name),
    form: () => properties(formSchema),
    required: () => formSchema.required ?? [],
    answer(verb) {
      const answers = Object.values(operations[verb]?.responses ?? {});
      return properties(answers.find(({ content }) => content)?.content?.['application/json']?.schema);
    },
  };
}
