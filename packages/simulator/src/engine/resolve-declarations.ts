import { instancePathsOf, parametersOf, shapeOf, toProperty, variantsOf } from '../model/paths.js';
import type { Declaration, Filter, ResolvedParent, Resource, Verb } from '../model/resource.js';
import {
  type Operation,
  PAGING_PARAMETERS,
  type Path,
  type Product,
  type Properties,
  type Schema,
} from '../twilio/operation.js';

type OperationIndex = (product: Product) => Readonly<Record<string, Path>>;

/** The name of the key in an entity's own path. Paths below the entity may name it differently. */
const KEY = 'Sid';

/** Completes declarations from Twilio's OpenAPI. A declaration with `pathValues` becomes several resources. */
export function resolveDeclarations(
  declarations: readonly Declaration[],
  operationsOf: OperationIndex,
): readonly Resource[] {
  const byEntityPath = new Map<string, Declaration>();
  for (const each of declarations) {
    for (const path of instancePathsOf(each)) byEntityPath.set(pathKeyOf(each, path), each);
  }
  return declarations.flatMap((declaration) => {
    const owner = declarations.find(({ name }) => name === declaration.sharesRowsOf);
    const { product = 'api' } = declaration;
    const paths = operationsOf(product);
    const candidates = instancePathsOf(declaration);
    const instancePath = candidates.find((path) => paths[path]) ?? (declaration.operations && candidates[0]);
    return variantsOf(declaration).map(({ path, fixed }): Resource => {
      const operations = declaration.operations ?? operationsAt(paths[path ?? ''], paths[instancePath ?? '']);
      const properties = propertiesOf(operations);
      return {
        ...(owner?.atTime && { atTime: (row, now, world) => owner.atTime?.(row, now, world) }),
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
        parents: parentsOf(declaration, { collection: declaration.path, instance: instancePath }, byEntityPath),
        fixed,
        tableName: owner?.name ?? declaration.name,
        children: childrenOf(
          instancePath,
          declarations.filter((each) => (each.product ?? 'api') === product),
        ),
        entityPath: instancePath ?? (owner && instancePathsOf(owner)[0]) ?? path ?? '',
      };
    });
  });
}

/** The segments that directly follow an entity's path in the paths of the same product. */
function childrenOf(instancePath: string | undefined, declarations: readonly Declaration[]): readonly string[] {
  if (!instancePath) return [];
  const start = `${shapeOf(instancePath)}/`;
  const paths = declarations.flatMap((each) => [...variantsOf(each).map(({ path }) => path), each.instancePath]);
  const rests = paths.flatMap((path) =>
    path && shapeOf(path).startsWith(start) ? shapeOf(path).slice(start.length) : [],
  );
  return [...new Set(rests.filter((rest) => !/[/*]/.test(rest)))];
}

function pathKeyOf({ product = 'api' }: Declaration, path: string): string {
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
  { filters: declared = {} }: Declaration,
  list: Operation | undefined,
  properties: Properties,
): Readonly<Record<string, Filter>> {
  const parameters = Object.entries(list?.query ?? {}).filter(([name]) => !/[<>]$/.test(name));
  return Object.fromEntries(
    parameters.flatMap(([name, schema]) => {
      if (PAGING_PARAMETERS.includes(name)) return [];
      const property = toProperty(name);
      const by = declared[name]?.test ? 'test' : isTime(schema) ? 'time' : 'equals';
      const isKnown = property in properties || declared[name]?.property !== undefined || by === 'test';
      const filter: Filter = { property, by: isKnown ? by : 'none', includesUpperBound: true, ...declared[name] };
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
  byEntityPath: ReadonlyMap<string, Declaration>,
): readonly ResolvedParent[] {
  const path = paths.collection ?? paths.instance ?? '';
  const parameters = parametersOf(path);
  const endsWithKey = paths.collection === undefined;
  const declared = declaration.parents ?? {};
  return parameters.flatMap((parameter, index) => {
    const pathToParameter = path.slice(0, path.indexOf(`{${parameter}}`) + parameter.length + 2);
    // The entity's own key is a parent only when the entity belongs to another entity with the same key.
    if (endsWithKey && index === parameters.length - 1 && !declared[parameter] && pathToParameter === path) return [];
    const isPathValue = parameter === declaration.pathValues?.parameter;
    const parent = isPathValue ? undefined : byEntityPath.get(pathKeyOf(declaration, pathToParameter));
    const resource = declared[parameter]?.resource ?? parent?.name;
    const { property = toProperty(parameter), to = (value: string) => value } = declared[parameter] ?? {};
    const find: ResolvedParent['find'] = (value, params, world) =>
      parent?.find?.({ ...params, [KEY]: value }, world, new URLSearchParams());
    const isShared = parent?.isShared === true;
    return [{ parameter, property, to, isShared, ...(resource && { resource }), ...(parent?.find && { find }) }];
  });
}
