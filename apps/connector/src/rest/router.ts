import { ConnectorError } from '../errors.js';
import { GOOGLE_METHODS } from './google/index.js';
import type { Method } from './method.js';
import { METHODS } from './methods.js';

/** A verb and path that something answers: a method, or the statement that Google's method is not built here. */
export interface ServedPath {
  readonly id: string;
  readonly httpMethod: string;
  readonly path: string;
  /** Undefined where the method is not built. */
  readonly method: Method | undefined;
}

/** A served path and the parameters that a request has in it. */
export interface Route extends ServedPath {
  readonly params: Readonly<Record<string, string>>;
}

const byId = new Map(METHODS.map((method) => [method.id, method]));

/** Every path: those of Google's methods, built or not, and of ours. */
export const PATHS: readonly ServedPath[] = [
  ...GOOGLE_METHODS.map(({ id, httpMethod, path }) => ({ id, httpMethod, path, method: byId.get(id) })),
  ...METHODS.flatMap((method) => (method.route ? [{ id: method.id, ...method.route, method }] : [])),
];

// Literal words before parameters, so that `entities:updateEntitiesWithConditions` is not read as an id.
const compiled = PATHS.map((served) => ({ served, ...compile(served.path) })).sort((a, b) => b.literals - a.literals);

/**
 * Finds the method that a path names.
 *
 * @param path as it was sent, still percent-encoded: an id may hold an encoded slash
 * @throws ConnectorError NOT_FOUND for an unknown path, INVALID_ARGUMENT for broken percent-encoding
 */
export function findRoute(httpMethod: string, path: string): Route {
  const candidates = compiled.filter(({ pattern }) => pattern.test(path));
  const found = candidates.find(({ served }) => served.httpMethod === httpMethod);
  if (!found) throw unknownPath(httpMethod, candidates);
  const values = found.pattern.exec(path)?.slice(1) ?? [];
  const params = Object.fromEntries(found.names.map((name, index) => [name, decode(values[index] ?? '')]));
  return { ...found.served, params };
}

/**
 * Refuses `.` and `..` in a path, encoded or not: something on the way could have resolved them to another path.
 *
 * @param target as it was sent: a path, or a whole URL
 * @throws ConnectorError INVALID_ARGUMENT
 */
export function checkTarget(target: string): void {
  const segments = target.split(/[?#]/, 1)[0]?.split(/\/|%2f|\\|%5c/i) ?? [];
  if (segments.every((segment) => !/^(?:\.|%2e){1,2}$/i.test(segment))) return;
  throw new ConnectorError('INVALID_ARGUMENT', 'A path must not have "." or ".." as a segment.', {
    reason: 'INVALID_PATH',
  });
}

/** `{entitiesId}` is the rest of the path: Google's clients do not encode slashes in an id. */
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
    const message = 'The path is not correctly percent-encoded.';
    throw new ConnectorError('INVALID_ARGUMENT', message, { reason: 'INVALID_PATH' });
  }
}

function unknownPath(httpMethod: string, candidates: readonly { readonly served: ServedPath }[]): ConnectorError {
  const verbs = candidates.map(({ served }) => served.httpMethod).join(', ');
  const hint = verbs ? ` This path takes ${verbs}.` : ' Paths begin with /v1/projects/ or /v2/projects/.';
  return new ConnectorError('NOT_FOUND', `There is no method ${httpMethod} at this path.${hint}`, {
    reason: 'UNKNOWN_PATH',
  });
}
