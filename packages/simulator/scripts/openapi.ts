import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** A schema as OpenAPI 3.0 writes it. */
export interface Schema {
  readonly $ref?: string;
  readonly title?: string;
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly nullable?: boolean;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly oneOf?: readonly Schema[];
}

/** A verb of a path. */
export interface OpenApiOperation {
  readonly parameters?: readonly {
    readonly in: string;
    readonly name: string;
    readonly required?: boolean;
    readonly schema: Schema;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>
  >;
}

/** One of Twilio's documents. */
export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const documents = new Map<string, OpenApiDocument>();

/** The document that a path of a product stands in, as Twilio's own command line carries it. */
export function openApiDocument(product: string, path: string): OpenApiDocument {
  const version = product === 'api' ? 'v2010' : (path.split('/')[1] ?? '');
  const name = `twilio_${product}_${version}.json`;
  const known = documents.get(name);
  if (known) return known;
  const core = createRequire(import.meta.url).resolve('@twilio/cli-core/package.json');
  const file = core.replace('package.json', `src/services/twilio-api/${name}`);
  const document = JSON.parse(readFileSync(file, 'utf8')) as OpenApiDocument;
  documents.set(name, document);
  return document;
}

/** A path of a document, whatever its parameters are called there; undefined when there is none. */
export function openApiPath(product: string, path: string) {
  const { paths } = openApiDocument(product, path);
  const shape = shapeOf(product === 'api' ? `${path}.json` : path);
  const name = Object.keys(paths).find((each) => shapeOf(each) === shape);
  return name === undefined ? undefined : { name, item: paths[name] ?? {} };
}

/** A schema with its reference followed. */
export function follow(schema: Schema, document: OpenApiDocument): Schema {
  if (!schema.$ref) return schema;
  const { $ref, ...beside } = schema;
  const target = document.components.schemas[$ref.split('/').at(-1) ?? ''];
  if (!target) throw new TypeError(`There is no ${$ref}.`);
  return { ...follow(target, document), ...beside };
}

function shapeOf(path: string): string {
  return path.replace(/\{\w+\}/g, '{}');
}
