import { notFound, TwilioProblem } from '../twilio/problem.js';
import { parametersOf } from '../model/paths.js';
import type { Params, Resource, Verb } from '../model/resource.js';
import type { Product } from '../twilio/operation.js';

/** What a request is about. */
export interface Target {
  readonly resource: Resource;
  readonly verb: Verb;
  /** The words that the path has in the places of its parameters. */
  readonly params: Params;
}

/** Finds what requests are about. */
export interface Router {
  /**
   * Says what a request is about.
   *
   * @param path without `.json`
   * @throws TwilioProblem 20404 for an unknown path, 20004 for a method that it does not have
   */
  find(method: string, product: string, path: string): Target;
  /** The products that know a path, in the order of their names. */
  productsOf(path: string): readonly Product[];
}

/** What is at a path, and below it: fixed words, and what stands for any other word. */
interface Place {
  readonly words: Map<string, Place>;
  any?: Place;
  /** What each method does there. */
  methods?: Map<string, { readonly resource: Resource; readonly verb: Verb; readonly names: readonly string[] }>;
}

const METHODS: Readonly<Record<Verb, string>> = {
  list: 'GET',
  create: 'POST',
  get: 'GET',
  update: 'POST',
  delete: 'DELETE',
};

/** Makes a tree of all paths, word by word: however many resources there are, a look-up takes the same time. */
export function createRouter(resources: readonly Resource[]): Router {
  const roots = new Map<string, Place>();
  for (const resource of resources) {
    for (const verb of ['list', 'create', 'get', 'update', 'delete'] as const) {
      const path = verb === 'list' || verb === 'create' ? resource.path : resource.instancePath;
      if (!path || !resource.operations[verb]) continue;
      const root = roots.get(resource.product) ?? { words: new Map() };
      roots.set(resource.product, root);
      const place = placeOf(root, path);
      place.methods ??= new Map();
      place.methods.set(METHODS[verb], { resource, verb, names: parametersOf(path) });
    }
  }
  return {
    find(method, product, path) {
      const { place, values } = walk(roots.get(product), path);
      if (!place?.methods) throw notFound(product === 'api' ? `${path}.json` : path);
      const found = place.methods.get(method);
      if (!found) throw new TwilioProblem(405, 20_004, `Method not allowed: ${method}`);
      const { resource, verb, names } = found;
      const asked = Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
      return { resource, verb, params: { ...resource.fixed, ...asked } };
    },
    productsOf: (path) =>
      [...roots].flatMap(([product, root]) => (walk(root, path).place?.methods ? [product as Product] : [])).sort(),
  };
}

function placeOf(root: Place, path: string): Place {
  return path.split('/').reduce((place, word) => {
    const isParameter = word.startsWith('{');
    const next = (isParameter ? place.any : place.words.get(word)) ?? { words: new Map() };
    if (isParameter) place.any = next;
    else place.words.set(word, next);
    return next;
  }, root);
}

/** A fixed word goes before a SID: /Calls/FeedbackSummary is no call. */
function walk(root: Place | undefined, path: string) {
  const values: string[] = [];
  const place = path.split('/').reduce<Place | undefined>((at, word) => {
    const fixed = at?.words.get(word);
    if (fixed || !at?.any || word === '') return fixed;
    values.push(decode(word));
    return at.any;
  }, root);
  return { place, values };
}

/** A name or a number in a path may be percent-encoded; what cannot be decoded is no key of anything. */
function decode(word: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    return word;
  }
}
