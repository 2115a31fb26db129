import { dataTypeOf } from '../data-types/index.js';
import { type EntityType, type Field, instancePathOf, isInPath } from '../model/index.js';
import { perDeclaration } from '../per-declaration.js';
import { toParameter } from '../model/wire-name.js';
import { checkPathValues, type PathValues, readEntityId } from './entity-key.js';
import type { TwilioRequest } from '../model/request.js';

type Values = Readonly<Record<string, unknown>>;
type Query = Readonly<Record<string, string | number>>;

/** Plans the request that reads or deletes one entity. Without an ID, the path keeps its placeholder. */
export function planInstance(entityType: EntityType, method: 'GET' | 'DELETE', id: string | undefined): TwilioRequest {
  return { method, product: entityType.product, path: toInstancePath(entityType, id) };
}

/** Plans the request that creates an entity from checked values. Values in the path are not repeated in the form. */
export function planCreate(entityType: EntityType, values: Values): TwilioRequest {
  const entries = Object.entries(values);
  const inPath = entries.filter(([name]) => isInPath(entityType, name)).map(([name, value]) => [name, String(value)]);
  const inForm = entries.filter(([name]) => !isInPath(entityType, name));
  const path = toPath(entityType.path, checkPathValues(entityType, Object.fromEntries(inPath) as PathValues));
  return { method: 'POST', product: entityType.product, path, form: toForm(entityType, Object.fromEntries(inForm)) };
}

/** Plans the request that updates one entity. Without an ID, the path keeps its placeholder. */
export function planUpdate(entityType: EntityType, id: string | undefined, values: Values): TwilioRequest {
  const path = toInstancePath(entityType, id);
  return { method: 'POST', product: entityType.product, path, form: toForm(entityType, values) };
}

/** Plans the request of a read: one entity, or a page of a list. */
export function planRead(
  entityType: EntityType,
  read: { readonly isGet: boolean; readonly inPath: PathValues; readonly query: Query },
): TwilioRequest {
  const { isGet, inPath, query } = read;
  const path = toPath(isGet ? instancePathOf(entityType) : entityType.path, inPath);
  return { method: 'GET', product: entityType.product, path, ...(!(isGet && isEmpty(query)) && { query }) };
}

/** Returns the column values in a request's path, because answers may omit them. */
export function pathValuesOf(entityType: EntityType, { path }: TwilioRequest): PathValues {
  const segments = path.replace(/\.json$/, '').split('/');
  const values: Record<string, string> = {};
  for (const [name, index] of placesOf(entityType)) {
    const value = segments[index];
    if (value !== undefined && !value.startsWith('{')) values[name] = decodeURIComponent(value);
  }
  return values;
}

/** The columns in the path of one entity, each with the index of its segment. */
const placesOf = perDeclaration((entityType: EntityType) => {
  const segments = instancePathOf(entityType).replaceAll('{/', '/{').split('/');
  return segments.flatMap((segment, index) => {
    const [, name = ''] = /^\{(\w+)\}$/.exec(segment) ?? [];
    return isInPath(entityType, name) ? [[name, index] as const] : [];
  });
});

function toInstancePath(entityType: EntityType, id: string | undefined): string {
  return toPath(instancePathOf(entityType), id === undefined ? {} : readEntityId(entityType, id));
}

function isEmpty(query: Query): boolean {
  return Object.keys(query).length === 0;
}

// Without `.json` the 2010 API answers with XML (https://www.twilio.com/docs/usage/twilios-response).
function toPath(template: string, values: PathValues): string {
  const path = template.replace(/\{(\/?)(\w+)\}/g, (place, slash: string, name: string) => {
    const value = values[name];
    return value === undefined ? (slash ? '' : place) : slash + encodeURIComponent(value);
  });
  return path.startsWith('/2010-04-01/') ? `${path}.json` : path;
}

function toForm(entityType: EntityType, values: Values): Record<string, string | string[]> {
  const entries = Object.entries(values).map(([name, value]) => {
    const field = entityType.fields[name] as Field;
    const { write } = dataTypeOf(field);
    const text = Array.isArray(value) && field.repeats ? value.map((item) => write(item)) : write(value);
    return [toParameter(name, field), text] as const;
  });
  return Object.fromEntries(entries);
}
