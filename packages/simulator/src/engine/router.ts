import { parametersOf } from '../model/paths.js';
import type { Params, Resource, Verb } from '../model/resource.js';
import type { Product } from '../twilio/operation.js';
import { notFound, TwilioProblem } from '../twilio/problem.js';

/** The resource, verb and path parameters of a request. */
export interface Target {
  readonly resource: Resource;
  readonly verb: Verb;
  readonly params: Params;
}

/** Maps methods and paths to resources. */
export interface Router {
  /**
   * Finds the target of a request.
   *
   * @param path without `.json`
   * @throws TwilioProblem 20404 for an unknown path, 20004 for a method that the path does not support
   */
  find(method: string, product: string, path: string): Target;
  /** The products that have a path, in alphabetical order. */
  productsOf(path: string): readonly Product[];
}

/** A node of the path tree: literal segments, a parameter for any other segment, and the methods at this path. */
interface RouteNode {
  readonly literals: Map<string, RouteNode>;
  parameter?: RouteNode;
  methods?: Map<string, { readonly resource: Resource; readonly verb: Verb; readonly names: readonly string[] }>;
}

const METHODS: Readonly<Record<Verb, string>> = {
  list: 'GET',
  create: 'POST',
  get: 'GET',
  update: 'POST',
  delete: 'DELETE',
};

/** Creates a router. It keeps paths in a tree, so a look-up takes the same time with any number of resources. */
export function createRouter(resources: readonly Resource[]): Router {
  const roots = new Map<string, RouteNode>();
  for (const resource of resources) {
    for (const verb of ['list', 'create', 'get', 'update', 'delete'] as const) {
      const path = verb === 'list' || verb === 'create' ? resource.path : resource.instancePath;
      if (!path || !resource.operations[verb]) continue;
      const root = roots.get(resource.product) ?? { literals: new Map() };
      roots.set(resource.product, root);
      const node = addPath(root, path);
      node.methods ??= new Map();
      node.methods.set(METHODS[verb], { resource, verb, names: parametersOf(path) });
    }
  }
  return {
    find(method, product, path) {
      const { node, values } = walk(roots.get(product), path);
      if (!node?.methods) throw notFound(product === 'api' ? `${path}.json` : path);
      // HEAD is answered as GET, without a body.
      const found = node.methods.get(method === 'HEAD' ? 'GET' : method);
      if (!found) throw new TwilioProblem(405, 20_004, `Method not allowed: ${method}`);
      const { resource, verb, names } = found;
      const params = Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
      return { resource, verb, params: { ...resource.fixed, ...params } };
    },
    productsOf: (path) =>
      [...roots].flatMap(([product, root]) => (walk(root, path).node?.methods ? [product as Product] : [])).sort(),
  };
}

function addPath(root: RouteNode, path: string): RouteNode {
  return path.split('/').reduce((node, segment) => {
    const isParameter = segment.startsWith('{');
    const next = (isParameter ? node.parameter : node.literals.get(segment)) ?? { literals: new Map() };
    if (isParameter) node.parameter = next;
    else node.literals.set(segment, next);
    return next;
  }, root);
}

/** Literal segments take precedence over parameters: /Calls/FeedbackSummary is not a call. */
function walk(root: RouteNode | undefined, path: string) {
  const values: string[] = [];
  const node = path.split('/').reduce<RouteNode | undefined>((at, segment) => {
    const literal = at?.literals.get(segment);
    if (literal || !at?.parameter || segment === '') return literal;
    values.push(decodeOrKeep(segment));
    return at.parameter;
  }, root);
  return { node, values };
}

/** Names and numbers in a path can be percent-encoded. A segment that cannot be decoded matches no key. */
function decodeOrKeep(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
