import { toProperty } from '../model/paths.js';
import type { Resource } from '../model/resource.js';
import type { Row } from '../model/table.js';
import { toIso, toRfc2822 } from '../twilio/times.js';
import type { Operation, Schema } from '../twilio/operation.js';
import type { Page } from './list-page.js';

/**
 * An entity as Twilio writes it: the properties of an operation's answer in their order, instants as text.
 *
 * @param path the entity's own, without `.json`
 */
export function toEntity(
  resource: Resource,
  { properties = {} }: Operation,
  row: Row,
  path: string,
): Record<string, unknown> {
  const entries = Object.entries(properties).flatMap(([name, schema]) => {
    if (name === 'uri') return [[name, `${path}.json`]];
    if (name === 'url' && row.url === undefined) return [[name, hostOf(resource) + path]];
    if (schema.format === 'uri-map' && row[name] === undefined) return [[name, toLinks(resource, path)]];
    const value = toValue(row[name], schema);
    // What can neither be null nor has a value is not there.
    return value === null && schema.nullable !== true && schema.type !== undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(entries) as Record<string, unknown>;
}

/** A stored value in the form that an answer declares. */
function toValue(value: unknown, { type, format }: Schema): unknown {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number' && type === 'string') {
    if (format === 'date-time-rfc-2822') return toRfc2822(value);
    if (format === 'date-time') return toIso(value);
    return format === 'date' ? toIso(value).slice(0, 10) : String(value);
  }
  return typeof value === 'string' && (type === 'number' || type === 'integer') ? Number(value) : value;
}

/** Where a product's links begin; those of the 2010 API are relative. */
function hostOf({ product }: Resource): string {
  return product === 'api' ? '' : `https://${product}.twilio.com`;
}

function toLinks(resource: Resource, path: string): Record<string, string> {
  const extension = resource.product === 'api' ? '.json' : '';
  const names = resource.subresources?.map(toPascalCase) ?? resource.children;
  return Object.fromEntries(
    names.map((name) => [toProperty(name), `${hostOf(resource)}${path}/${name}${extension}`] as const),
  );
}

/** The name of a property as a word of a path or an element of XML: `date_sent` -> `DateSent`. */
export function toPascalCase(name: string): string {
  return name.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** A page as the list's product writes it: with relative links, or with absolute ones in `meta`, or with none. */
export function toList(
  resource: Resource,
  operation: Operation,
  page: Page,
  links: { readonly path: string; readonly query: URLSearchParams; readonly entities: readonly object[] },
): Record<string, unknown> {
  const { path, query, entities } = links;
  const { rows, page: number, pageSize, next, previous } = page;
  const { collection = '', paging } = operation;
  const self = hostOf(resource) + path + (resource.product === 'api' ? '.json' : '');
  const first = new URLSearchParams(query);
  first.delete('PageToken');
  first.set('Page', '0');
  first.set('PageSize', String(pageSize));
  const to = (search: string | undefined) => (search ? `${self}?${search}` : null);
  const own = to(query.toString()) ?? self;
  if (!paging) return { [collection]: entities, uri: own };
  if (paging === 'meta') {
    const urls = { first_page_url: to(first.toString()), previous_page_url: to(previous), url: own };
    return {
      meta: { page: number, page_size: pageSize, ...urls, next_page_url: to(next), key: collection },
      [collection]: entities,
    };
  }
  const start = number * pageSize;
  return {
    first_page_uri: to(first.toString()),
    end: start + Math.max(0, rows.length - 1),
    previous_page_uri: to(previous),
    [collection]: entities,
    uri: own,
    page_size: pageSize,
    start,
    next_page_uri: to(next),
    page: number,
  };
}
