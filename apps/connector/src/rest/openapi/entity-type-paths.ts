import type { EntityType, Operation } from '@twilio-connector/entities';
import { entityIdSchema, listParameters } from '../../tools/operation-schemas.js';
import { objectOf, type OpenApiSchema, ref, toOpenApiSchema, toProperties } from './schema.js';
import { requestBody, responses } from './shared-components.js';

interface Place {
  readonly path: '' | '/{entityId}' | ':updateEntitiesWithConditions' | ':deleteEntitiesWithConditions';
  readonly verb: 'get' | 'post' | 'patch' | 'delete';
  readonly id: string;
  readonly summary: string;
  /** The schema of the body's fields, and that of the answer, of an entity type. */
  readonly body?: string;
  readonly answer: string;
}

// Google's methods, by the operation that an entity type has to offer for them.
const PLACES: Readonly<Record<Operation, (name: string) => readonly Place[]>> = {
  LIST: (name) => [{ path: '', verb: 'get', id: 'list', summary: `Lists ${name}`, answer: `${name}List` }],
  GET: (name) => [
    { path: '/{entityId}', verb: 'get', id: 'get', summary: `Reads one of ${name}`, answer: `${name}Entity` },
  ],
  CREATE: (name) => [
    {
      path: '',
      verb: 'post',
      id: 'create',
      summary: `Creates one of ${name}`,
      body: `${name}Create`,
      answer: `${name}Created`,
    },
  ],
  UPDATE: (name) => [
    {
      path: '/{entityId}',
      verb: 'patch',
      id: 'update',
      summary: `Changes one of ${name}`,
      body: `${name}Update`,
      answer: `${name}Updated`,
    },
    {
      path: ':updateEntitiesWithConditions',
      verb: 'post',
      id: 'updateWithConditions',
      summary: `Changes the ${name} that the conditions find`,
      body: `${name}Update`,
      answer: 'UpdatedWithConditions',
    },
  ],
  DELETE: (name) => [
    { path: '/{entityId}', verb: 'delete', id: 'delete', summary: `Deletes one of ${name}`, answer: 'Deleted' },
    {
      path: ':deleteEntitiesWithConditions',
      verb: 'post',
      id: 'deleteWithConditions',
      summary: `Deletes the ${name} that the conditions find`,
      answer: 'Deleted',
    },
  ],
};

/** The paths of an entity type, with an operation for each method that it offers. */
export function entityTypePaths(entityType: EntityType): Record<string, Record<string, object>> {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of entityType.operations) {
    for (const place of PLACES[operation](entityType.name)) {
      const path = `/entityTypes/${entityType.name}/entities${place.path}`;
      paths[path] = { ...paths[path], [place.verb]: describePlace(entityType, operation, place) };
    }
  }
  return paths;
}

function describePlace(entityType: EntityType, operation: Operation, place: Place) {
  const { name, deprecated, consequences } = entityType;
  const { id, summary, body, answer } = place;
  const consequence = consequences?.[operation];
  const description = [consequence && `This ${consequence}.`, deprecated].filter(Boolean).join(' ');
  return {
    operationId: `${id}_${name}`,
    tags: [name],
    summary,
    ...(description && { description }),
    ...(deprecated && { deprecated: true }),
    parameters: parametersOf(entityType, place),
    ...(body && { requestBody: requestBody(objectOf({ fields: ref(body) })) }),
    responses: responses(summary, ref(answer)),
  };
}

function parametersOf(entityType: EntityType, { path, verb }: Place): object[] {
  if (path === '/{entityId}') {
    return [toParameter('entityId', 'path', toOpenApiSchema(entityIdSchema(entityType)))];
  }
  const { conditions = {}, ...others } = toProperties(listParameters(entityType));
  if (path !== '') return [{ ...toParameter('conditions', 'query', conditions), required: true }];
  const maxRequests = { type: 'integer', minimum: 1, description: 'The most requests to Twilio that it may take.' };
  const all: Record<string, OpenApiSchema> = verb === 'get' ? { conditions, ...others, maxRequests } : {};
  return Object.entries(all).map(([name, schema]) => toParameter(name, 'query', schema));
}

function toParameter(name: string, place: 'path' | 'query', { description, ...schema }: OpenApiSchema) {
  return { name, in: place, ...(place === 'path' && { required: true }), description, schema };
}
