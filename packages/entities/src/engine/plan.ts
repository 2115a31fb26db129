import { dataTypeOf } from '../data-types/index.js';
import { type EntityType, type Field, instancePathOf, isInPath } from '../model/index.js';
import { toParameter } from '../model/wire-name.js';
import { checkPathValues, type PathValues, readEntityId } from './entity-key.js';
import type { TwilioRequest } from '../model/request.js';

type Values = Readonly<Record<string, unknown>>;
type Query = Readonly<Record<string, string | number>>;

/** The request that reads or deletes one entity; without an id its place in the path stays open. */
export function planInstance(entityType: EntityType, method: 'GET' | 'DELETE', id: string | undefined): TwilioRequest {
  return { method, product: entityType.product, path: toInstancePath(entityType, id) };
}

/** The request that creates an entity from checked values. A value that stands in the path is not sent again. */
export function planCreate(entityType: EntityType, values: Values): TwilioRequest {
  const entries = Object.entries(values);
  const inPath = entries.filter(([name]) => isInPath(entityType, name)).map(([name, value]) => [name, String(value)]);
  const inForm = entries.filter(([name]) => !isInPath(entityType, name));
  const path = toPath(entityType.path, checkPathValues(entityType, Object.fromEntries(inPath) as PathValues));
  return { method: 'POST', product: entityType.product, path, form: toForm(entityType, Object.fromEntries(inForm)) };
}

/** The request that changes one entity to checked values; likewise. */
export function planUpdate(entityType: EntityType, id: string | undefined, values: Values): TwilioRequest {
  const path = toInstancePath(entityType, id);
  return { method: 'POST', product: entityType.product, path, form: toForm(entityType, values) };
}

/** The request of a read: of one entity, or of a page of the list. */
export function planRead(
  entityType: EntityType,
  read: { readonly isGet: boolean; readonly inPath: PathValues; readonly query: Query },
): TwilioRequest {
  const { isGet, inPath, query } = read;
  const path = toPath(isGet ? instancePathOf(entityType) : entityType.path, inPath);
  return { method: 'GET', product: entityType.product, path, ...(!(isGet && isEmpty(query)) && { query }) };
}

/** The columns that stand in a request's path: an answer need not repeat them. */
export function pathValuesOf(entityType: EntityType, { path }: TwilioRequest): PathValues {
  const segments = path.replace(/\.json$/, '').split('/');
  const names = instancePathOf(entityType).replaceAll('{/', '/{').split('/');
  const values = names.flatMap((segment, index) => {
    const [, name = ''] = /^\{(\w+)\}$/.exec(segment) ?? [];
    const value = segments[index];
    return isInPath(entityType, name) && value !== undefined && !value.startsWith('{')
      ? [[name, decodeURIComponent(value)] as const]
      : [];
  });
  return Object.fromEntries(values);
}

function toInstancePath(entityType: EntityType, id: string | undefined): string {
  return toPath(instancePathOf(entityType), id === undefined ? {} : readEntityId(entityType, id));
}

function isEmpty(query: Query): boolean {
  return Object.keys(query).length === 0;
}

// Without `.json` the 2010 API answers XML (https://www.twilio.com/docs/usage/twilios-response).
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
