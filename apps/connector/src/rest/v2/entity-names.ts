import { connectionNameOf } from '../resource-names.js';

type Path = Readonly<Record<string, string>>;

/** The resource name of an entity of the entity type that the path names; none for one without a key. */
export function entityName(path: Path, key: string | undefined): { readonly name?: string } {
  if (key === undefined) return {};
  // Encoded, so that the name of an entity below another is also its path: `entities/MM…%2FME…`.
  const id = encodeURIComponent(key);
  return { name: `${connectionNameOf(path)}/entityTypes/${path.entityTypesId}/entities/${id}` };
}
