import { ConnectorError } from '../errors.js';
import { GOOGLE_METHODS } from './google/index.js';
import type { Method } from './method.js';
import { METHODS } from './methods.js';

/** An HTTP method and path of the API: a built method, or a method of Google that is not built. */
export interface ServedPath {
  readonly id: string;
  readonly httpMethod: string;
  readonly path: string;
  /** Undefined if the method is not built. */
  readonly method: Method | undefined;
}

/** A served path with the path parameters of a request. */
export interface Route extends ServedPath {
  readonly params: Readonly<Record<string, string>>;
}

/** These ids match slashes, because Google's clients do not encode them there. */
const IDS_WITH_SLASHES: readonly string[] = ['entitiesId', 'resourcesId', 'metricDescriptorsId'];

const byId = new Map(METHODS.map((method) => [method.id, method]));

/** All paths: those of Google's methods, built or not, and those of the connector's own methods. */
export const PATHS: readonly ServedPath[] = [
  ...GOOGLE_METHODS.map(({ id, httpMethod, path }) => ({ id, httpMethod, path, method: byId.get(id) })),
  ...METHODS.flatMap((method) => (method.route ? [{ id: method.id, ...method.route, method }] : [])),
];

/** The greatest number of segments that paths are told apart by. */
const MAX_SEGMENTS = 32;

// Paths with more literal text come first, so that `entities:updateEntitiesWithConditions` is not matched as an id.
const compiled = PATHS.map((served) => ({ served, ...compile(served.path) })).sort((a, b) => b.literals - a.literals);

/**
 * Finds the method for an HTTP method and path.
 *
 * @param path still percent-encoded, because an id can contain an encoded slash
 * @throws ConnectorError NOT_FOUND for an unknown path, INVALID_ARGUMENT for broken percent-encoding
 */
export function findRoute(httpMethod: string, path: string): Route {
  const candidates = candidatesOf(path);
  for (const { served, pattern, names } of candidates) {
    const values = served.httpMethod === httpMethod ? pattern.exec(path) : null;
    if (!values) continue;
    return { ...served, params: Object.fromEntries(names.map((name, at) => [name, decode(values[at + 1] ?? '')])) };
  }
  throw unknownPath(
    httpMethod,
    candidates.filter(({ pattern }) => pattern.test(path)),
  );
}

const bySegments = new Map<number, typeof compiled>();

/** The paths with as many segments as a request's. Trying every pattern takes longer than the rest of the routing. */
function candidatesOf(path: string): typeof compiled {
  const segments = Math.min(countSegments(path), MAX_SEGMENTS);
  const known = bySegments.get(segments);
  if (known) return known;
  const found = compiled.filter((one) => one.segments === segments || (one.isOpen && one.segments < segments));
  bySegments.set(segments, found);
  return found;
}

function countSegments(path: string): number {
  let count = 0;
  for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) count += 1;
  return count;
}

const DOT_SEGMENT = /(?:^|\/|%2f|\\|%5c)(?:\.|%2e){1,2}(?:\/|%2f|\\|%5c|$)/i;

/**
 * Refuses `.` and `..` in a path, encoded or not: a proxy in between could resolve them to another path.
 *
 * @param target the request target as it was sent: a path or a URL
 * @throws ConnectorError INVALID_ARGUMENT
 */
export function checkTarget(target: string): void {
  const [path = ''] = target.split(/[?#]/, 1);
  if (!DOT_SEGMENT.test(path)) return;
  throw new ConnectorError('INVALID_ARGUMENT', 'A path must not have "." or ".." as a segment.', {
    reason: 'INVALID_PATH',
  });
}

function compile(path: string) {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  const source = path.replace(/\{(\w+)\}/g, (_, name) => (IDS_WITH_SLASHES.includes(name) ? '(.+)' : '([^/]+?)'));
  return {
    pattern: new RegExp(`^${source}$`),
    names,
    literals: source.replaceAll(/\(.*?\)/g, '').length,
    segments: countSegments(path),
    isOpen: source.includes('(.+)'),
  };
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
  const hint = verbs ? ` This path accepts ${verbs}.` : ' Paths begin with /v1/projects/ or /v2/projects/.';
  return new ConnectorError('NOT_FOUND', `There is no method ${httpMethod} at this path.${hint}`, {
    reason: 'UNKNOWN_PATH',
  });
}
