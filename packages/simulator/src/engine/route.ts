import { notFound, TwilioProblem } from '../problem.js';
import type { Resource, Verb } from '../resources/resource.js';
import { PRODUCTS, type Product } from '../twilio/products.js';
import { instancePathOf, type ServedResource } from './served-resource.js';

/** An entity or a list, by its path. */
export interface Located {
  readonly served: ServedResource;
  /** The parameters of the path: `CallSid` -> `CA…`. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** What a request is about. */
export interface Target extends Located {
  readonly verb: Verb;
  /** The entities that the path goes through, from the account on. */
  readonly parents: readonly Located[];
}

/** Finds resources by their paths. */
export interface Router {
  /**
   * Says what a request is about.
   *
   * @param path without `.json`
   * @throws TwilioProblem 20404 for an unknown path, 20004 for a method that it does not have
   */
  find(method: string, product: Product, path: string): Target;
  /** The products that have a path, `api` first. */
  productsWith(path: string): readonly Product[];
}

/** What is at a path, and below it: fixed words, and what stands for any other word. */
interface Place {
  readonly words: Map<string, Place>;
  any?: Place;
  /** Whose list is here. */
  collection?: ServedResource;
  /** Whose entity is here. */
  instance?: ServedResource;
}

/** Makes a tree of all paths, word by word: however many resources there are, a look-up takes the same time. */
export function createRouter(resources: readonly ServedResource[]): Router {
  const roots = new Map<Product, Place>(PRODUCTS.map((product) => [product, { words: new Map() }]));
  for (const served of resources) {
    const { product, resource } = served;
    const root = roots.get(product);
    if (!root) continue;
    for (const path of expand(resource.path ?? '', resource)) placeOf(root, path).collection = served;
    for (const path of expand(instancePathOf(resource), resource)) placeOf(root, path).instance = served;
  }
  const placeAt = (product: Product, path: string): Place | undefined => {
    const place = walk(roots.get(product), path);
    return place?.collection || place?.instance ? place : undefined;
  };
  const productsWith = (path: string) => PRODUCTS.filter((product) => placeAt(product, path));
  return {
    find(method, product, path) {
      const place = placeAt(product, path);
      if (!place) throw unknownPath(product, path, productsWith(path));
      const target = targetOf(method, place);
      if (!target) throw new TwilioProblem(405, 20_004, `Method not allowed: ${method}`);
      const words = path.split('/');
      const parents = words.slice(0, -1).flatMap((_, index) => {
        const above = words.slice(0, index + 1).join('/');
        const parent = placeAt(product, above)?.instance;
        return parent ? { served: parent, parameters: parametersOf(above, instancePathOf(parent.resource)) } : [];
      });
      const { path: listPath, instancePath } = pathsOf(target.served);
      const isList = target.verb === 'list' || target.verb === 'create';
      return { ...target, parameters: parametersOf(path, isList ? listPath : instancePath), parents };
    },
    productsWith,
  };
}

/** A path for each of the words that a parameter may be; none for no path. */
function expand(path: string, { words = {} }: Resource): string[] {
  const paths = path === '' ? [] : [path];
  return Object.entries(words).reduce(
    (filled, [name, choices]) =>
      filled.flatMap((each) => Object.keys(choices).map((word) => each.replace(`{${name}}`, word))),
    paths,
  );
}

function placeOf(root: Place, path: string): Place {
  return path.split('/').reduce((place, word) => {
    const isAny = word.startsWith('{');
    const next = (isAny ? place.any : place.words.get(word)) ?? { words: new Map() };
    if (isAny) place.any = next;
    else place.words.set(word, next);
    return next;
  }, root);
}

/** A fixed word goes before a SID: /Calls/FeedbackSummary is no call. */
function walk(root: Place | undefined, path: string): Place | undefined {
  return path
    .split('/')
    .reduce<Place | undefined>((at, word) => at?.words.get(word) ?? (word === '' ? undefined : at?.any), root);
}

function targetOf(method: string, { collection, instance }: Place): Pick<Target, 'served' | 'verb'> | undefined {
  const target = (served: ServedResource | undefined, verb: Verb) => served?.operations[verb] && { served, verb };
  if (method === 'GET') return target(collection, 'list') ?? target(instance, 'get');
  if (method === 'POST') return target(collection, 'create') ?? target(instance, 'update');
  return method === 'DELETE' ? target(instance, 'delete') : undefined;
}

function pathsOf({ resource }: ServedResource) {
  const instancePath = instancePathOf(resource);
  return { path: resource.path ?? instancePath, instancePath };
}

function parametersOf(path: string, template: string): Record<string, string> {
  const words = path.split('/');
  const pairs = template.split('/').flatMap((word, place) => {
    const name = /^\{(\w+)\}$/.exec(word)?.[1];
    return name ? [[name, decode(words[place] ?? '')] as const] : [];
  });
  return Object.fromEntries(pairs);
}

function decode(word: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    return word;
  }
}

function unknownPath(product: Product, path: string, others: readonly Product[]): TwilioProblem {
  if (others.length === 0) return notFound(product === 'api' ? `${path}.json` : path);
  const message = `The requested resource ${path} was not found on ${product}.twilio.com, but on ${others
    .map((other) => `${other}.twilio.com`)
    .join(', ')}; ask the simulator for /${others[0]}${path}, or send that host in the header Host`;
  return new TwilioProblem(404, 20_404, message);
}
