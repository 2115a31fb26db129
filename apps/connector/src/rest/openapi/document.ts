import { type EntityType, waitForTurn } from '@twilio-connector/entities';
import packageJson from '../../../package.json' with { type: 'json' };
import type { Catalog } from '../../runtime/runtime.js';
import { actionPaths, actionSchemas } from './action-paths.js';
import { entityTypePaths } from './entity-type-paths.js';
import { entityTypeSchemas } from './entity-type-schemas.js';
import { sharedComponents } from './shared-components.js';

/** The paths and the schemas of an entity type. */
interface Part {
  readonly paths: object;
  readonly schemas: object;
}

const parts = new WeakMap<EntityType, Part>();

function partOf(entityType: EntityType): Part {
  const part = parts.get(entityType) ?? { paths: entityTypePaths(entityType), schemas: entityTypeSchemas(entityType) };
  parts.set(entityType, part);
  return part;
}

/** Makes the parts of a document, each in a turn of the event loop: all at once take longer than others should wait. */
export async function prepareOpenApi({ entities }: Pick<Catalog, 'entities'>, turn = waitForTurn): Promise<void> {
  for (const entityType of Object.values(entities.catalog)) {
    partOf(entityType);
    await turn();
  }
}

/**
 * Describes a connection's entity types and actions as OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1.html). The document
 * follows from the declarations and contains no data.
 *
 * @param origin the address of the server, such as `https://connector.example.com`. Default: none, so that the server's URL is
 *   relative to that of the document
 */
export function describeOpenApi({ connection, entities, actions }: Catalog, origin = '') {
  const entityTypes = Object.values(entities.catalog);
  const declaredActions = Object.values(actions.catalog);
  return {
    openapi: '3.1.1',
    info: {
      title: 'Twilio as tables',
      summary: "A connection's entity types and actions.",
      description:
        "Entity types and actions are served at the paths of Google's Connectors API. docs/errors.md lists the error reasons.",
      version: packageJson.version,
      license: { name: packageJson.license, identifier: packageJson.license },
    },
    servers: [{ url: `${origin}/v2/${connection.name}` }],
    security: [{ bearer: [] }],
    tags: [
      ...entityTypes.map(({ name, description, docs }) => ({ name, description, externalDocs: { url: docs } })),
      ...(declaredActions.length > 0 ? [{ name: 'Actions' }] : []),
    ],
    paths: Object.assign(
      {},
      ...entityTypes.map((entityType) => partOf(entityType).paths),
      ...declaredActions.map(actionPaths),
    ) as object,
    components: {
      ...sharedComponents,
      schemas: Object.assign(
        {},
        sharedComponents.schemas,
        ...entityTypes.map((entityType) => partOf(entityType).schemas),
        ...declaredActions.map(actionSchemas),
      ) as object,
    },
  };
}
