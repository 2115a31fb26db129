import { invalidParameter } from '../../errors.js';
import { parseFilter } from '../../filter/parse-filter.js';

/**
 * Filters a list by one equality such as `entity="Messages"`, the only filter of Google's schema methods. Returns the whole list
 * without a filter.
 *
 * @throws ConnectorError INVALID_ARGUMENT for any other filter
 */
export function filterByName<T extends { readonly name: string }>(
  all: Readonly<Record<string, T>>,
  { filter: text = '' }: { readonly filter: string | undefined },
  member: 'entity' | 'action',
): readonly T[] {
  const filter = parseFilter(text);
  if (!filter) return Object.values(all);
  const isEquality = filter.kind === 'comparison' && filter.field.join('.') === member && filter.operator === '=';
  if (!isEquality || filter.value.kind !== 'text') {
    throw invalidParameter('filter', `must be empty, or ${member}="<name>"`);
  }
  const wanted = filter.value.text;
  return Object.values(all).filter((item) => item.name === wanted);
}
