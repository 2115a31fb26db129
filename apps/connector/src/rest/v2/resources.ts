import { describeAction, describeEntityType } from '@twilio-connector/entities';
import type { Catalog } from '../../runtime/runtime.js';
import { connectionNameOf } from '../resource-names.js';
import { ConnectorError } from '../../errors.js';
import { describeOpenApi } from '../openapi/document.js';
import { defineMethod } from '../method.js';
import { PAGE, pageOf } from '../page.js';
import { EXECUTION_CONFIG } from './execution-config.js';

/** A document about the connection. Google's `Resource` follows the Model Context Protocol. */
interface Resource {
  readonly description: string;
  readonly mimeType: string;
  readonly content: () => object;
}

const JSON_SCHEMA = 'application/schema+json';

/** The documents of a connection by name, for agents that read them before they request entities. */
function resourcesOf(catalog: Catalog): ReadonlyMap<string, Resource> {
  const { entities, actions } = catalog;
  return new Map<string, Resource>([
    [
      'openapi.json',
      {
        description: 'The OpenAPI document of the connection.',
        mimeType: 'application/json',
        content: () => describeOpenApi(catalog),
      },
    ],
    ...Object.values(entities.catalog).map((entityType): [string, Resource] => [
      `entityTypes/${entityType.name}`,
      {
        description: `The JSON Schema of the entity type ${entityType.name}. ${entityType.description}`,
        mimeType: JSON_SCHEMA,
        content: () => describeEntityType(entityType).jsonSchema,
      },
    ]),
    ...Object.values(actions.catalog).map((action): [string, Resource] => [
      `actions/${action.name}`,
      {
        description: `The JSON Schema of the input of the action ${action.name}. ${action.description}`,
        mimeType: JSON_SCHEMA,
        content: () => describeAction(action).inputJsonSchema,
      },
    ]),
  ]);
}

const access = { permission: 'connectors.entityTypes.list', audit: 'ADMIN_READ', on: 'activeCatalog' } as const;

export const list = defineMethod({
  ...access,
  id: 'v2.connections.resources.list',
  parameters: { ...PAGE, ...EXECUTION_CONFIG },
  handle(catalog, { path, query }) {
    const { items, ...page } = pageOf([...resourcesOf(catalog)], query);
    const base = `${connectionNameOf(path)}/resources`;
    return {
      resources: items.map(([name, { description, mimeType }]) => ({
        name,
        uri: `${base}/${name}`,
        description,
        mimeType,
      })),
      ...page,
    };
  },
});

export const get = defineMethod({
  ...access,
  id: 'v2.connections.resources.get',
  parameters: EXECUTION_CONFIG,
  handle: (catalog, { path }) => readResource(catalog, path.resourcesId ?? ''),
});

export const getResourcePost = defineMethod({
  ...access,
  id: 'v2.connections.resources.getResourcePost',
  body: ['executionConfig'],
  handle: (catalog, { path }) => readResource(catalog, path.resourcesId ?? ''),
});

function readResource(catalog: Catalog, name: string) {
  const resource = resourcesOf(catalog).get(name);
  if (!resource) {
    const message = `There is no resource ${JSON.stringify(name)}. Use resources.list to list the resources.`;
    throw new ConnectorError('NOT_FOUND', message, { reason: 'UNKNOWN_RESOURCE' });
  }
  const { mimeType, content } = resource;
  return { data: Buffer.from(JSON.stringify(content())).toString('base64'), mimeType };
}
