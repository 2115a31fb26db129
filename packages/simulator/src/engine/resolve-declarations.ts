import type { Operation, Path, Product, Properties, Schema } from '../twilio/operation.js';
import { instancePathsOf, parametersOf, shapeOf, toProperty, variantsOf } from '../model/paths.js';
import type { Declaration, Filter, ResolvedParent, Resource, Verb } from '../model/resource.js';

type Index = (product: Product) => Readonly<Record<string, Path>>;

/** What an entity's own path calls its key, where others may go by another name. */
const KEY = 'Sid';
const PAGING = ['PageSize', 'Page', 'PageToken'];

/** Completes declarations by what Twilio's OpenAPI says about their paths; one with words becomes several resources. */
export function resolve(declarations: readonly Declaration[], index: Index): readonly Resource[] {
  const places = new Map<string, Declaration>();
  for (const each of declarations) {
    for (const path of instancePathsOf(each)) places.set(placeOf(each, path), each);
  }
  return declarations.flatMap((declaration) => {
    const owner = declarations.find(({ name }) => name === declaration.sharesRowsOf);
    const { product = 'api' } = declaration;
    const paths = index(product);
    const candidates = instancePathsOf(declaration);
    const instancePath = candidates.find((path) => paths[path]) ?? (declaration.operations && candidates[0]);
    return variantsOf(declaration).map(({ path, fixed }): Resource => {
      const operations = declaration.operations ?? operationsAt(paths[path ?? ''], paths[instancePath ?? '']);
      const properties = propertiesOf(operations);
      return {
        ...(owner?.atTime && { atTime: (row, now) => owner.atTime?.(row, now) }),
        ...(owner?.keepsDeleted && { keepsDeleted: owner.keepsDeleted }),
        ...(owner?.key && { key: owner.key }),
        ...(owner?.beforeDelete && { beforeDelete: (row, world) => owner.beforeDelete?.(row, world) }),
        ...declaration,
        product,
        ...(path && { path }),
        ...(instancePath && { instancePath }),
        operations,
        properties,
        filters: filtersOf(declaration, operations.list, properties),
        parents: parentsOf(declaration, { collection: declaration.path, instance: instancePath }, places),
        fixed,
        rows: owner?.name ?? declaration.name,
        children: childrenOf(
          instancePath,
          declarations.filter((each) => (each.product ?? 'api') === product),
        ),
        entityPath: instancePath ?? (owner && instancePathsOf(owner)[0]) ?? path ?? '',
      };
    });
  });
}

/** The words that follow an entity's path, in the paths of the same product. */
function childrenOf(instancePath: string | undefined, declarations: readonly Declaration[]): readonly string[] {
  if (!instancePath) return [];
  const start = `${shapeOf(instancePath)}/`;
  const paths = declarations.flatMap((each) => [...variantsOf(each).map(({ path }) => path), each.instancePath]);
  const words = paths.flatMap((path) =>
    path && shapeOf(path).startsWith(start) ? shapeOf(path).slice(start.length) : [],
  );
  return [...new Set(words.filter((word) => !/[/*]/.test(word)))];
}

function placeOf({ product = 'api' }: Declaration, path: string): string {
  return product + shapeOf(path);
}

function operationsAt(collection: Path = {}, instance: Path = {}): Readonly<Partial<Record<Verb, Operation>>> {
  const all = {
    list: collection.get,
    create: collection.post,
    get: instance.get,
    update: instance.post,
    delete: instance.delete,
  };
  return Object.fromEntries(Object.entries(all).filter(([, operation]) => operation));
}

function propertiesOf(operations: Resource['operations']): Properties {
  return Object.assign({}, ...Object.values(operations).map(({ properties }) => properties)) as Properties;
}

function filtersOf(
  { filters: own = {} }: Declaration,
  list: Operation | undefined,
  properties: Properties,
): Readonly<Record<string, Filter>> {
  const parameters = Object.entries(list?.query ?? {}).filter(([name]) => !/[<>]$/.test(name));
  return Object.fromEntries(
    parameters.flatMap(([name, schema]) => {
      if (PAGING.includes(name)) return [];
      const property = toProperty(name);
      const by = own[name]?.test ? 'test' : isTime(schema) ? 'time' : 'equals';
      const isKnown = property in properties || own[name]?.property !== undefined || by === 'test';
      const filter: Filter = { property, by: isKnown ? by : 'none', includesUpperBound: true, ...own[name] };
      return [[name, filter] as const];
    }),
  );
}

function isTime({ format }: Schema): boolean {
  return format === 'date' || format === 'date-time';
}

function parentsOf(
  declaration: Declaration,
  paths: { readonly collection: string | undefined; readonly instance: string | undefined },
  places: ReadonlyMap<string, Declaration>,
): readonly ResolvedParent[] {
  const path = paths.collection ?? paths.instance ?? '';
  const parameters = parametersOf(path);
  const isKeyLast = paths.collection === undefined;
  const own = declaration.parents ?? {};
  return parameters.flatMap((parameter, index) => {
    const place = path.slice(0, path.indexOf(`{${parameter}}`) + parameter.length + 2);
    // The key itself is a parent only where the entity belongs to another of the same key.
    if (isKeyLast && index === parameters.length - 1 && !own[parameter] && place === path) return [];
    const isWord = parameter === declaration.words?.parameter;
    const above = isWord ? undefined : places.get(placeOf(declaration, place));
    const resource = own[parameter]?.resource ?? above?.name;
    const { property = toProperty(parameter), to = (word: string) => word } = own[parameter] ?? {};
    const find: ResolvedParent['find'] = (word, params, world) =>
      above?.find?.({ ...params, [KEY]: word }, world, new URLSearchParams());
    return [{ parameter, property, to, ...(resource && { resource }), ...(above?.find && { find }) }];
  });
}
