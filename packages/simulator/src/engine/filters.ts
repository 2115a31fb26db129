import type { Filter } from '../resources/resource.js';
import type { ServedResource } from './served-resource.js';
import { toSnakeCase } from './case.js';

/** The filters of a list: those that its resource declares, and for the other parameters the property of the same name. */
export function filtersOf({
  resource,
  owner,
  operations,
  properties,
}: ServedResource): Readonly<Record<string, Filter>> {
  const parameters = Object.keys(operations.list?.query ?? {}).filter((name) => !/[<>]$|^Page/.test(name));
  const derived = parameters.flatMap((name): readonly (readonly [string, Filter])[] => {
    const property = toSnakeCase(name);
    const spec = Object.hasOwn(properties, property) ? properties[property] : undefined;
    return spec ? [[name, { property, by: spec.format?.startsWith('date-time') ? 'time' : 'equals' }]] : [];
  });
  return { ...Object.fromEntries(derived), ...owner.filters, ...resource.filters };
}
