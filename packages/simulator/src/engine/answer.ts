import type { Verb } from '../resources/resource.js';
import type { Row } from '../store.js';
import { toRfc2822 } from '../times.js';
import type { ValueSpec } from '../twilio/operations.js';
import { toPascalCase } from './case.js';
import type { Page } from './list.js';
import { propertyOf, type ServedResource } from './served-resource.js';

/** An entity as Twilio writes it: its properties, instants as text, what is not set as null where that is allowed. */
export function toEntity(served: ServedResource, verb: Verb, row: Row): Record<string, unknown> {
  const path = pathOf(served, row);
  return Object.fromEntries(
    Object.entries(served.propertiesOf(verb)).map(([name, spec]) => {
      if (name === 'uri' && served.product === 'api') return [name, `${path}.json`];
      if (name === 'url' && served.product !== 'api') return [name, urlOf(served, path)];
      if (spec.format === 'uri-map') return [name, toLinks(served, path)];
      return [name, toValue(row[name], spec)];
    }),
  );
}

/** The path of an entity, without `.json`. */
function pathOf({ entityPath, resource }: ServedResource, row: Row): string {
  return entityPath.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = row[propertyOf(name, resource)];
    return encodeURIComponent(typeof value === 'string' ? value : row.sid).replaceAll('%2B', '+');
  });
}

function urlOf({ product }: ServedResource, path: string): string {
  return `https://${product}.twilio.com${path}`;
}

/** The 2010 API's are relative, the others' are whole. */
function toLinks(served: ServedResource, path: string): Record<string, string> {
  const link = (name: string) => `${path}/${toPascalCase(name)}`;
  return Object.fromEntries(
    served.subresources.map((name) => [
      name,
      served.product === 'api' ? `${link(name)}.json` : urlOf(served, link(name)),
    ]),
  );
}

/** A value as the type of its property has it: stored instants become text, and a text of digits a number. */
function toValue(value: unknown, spec: ValueSpec): unknown {
  const { type, format = '' } = spec;
  if (value === undefined || value === null) return spec.nullable ? null : emptyOf(spec);
  if (format.startsWith('date-time') && typeof value === 'number') {
    return format === 'date-time' ? toIso(value) : toRfc2822(value);
  }
  if (type === 'string' && typeof value === 'number') return String(value);
  if ((type === 'number' || type === 'integer') && typeof value === 'string') return Number(value);
  return value;
}

function toIso(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** What an answer has where nothing is set and null is not allowed. */
function emptyOf({ type, enum: values }: ValueSpec): unknown {
  if (values) return values[0];
  if (type === 'boolean') return false;
  if (type === 'integer' || type === 'number') return 0;
  if (type === 'array') return [];
  return type === 'object' ? {} : '';
}

/** A page as its product writes it: the 2010 API with relative links, the others with whole ones under `meta`. */
export function toList(
  served: ServedResource,
  page: Page,
  links: { readonly self: string; readonly query: URLSearchParams },
): Record<string, unknown> {
  const { collection = '', isPaged = true } = served.operations.list ?? {};
  const entities = page.rows.map((row) => toEntity(served, 'list', row));
  const self = served.product === 'api' ? `${links.self}.json` : urlOf(served, links.self);
  const { page: number, pageSize, next, previous } = page;
  const first = new URLSearchParams(links.query);
  first.delete('PageToken');
  first.set('Page', '0');
  first.set('PageSize', String(pageSize));
  const search = links.query.toString();
  const uri = search ? `${self}?${search}` : self;
  const uris = {
    first: `${self}?${first.toString()}`,
    next: next === undefined ? null : `${self}?${next}`,
    previous: previous === undefined ? null : `${self}?${previous}`,
  };
  if (!isPaged) return { uri, [collection]: entities };
  if (served.product !== 'api') {
    const { first: first_page_url, next: next_page_url, previous: previous_page_url } = uris;
    const meta = { page: number, page_size: pageSize, first_page_url, previous_page_url, url: uri, next_page_url };
    return { meta: { ...meta, key: collection }, [collection]: entities };
  }
  const start = number * pageSize;
  return {
    first_page_uri: uris.first,
    end: start + Math.max(0, page.rows.length - 1),
    previous_page_uri: uris.previous,
    [collection]: entities,
    uri,
    page_size: pageSize,
    start,
    next_page_uri: uris.next,
    page: number,
  };
}
