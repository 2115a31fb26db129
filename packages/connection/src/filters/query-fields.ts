import type { ConnectionResource } from '../connection/describe-connection.js';
import { toCamelCase } from '../fields/field-paths.js';
import { isRecord } from '../violations/json-shape.js';
import { nearest } from '../violations/nearest.js';
import { shownKey } from '../violations/field-violation.js';

/** How the values of a field compare. */
export type QueryKind = 'text' | 'flag' | 'number' | 'time';

/** A field that a filter or an order names. */
export interface QueryField {
  readonly kind: QueryKind | 'map';
  readonly read: (connection: ConnectionResource) => unknown;
  /** True for the connection's name, whose last part is its id. */
  readonly isName: boolean;
}

/** The fields by which connections can be filtered and ordered. */
const QUERY_FIELDS: { readonly [path: string]: QueryKind | 'map' } = {
  name: 'text',
  description: 'text',
  labels: 'map',
  connectorVersion: 'text',
  serviceAccount: 'text',
  suspended: 'flag',
  createTime: 'time',
  updateTime: 'time',
  connectionRevision: 'number',
  connectorVersionLaunchStage: 'text',
  'status.state': 'text',
  'status.description': 'text',
  'authConfig.authType': 'text',
  'authConfig.authKey': 'text',
  'authConfig.userPassword.username': 'text',
  'nodeConfig.minNodeCount': 'number',
  'nodeConfig.maxNodeCount': 'number',
  'lockConfig.locked': 'flag',
  'logConfig.enabled': 'flag',
  'logConfig.level': 'text',
};

/** The field of that name, in snake_case or camelCase; or what is wrong with the name. A label is `labels.{key}`. */
export function queryField(text: string): QueryField | string {
  const given = text.split('.');
  const path = given.map(toCamelCase);
  const name = path.join('.');
  const kind = Object.hasOwn(QUERY_FIELDS, name) ? QUERY_FIELDS[name] : undefined;
  if (kind) return { kind, read: (connection) => valueAt(connection, path), isName: name === 'name' };
  if (path[0] === 'labels' && given.length > 1) {
    const key = given.slice(1).join('.');
    return { kind: 'text', read: (connection) => valueAt(connection, ['labels', key]), isName: false };
  }
  const meant = nearest(name, Object.keys(QUERY_FIELDS));
  const advice = meant ? `did you mean ${meant}?` : `there are ${Object.keys(QUERY_FIELDS).join(', ')}`;
  return `names ${given.map(shownKey).join('.')}, which is no field to look for; ${advice}`;
}

function valueAt(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return value;
  return isRecord(value) && Object.hasOwn(value, key) ? valueAt(value[key], rest) : undefined;
}
