import { toProperty } from '../model/paths.js';
import type { Resource } from '../model/resource.js';
import type { Row } from '../model/row.js';
import type { Operation, Schema } from '../twilio/operation.js';
import { toIso, toRfc2822 } from '../twilio/times.js';
import type { Page } from './list-page.js';

/** Reads a property of an answer from a row and its path; undefined omits the property. */
type ReadProperty = (row: Row, path: string) => unknown;

/** A list has a thousand entities, so the declarations are read only once. */
const compiled = new WeakMap<Operation, readonly (readonly [name: string, read: ReadProperty])[]>();

/**
 * Renders an entity as Twilio does: the properties that the operation declares, in Twilio's order, with instants as text.
 *
 * @param path the entity's path, without `.json`
 */
export function toEntity(resource: Resource, operation: Operation, row: Row, path: string): Record<string, unknown> {
  const readers = compiled.get(operation) ?? compile(resource, operation);
  compiled.set(operation, readers);
  const entity: Record<string, unknown> = {};
  for (const [name, read] of readers) {
    const value = read(row, path);
    if (value !== undefined) entity[name] = value;
  }
  return entity;
}

function compile(resource: Resource, { properties = {} }: Operation) {
  return Object.entries(properties).map(([name, schema]) => [name, toReader(resource, name, schema)] as const);
}

function toReader(resource: Resource, name: string, schema: Schema): ReadProperty {
  if (name === 'uri') return (row, path) => row.uri ?? `${path}.json`;
  // A property that has no value and is not nullable is omitted.
  const none = schema.nullable !== true && schema.type !== undefined ? undefined : null;
  const stored: ReadProperty = (row) => toValue(row[name], sentAs(name, schema)) ?? none;
  const origin = originOf(resource);
  if (name === 'url') return (row, path) => (row.url === undefined ? origin + path : stored(row, path));
  if (schema.format !== 'uri-map') return stored;
  const links = linksOf(resource);
  return (row, path) => (row[name] === undefined ? toLinks(links, path) : stored(row, path));
}

/**
 * The schema by which Twilio sends a property. Its OpenAPI declares the prices of usage, transcriptions and recordings of calls
 * as numbers, but the examples in it have texts, such as `"price": "-0.05000"`.
 */
function sentAs(name: string, schema: Schema): Schema {
  return name === 'price' && schema.type === 'number' ? { ...schema, type: 'string' } : schema;
}

/** Converts a stored value to the form that the schema declares. */
function toValue(value: unknown, { type, format }: Schema): unknown {
  if (typeof value === 'number' && type === 'string') {
    if (format === 'date-time-rfc-2822') return toRfc2822(value);
    if (format === 'date-time') return toIso(value);
    return format === 'date' ? toIso(value).slice(0, 10) : String(value);
  }
  return typeof value === 'string' && (type === 'number' || type === 'integer') ? Number(value) : value;
}

/** The origin of a product's links. Links of the 2010 API are relative. */
function originOf({ product }: Resource): string {
  return product === 'api' ? '' : `https://${product}.twilio.com`;
}

/** The links of an entity, by name: what precedes its path, and what follows it. */
type Links = readonly (readonly [name: string, before: string, after: string])[];

function linksOf(resource: Resource): Links {
  const extension = resource.product === 'api' ? '.json' : '';
  const paths = resource.subresources ?? Object.fromEntries(resource.children.map((name) => [toProperty(name), name]));
  return Object.entries(paths).map(([name, below]) => [name, originOf(resource), `/${below}${extension}`]);
}

function toLinks(links: Links, path: string): Record<string, string> {
  return Object.fromEntries(links.map(([name, before, after]) => [name, before + path + after]));
}

/**
 * Renders a page without its entities, in the style of the list's product: relative links, absolute links in `meta`, or no
 * links.
 */
export function toList(
  resource: Resource,
  operation: Operation,
  page: Page,
  { path, query }: { readonly path: string; readonly query: URLSearchParams },
): Record<string, unknown> {
  const { rows, page: number, pageSize, next, previous } = page;
  const { collection = '', paging } = operation;
  const base = originOf(resource) + path + (resource.product === 'api' ? '.json' : '');
  const first = new URLSearchParams(query);
  first.delete('PageToken');
  first.set('Page', '0');
  first.set('PageSize', String(pageSize));
  const to = (search: string | undefined) => (search ? `${base}?${search}` : null);
  const self = to(query.toString()) ?? base;
  if (!paging) return { [collection]: [], uri: self };
  if (paging === 'meta') {
    const urls = { first_page_url: to(first.toString()), previous_page_url: to(previous), url: self };
    return {
      meta: { page: number, page_size: pageSize, ...urls, next_page_url: to(next), key: collection },
      [collection]: [],
    };
  }
  const start = number * pageSize;
  return {
    first_page_uri: to(first.toString()),
    end: start + Math.max(0, rows.length - 1),
    previous_page_uri: to(previous),
    [collection]: [],
    uri: self,
    page_size: pageSize,
    start,
    next_page_uri: to(next),
    page: number,
  };
}
