import type { Resource, Verb } from '../resources/resource.js';
import type { Operation, Properties } from '../twilio/operations.js';
import { operationsOf, type Product } from '../twilio/products.js';
import { toSnakeCase } from './case.js';

/** A resource together with what Twilio's OpenAPI says of its paths. */
export interface ServedResource {
  readonly resource: Resource;
  readonly product: Product;
  /** The resource whose table holds the entities: mostly the resource itself. */
  readonly owner: Resource;
  readonly operations: Readonly<Partial<Record<Verb, Operation>>>;
  /** The properties of an entity in the answer to a verb. */
  propertiesOf(verb: Verb): Properties;
  /** Those of the widest answer. */
  readonly properties: Properties;
  /** What the links of an entity name. */
  readonly subresources: readonly string[];
  readonly key: readonly string[];
  /** What the path names before the entity: a resource, its property that is named, and the one that keeps it here. */
  readonly parent: Parent | undefined;
  /** The path of an entity, or of the list where entities have none. */
  readonly entityPath: string;
}

interface Parent {
  readonly resource: string;
  readonly key: string;
  readonly property: string;
}

/** Joins declarations and Twilio's OpenAPI. */
export function serveResources(resources: readonly Resource[]): readonly ServedResource[] {
  const byName = new Map(resources.map((resource) => [resource.name, resource]));
  return resources.map((resource) => {
    const owner = byName.get(resource.table ?? resource.name);
    if (!owner) throw new TypeError(`${resource.name} shows the entities of ${resource.table}, which there is not.`);
    return serve(resource, owner, parentOf(resource, resources));
  });
}

function parentOf(resource: Resource, resources: readonly Resource[]): Parent | undefined {
  const { path, parents = {}, product = 'api', words = {} } = resource;
  const [above, name] = /^.*\{(\w+)\}/.exec(path ?? instancePathOf(resource)) ?? [];
  if (!above || !name || name === 'AccountSid' || Object.hasOwn(words, name)) return undefined;
  const property = propertyOf(name, resource);
  const declared = parents[name];
  if (declared) return { resource: declared, key: 'sid', property };
  const shape = shapeOf(above);
  const parent = resources.find(
    (each) => (each.product ?? 'api') === product && shapeOf(instancePathOf(each)) === shape,
  );
  if (!parent || parent === resource) return undefined;
  const key = /\{(\w+)\}$/.exec(instancePathOf(parent))?.[1] ?? 'Sid';
  return { resource: parent.table ?? parent.name, key: propertyOf(key, parent), property };
}

function shapeOf(path: string): string {
  return path.replace(/\{\w+\}/g, '{}');
}

/** The path of an entity. */
export function instancePathOf({ path = '', instancePath = `${path}/{Sid}` }: Resource): string {
  return instancePath;
}

/** A path as the index of operations has it: with the first of the words that a parameter may be. */
export function documentedPath(path: string, { words = {} }: Resource): string {
  return Object.entries(words).reduce(
    (filled, [name, choices]) => filled.replace(`{${name}}`, Object.keys(choices)[0] ?? ''),
    path,
  );
}

/** The property that a parameter of a resource's path names. */
export function propertyOf(parameter: string, { parameters = {} }: Resource): string {
  return parameters[parameter] ?? toSnakeCase(parameter);
}

function serve(resource: Resource, owner: Resource, parent: Parent | undefined): ServedResource {
  const { product = 'api', path } = resource;
  const { paths, schemas } = operationsOf(product);
  const instancePath = instancePathOf(resource);
  const collection = path === undefined ? undefined : paths[documentedPath(path, resource)];
  const instance = paths[documentedPath(instancePath, resource)];
  if (!collection && !instance) throw new TypeError(`Twilio's OpenAPI has no path of ${resource.name}.`);
  const isList = collection?.get?.collection !== undefined;
  const operations = {
    ...(isList && { list: collection.get }),
    ...((instance?.get ?? collection?.get) && !(isList && !instance?.get) && { get: instance?.get ?? collection?.get }),
    ...(collection?.post && { create: collection.post }),
    ...(instance?.post && path !== instancePath && { update: instance.post }),
    ...(instance?.delete && { delete: instance.delete }),
  };
  const propertiesOf = (verb: Verb): Properties => schemas[operations[verb]?.entity ?? ''] ?? {};
  // A validation request, say, is no entity.
  const verbs: readonly Verb[] = [...(resource.request ? [] : ['create' as const]), 'list', 'update', 'get'];
  return {
    resource,
    product,
    owner,
    operations,
    propertiesOf,
    properties: Object.assign({}, ...verbs.map(propertiesOf)) as Properties,
    parent,
    subresources: instance?.subresources ?? [],
    key: owner.key ?? ['sid'],
    entityPath: instance ? instancePath : (path ?? instancePath),
  };
}
