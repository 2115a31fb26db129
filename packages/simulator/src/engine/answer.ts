import type { Resource } from '../resources/resource.js';
import type { Row } from '../store.js';
import { toRfc2822 } from '../times.js';
import type { Page } from './list.js';

/** An entity as Twilio writes it: its properties in order, instants as text, what is not set as null. */
export function toEntity(resource: Resource, row: Row, path: string): Record<string, unknown> {
  return Object.fromEntries(
    resource.properties.map((name) => {
      if (name === 'uri') return [name, `${path}.json`];
      if (name === 'subresource_uris') return [name, toUris(resource.subresources ?? [], path)];
      const value = row[name] ?? null;
      return [name, typeof value === 'number' && resource.times.includes(name) ? toRfc2822(value) : value];
    }),
  );
}

function toUris(subresources: readonly string[], path: string): Record<string, string> {
  return Object.fromEntries(subresources.map((name) => [name, `${path}/${toPascalCase(name)}.json`]));
}

/** The name of a property as a word of a path or an element of XML: `date_sent` -> `DateSent`. */
export function toPascalCase(name: string): string {
  return name.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** A page as the 2010 API writes it, with relative links. */
export function toList(
  resource: Resource,
  page: Page,
  links: { readonly self: string; readonly query: URLSearchParams; readonly pathOf: (row: Row) => string },
): Record<string, unknown> {
  const { self, query, pathOf } = links;
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
    [resource.collection ?? '']: rows.map((row) => toEntity(resource, row, pathOf(row))),
    uri: search ? `${self}?${search}` : self,
    page_size: pageSize,
    start,
    next_page_uri: next ? `${self}?${next}` : null,
    page: number,
  };
}
