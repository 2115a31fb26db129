import type { Resource } from '../resources/resource.js';
import type { Row } from '../store.js';
import { toRfc2822 } from '../times.js';
import type { Page } from './list.js';

/** An entity as Twilio writes it: its properties in order, instants as text, what is not set as null. */
export function toEntity(resource: Resource, row: Row, instanceUri: string): Record<string, unknown> {
  return Object.fromEntries(
    resource.properties.map((name) => {
      if (name === 'uri') return [name, instanceUri];
      const value = row[name] ?? null;
      return [name, typeof value === 'number' && resource.times.includes(name) ? toRfc2822(value) : value];
    }),
  );
}

/** A page as the 2010 API writes it, with relative links. */
export function toList(
  resource: Resource,
  page: Page,
  links: { readonly self: string; readonly query: URLSearchParams; readonly uriOf: (row: Row) => string },
) {
  const { self, query, uriOf } = links;
  const { rows, page: number, pageSize, next, previous } = page;
  const start = number * pageSize;
  const first = new URLSearchParams(query);
  first.delete('PageToken');
  first.set('Page', '0');
  first.set('PageSize', String(pageSize));
  const search = query.toString();
  return {
    first_page_uri: `${self}?${first.toString()}`,
    end: start + Math.max(0, rows.length - 1),
    previous_page_uri: previous ? `${self}?${previous}` : null,
    [resource.collection ?? '']: rows.map((row) => toEntity(resource, row, uriOf(row))),
    uri: search ? `${self}?${search}` : self,
    page_size: pageSize,
    start,
    next_page_uri: next ? `${self}?${next}` : null,
    page: number,
  };
}

/** What the 2010 API answers to a path without `.json`: the same, as XML. */
export function toXml(value: unknown): string {
  return `<?xml version='1.0' encoding='UTF-8'?>\n<TwilioResponse>${element(value)}</TwilioResponse>`;
}

function element(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map((item) => `<Item>${element(item)}</Item>`).join('');
  if (typeof value !== 'object')
    return JSON.stringify(value).replace(/^"|"$/g, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return Object.entries(value)
    .map(([name, member]) => {
      const tag = name.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
      return `<${tag}>${element(member)}</${tag}>`;
    })
    .join('');
}
