import { describeAction, describeEntityType } from '@twilio-connector/entities';
import type { Catalog } from '../../runtime/runtime.js';
import { connectionNameOf } from '../connection.js';
import { ConnectorError } from '../../errors.js';
import { describeOpenApi } from '../openapi/document.js';
import { pageOf, pageParameters } from '../page.js';
import { checkMembers, type RestRequest } from '../request.js';

/** What can be read beside the data, as Google's `Resource`, which is that of the Model Context Protocol. */
interface Resource {
  readonly description: string;
  readonly mimeType: string;
  readonly content: () => object;
}

const JSON_SCHEMA = 'application/schema+json';

/** The documents of a connection, by name: what an agent reads before it asks for entities. */
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
        description: `The JSON Schema of what the action ${action.name} takes. ${action.description}`,
        mimeType: JSON_SCHEMA,
        content: () => describeAction(action).inputJsonSchema,
      },
    ]),
  ]);
}

/** `resources.list` */
export function listResources(catalog: Catalog, { params, query }: RestRequest) {
  const { items, nextPageToken } = pageOf([...resourcesOf(catalog)], pageParameters(query));
  const base = `${connectionNameOf(params)}/resources`;
  return {
    resources: items.map(([name, { description, mimeType }]) => ({
      name,
      uri: `${base}/${name}`,
      description,
      mimeType,
    })),
    ...(nextPageToken && { nextPageToken }),
  };
}

/** `resources.get` and `getResourcePost` */
export function getResource(catalog: Catalog, { params, body }: RestRequest) {
  checkMembers(body, ['executionConfig']);
  const name = params.resourcesId ?? '';
  const resource = resourcesOf(catalog).get(name);
  if (!resource) {
    const message = `There is no resource ${JSON.stringify(name)}; resources.list names those that there are.`;
    throw new ConnectorError('NOT_FOUND', message, { reason: 'UNKNOWN_RESOURCE' });
  }
  const { mimeType, content } = resource;
  return { data: Buffer.from(JSON.stringify(content())).toString('base64'), mimeType };
}
