import v1 from './google/v1-methods.json' with { type: 'json' };
import v2 from './google/v2-methods.json' with { type: 'json' };
import { METHOD_ACCESS, type MethodAccess } from '../access/permissions.js';
import { ADMIN_METHODS } from './admin/methods.js';
import { ConnectorError } from '../errors.js';
import { PROJECT_IAM_METHODS } from './iam/methods.js';
import { SECRET_MANAGER_METHODS } from './secretmanager/methods.js';

/** A method of one of Google's APIs, or of ours. */
export interface ServedMethod {
  /** `v2.connections.entityTypes.entities.list` */
  readonly id: string;
  readonly httpMethod: string;
  readonly path: string;
  /** What it takes to call it. */
  readonly access: MethodAccess;
}

/** A method and the parameters of a path that is one of its. */
export interface Route {
  readonly method: ServedMethod;
  readonly params: Readonly<Record<string, string>>;
}

/**
 * The one method of another of Google's APIs that is served here: how Application Integration's Connectors task, and
 * Google's agent kit, run an operation (https://cloud.google.com/application-integration/docs/connectors-task).
 */
const EXECUTE_CONNECTION = {
  id: 'v2.integrations.executeConnection',
  httpMethod: 'POST',
  path: '/v2/projects/{projectsId}/locations/{locationsId}/integrations/ExecuteConnection:execute',
};

/** Every method of both versions of Google's Connectors API, whether it is built here or not. */
export const GOOGLE_METHODS = [
  EXECUTE_CONNECTION,
  ...v1.methods.map(({ id, httpMethod, path }) => ({ id: `v1.${id}`, httpMethod, path })),
  ...v2.methods.map(({ id, httpMethod, path }) => ({ id: `v2.${id}`, httpMethod, path })),
];

/** Every method that has a path here. */
export const METHODS: readonly ServedMethod[] = [
  ...GOOGLE_METHODS.map((method) => ({ ...method, access: accessOf(method.id) })),
  ...[...SECRET_MANAGER_METHODS, ...PROJECT_IAM_METHODS, ...ADMIN_METHODS].map(
    ({ id, httpMethod, path, permission, audit }) => ({ id, httpMethod, path, access: { permission, audit } }),
  ),
];

// Literal words before parameters, so that `entities:updateEntitiesWithConditions` is not read as an id.
const compiled = METHODS.map((method) => ({ method, ...compile(method.path) })).sort((a, b) => b.literals - a.literals);

/**
 * Finds the method that a path names.
 *
 * @param path as it was sent, still percent-encoded: an id may hold an encoded slash
 * @throws ConnectorError NOT_FOUND for an unknown path, INVALID_ARGUMENT for broken percent-encoding
 */
export function findRoute(httpMethod: string, path: string): Route {
  const candidates = compiled.filter(({ pattern }) => pattern.test(path));
  const found = candidates.find(({ method }) => method.httpMethod === httpMethod);
  if (!found) throw unknownPath(httpMethod, candidates);
  const values = found.pattern.exec(path)?.slice(1) ?? [];
  return {
    method: found.method,
    params: Object.fromEntries(found.names.map((name, index) => [name, decode(values[index] ?? '')])),
  };
}

/**
 * Refuses `.` and `..` in a path, encoded or not: they would be followed before anybody looks where they lead.
 *
 * @param target as it was sent: a path, or a whole URL
 * @throws ConnectorError INVALID_ARGUMENT
 */
export function checkTarget(target: string): void {
  const segments = target.split(/[?#]/, 1)[0]?.split(/\/|%2f|\\|%5c/i) ?? [];
  if (segments.every((segment) => !/^(?:\.|%2e){1,2}$/i.test(segment))) return;
  throw new ConnectorError('INVALID_ARGUMENT', 'A path must not hold "." or ".." as a segment.', {
    reason: 'INVALID_PATH',
  });
}

/** `{entitiesId}` is the rest of the path: Google's clients leave slashes of an id as they are. */
function compile(path: string) {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  const source = path.replace(/\{(\w+)\}/g, (_, name) =>
    name === 'entitiesId' || name === 'resourcesId' ? '(.+)' : '([^/]+?)',
  );
  return { pattern: new RegExp(`^${source}$`), names, literals: source.replaceAll(/\(.*?\)/g, '').length };
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    throw new ConnectorError('INVALID_ARGUMENT', 'The path is not correctly percent-encoded.', {
      reason: 'INVALID_PATH',
    });
  }
}

function unknownPath(httpMethod: string, candidates: readonly { readonly method: ServedMethod }[]): ConnectorError {
  const verbs = candidates.map(({ method }) => method.httpMethod).join(', ');
  const hint = verbs ? ` This path takes ${verbs}.` : ' Paths begin with /v1/projects/ or /v2/projects/.';
  return new ConnectorError('NOT_FOUND', `There is no method ${httpMethod} at this path.${hint}`, {
    reason: 'UNKNOWN_PATH',
  });
}

function accessOf(id: string): MethodAccess {
  const access = METHOD_ACCESS[id];
  if (access) return access;
  throw new Error(`The method ${id} of Google's API has no row in METHOD_ACCESS.`);
}
