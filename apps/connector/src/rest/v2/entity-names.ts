import { connectionNameOf } from '../resource-names.js';

type Path = Readonly<Record<string, string>>;

/** The resource name of an entity of the path's entity type. An entity without a key has no name. */
export function entityName(path: Path, key: string | undefined): { readonly name?: string } {
  if (key === undefined) return {};
  // Encoded, so that the name can be used as a path even if the key contains a slash: `entities/MM…%2FME…`.
  const id = encodeURIComponent(key);
  return { name: `${connectionNameOf(path)}/entityTypes/${path.entityTypesId}/entities/${id}` };
}
