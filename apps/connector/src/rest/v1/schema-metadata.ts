import type { Catalog } from '../../runtime/runtime.js';
import { connectionNameOf } from '../resource-names.js';

/** Google's `ConnectionSchemaMetadata`: the names of a connection's entity types and actions. */
export function schemaMetadata({ entities, actions }: Catalog, path: Readonly<Record<string, string>>) {
  // Declarations are part of the program, so the schema was last refreshed when the process started.
  const time = new Date(performance.timeOrigin).toISOString();
  return {
    name: schemaMetadataName(path),
    entities: Object.keys(entities.catalog),
    actions: Object.keys(actions.catalog),
    state: 'UPDATED',
    refreshTime: time,
    updateTime: time,
  };
}

/** The resource name of a connection's schema metadata. */
export function schemaMetadataName(path: Readonly<Record<string, string>>): string {
  return `${connectionNameOf(path)}/connectionSchemaMetadata`;
}
