import { documentedPath, instancePathOf } from '../src/engine/served-resource.js';
import { resources } from '../src/resources/index.js';
import type { Operation, OperationIndex, PathItem, Properties, ValueSpec } from '../src/twilio/operations.js';
import { PRODUCTS, type Product } from '../src/twilio/products.js';
import {
  follow,
  type OpenApiDocument,
  openApiDocument,
  type OpenApiOperation,
  openApiPath,
  type Schema,
} from './openapi.ts';

const PAGING = /^(?:first_page|next_page|previous_page)_uri$|^(?:end|page|page_size|start|uri|meta)$/;

/** What the simulator needs to know of Twilio's OpenAPI, by product: the paths of its resources. */
export function operationIndexes(): ReadonlyMap<Product, OperationIndex> {
  return new Map(
    PRODUCTS.map((product) => {
      const served = resources.filter((resource) => (resource.product ?? 'api') === product);
      const paths = served.flatMap((resource) =>
        [resource.path ?? [], instancePathOf(resource)].flat().map((path) => documentedPath(path, resource)),
      );
      return [product, toOperationIndex(product, paths)] as const;
    }),
  );
}

/** Paths that the OpenAPI has not, such as those of the entities of a mere list, are left out. */
function toOperationIndex(product: string, paths: readonly string[]): OperationIndex {
  const index = { paths: {} as Record<string, PathItem>, schemas: {} as Record<string, Properties> };
  for (const path of [...new Set(paths)].sort()) {
    const found = openApiPath(product, path);
    if (!found) continue;
    const reader = createReader(openApiDocument(product, path), path, index.schemas);
    const { get, post, delete: remove } = found.item;
    const subresources = subresourcesOf(openApiDocument(product, path), found.name);
    index.paths[path] = {
      ...(get && { get: reader(get) }),
      ...(post && { post: reader(post) }),
      ...(remove && { delete: reader(remove) }),
      ...(subresources.length > 0 && { subresources }),
    };
  }
  return index;
}

function createReader(document: OpenApiDocument, path: string, schemas: Record<string, Properties>) {
  return ({ parameters = [], requestBody, responses }: OpenApiOperation): Operation => {
    const [status = '200', { content } = {}] = Object.entries(responses).find(([code]) => code.startsWith('2')) ?? [];
    const query = parameters
      .filter((parameter) => parameter.in === 'query')
      .map(
        ({ name, schema, required }) => [name, { ...toSpec(schema, document), ...(required && { required }) }] as const,
      );
    const form = requestBody?.content['application/x-www-form-urlencoded']?.schema;
    const answer = content?.['application/json']?.schema;
    return {
      ...(query.length > 0 && { query: Object.fromEntries(query) }),
      ...(form && { form: toProperties(follow(form, document), document) }),
      status: Number(status),
      ...(answer && readAnswer(answer)),
    };
  };

  function readAnswer(answer: Schema): Partial<Operation> {
    const whole = follow(answer, document);
    const names = Object.keys(whole.properties ?? {});
    const collection = names.find((name) => whole.properties?.[name]?.type === 'array');
    const isList =
      collection !== undefined && (whole.title?.startsWith('List') || names.some((name) => PAGING.test(name)));
    const items = isList ? whole.properties?.[collection]?.items : undefined;
    if (!items) return { entity: keep(answer) };
    const isPaged = names.includes('page_size') || names.includes('meta');
    return { collection, entity: keep(items), ...(!isPaged && { isPaged }) };
  }

  function keep(schema: Schema): string {
    const name = schema.$ref?.split('/').at(-1) ?? path;
    schemas[name] ??= toProperties(follow(schema, document), document);
    return name;
  }
}

function toProperties(schema: Schema, document: OpenApiDocument): Properties {
  return Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, value]) => {
      const isRequired = schema.required?.includes(name);
      return [name, { ...toSpec(value, document), ...(isRequired && { required: true }) }];
    }),
  );
}

function toSpec(schema: Schema, document: OpenApiDocument): ValueSpec {
  const whole = follow(schema, document);
  const { type, format, enum: values, pattern, minimum, maximum, nullable, items, properties } = whole;
  return {
    ...(type && { type }),
    ...(format && { format }),
    ...(values && { enum: values }),
    ...(pattern && { pattern }),
    ...(minimum !== undefined && { minimum }),
    ...(maximum !== undefined && { maximum }),
    ...(nullable && { nullable }),
    ...(items && { items: toSpec(items, document) }),
    ...(properties && { properties: toProperties(whole, document) }),
  };
}

/** The fixed words directly below a path, `AddOnResults` as `add_on_results`. */
function subresourcesOf({ paths }: OpenApiDocument, path: string): string[] {
  const base = path.replace(/\.json$/, '').replace(/\{\w+\}/g, '{}');
  const words = Object.keys(paths).flatMap((each) => {
    const below = each.replace(/\.json$/, '').replace(/\{\w+\}/g, '{}');
    const word = below.startsWith(`${base}/`) ? below.slice(base.length + 1) : '';
    return /^\w+$/.test(word) ? word.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter}`).toLowerCase() : [];
  });
  return base.endsWith('}') ? words : [];
}
