import { invalidParameter } from '../../errors.js';
import { type RestRequest } from '../request.js';

const EQUALITY = /^\s*(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=]+))\s*$/;

/**
 * Narrows a list by a filter of one equality, `entity="Messages"`: Google's methods of schemas know no other. All of it
 * without one.
 *
 * @throws ConnectorError INVALID_ARGUMENT for any other filter
 */
export function filterByName<T extends { readonly name: string }>(
  all: Readonly<Record<string, T>>,
  { query }: Pick<RestRequest, 'query'>,
  member: 'entity' | 'action',
): readonly T[] {
  const filter = query.get('filter') ?? '';
  if (filter.trim() === '') return Object.values(all);
  const [, name, ...values] = EQUALITY.exec(filter) ?? [];
  if (name !== member) throw invalidParameter('filter', `must be empty, or ${member}="<name>"`);
  const wanted = values.find((value) => value !== undefined);
  return Object.values(all).filter((item) => item.name === wanted);
}
