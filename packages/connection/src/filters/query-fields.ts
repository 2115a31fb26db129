import type { ConnectionResource } from '../connection/describe-connection.js';
import { toCamelCase } from '../fields/field-paths.js';
import { isRecord } from '../violations/json-shape.js';
import { nearest } from '../violations/nearest.js';
import { printableKey } from '../violations/field-violation.js';

/** Determines how values of a field are compared. */
export type QueryKind = 'text' | 'flag' | 'number' | 'time';

/** A field in a filter or an order. */
export interface QueryField {
  readonly kind: QueryKind | 'map';
  readonly read: (connection: ConnectionResource) => unknown;
  /** True for the connection's name, which can be compared by its last part, the id. */
  readonly isName: boolean;
}

/** The fields that filters and orders can use. */
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

/** Finds a field by its name, in snake_case or camelCase; a label is `labels.{key}`. Returns an error message for an unknown field. */
export function queryField(text: string): QueryField | string {
  const segments = text.split('.');
  const path = segments.map(toCamelCase);
  const name = path.join('.');
  const kind = Object.hasOwn(QUERY_FIELDS, name) ? QUERY_FIELDS[name] : undefined;
  if (kind) return { kind, read: (connection) => valueAt(connection, path), isName: name === 'name' };
  if (path[0] === 'labels' && segments.length > 1) {
    const key = segments.slice(1).join('.');
    return { kind: 'text', read: (connection) => valueAt(connection, ['labels', key]), isName: false };
  }
  const suggestion = nearest(name, Object.keys(QUERY_FIELDS));
  const advice = suggestion ? `did you mean ${suggestion}?` : `expected one of ${Object.keys(QUERY_FIELDS).join(', ')}`;
  return `unknown field ${segments.map(printableKey).join('.')}; ${advice}`;
}

function valueAt(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return value;
  return isRecord(value) && Object.hasOwn(value, key) ? valueAt(value[key], rest) : undefined;
}
