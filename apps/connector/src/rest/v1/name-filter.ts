import { invalidParameter } from '../../errors.js';

const EQUALITY = /^\s*(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=]+))\s*$/;

/**
 * Filters a list by one equality such as `entity="Messages"`, the only filter of Google's schema methods. Returns the whole list
 * without a filter.
 *
 * @throws ConnectorError INVALID_ARGUMENT for any other filter
 */
export function filterByName<T extends { readonly name: string }>(
  all: Readonly<Record<string, T>>,
  { filter = '' }: { readonly filter: string | undefined },
  member: 'entity' | 'action',
): readonly T[] {
  if (filter.trim() === '') return Object.values(all);
  const [, name, ...values] = EQUALITY.exec(filter) ?? [];
  if (name !== member) throw invalidParameter('filter', `must be empty, or ${member}="<name>"`);
  const wanted = values.find((value) => value !== undefined);
  return Object.values(all).filter((item) => item.name === wanted);
}
