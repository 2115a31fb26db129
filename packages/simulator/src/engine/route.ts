import { notFound, TwilioProblem } from '../problem.js';
import type { Resource } from '../resources/resource.js';

/** What a request is about. */
export interface Target {
  readonly resource: Resource;
  readonly verb: Resource['verbs'][number];
  readonly sid: string | undefined;
}

/**
 * Says what a request is about.
 *
 * @param path without `.json`
 * @throws TwilioProblem 20404 for an unknown path, 20004 for a method that it does not have
 */
export type Find = (method: string, path: string) => Target & { readonly accountSid: string };

/** What is at a path, and below it: fixed words, and what stands for any other word. */
interface Place {
  readonly words: Map<string, Place>;
  any?: { readonly name: string; readonly place: Place };
  resource?: Resource;
  isCollection?: boolean;
  isInstance?: boolean;
}

/** Makes a tree of all paths, word by word: however many resources there are, a look-up takes the same time. */
export function createRouter(resources: readonly Resource[]): Find {
  const root: Place = { words: new Map() };
  for (const resource of resources) {
    Object.assign(placeOf(root, resource.path), { resource, isCollection: true });
    Object.assign(placeOf(root, resource.instancePath ?? `${resource.path}/{Sid}`), { resource, isInstance: true });
  }
  return (method, path) => {
    const { place, names } = walk(root, path);
    const { resource } = place ?? {};
    if (!place || !resource) throw notFound(`${path}.json`);
    const verb = verbOf(method, place);
    if (!verb || !resource.verbs.includes(verb)) throw new TwilioProblem(405, 20_004, `Method not allowed: ${method}`);
    return { resource, verb, sid: names.get('Sid'), accountSid: names.get('AccountSid') ?? '' };
  };
}

function placeOf(root: Place, path: string): Place {
  return path.split('/').reduce((place, word) => {
    const name = /^\{(\w+)\}$/.exec(word)?.[1];
    const next = (name ? place.any?.place : place.words.get(word)) ?? { words: new Map() };
    if (name) place.any = { name, place: next };
    else place.words.set(word, next);
    return next;
  }, root);
}

/** A fixed word goes before a SID: /Calls/FeedbackSummary is no call. */
function walk(root: Place, path: string) {
  const names = new Map<string, string>();
  const place = path.split('/').reduce<Place | undefined>((at, word) => {
    const fixed = at?.words.get(word);
    if (fixed || !at?.any || word === '') return fixed;
    names.set(at.any.name, word);
    return at.any.place;
  }, root);
  return { place, names };
}

function verbOf(method: string, { isInstance, isCollection }: Place): Target['verb'] | undefined {
  if (method === 'GET') return isInstance ? 'get' : 'list';
  if (method === 'POST') return isCollection ? 'create' : 'update';
  return method === 'DELETE' && isInstance ? 'delete' : undefined;
}
