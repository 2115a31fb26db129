import type { EntityType, Operation } from '@twilio-connector/entities';
import { entityIdSchema, listParameters } from '../../tools/operation-schemas.js';
import { objectOf, type OpenApiSchema, ref, toOpenApiSchema, toProperties } from './schema.js';
import { requestBody, responses } from './shared-components.js';

/** A method of Google on the entities of one entity type. */
interface EntityMethod {
  readonly path: '' | '/{entityId}' | ':updateEntitiesWithConditions' | ':deleteEntitiesWithConditions';
  readonly verb: 'get' | 'post' | 'patch' | 'delete';
  readonly id: string;
  readonly summary: string;
  /** The name of the schema of the body's fields. */
  readonly body?: string;
  /** The name of the schema of the answer. */
  readonly answer: string;
}

/** The methods by the operation that an entity type must support for them. */
const ENTITY_METHODS: Readonly<Record<Operation, (name: string) => readonly EntityMethod[]>> = {
  LIST: (name) => [{ path: '', verb: 'get', id: 'list', summary: `Lists ${name}`, answer: `${name}List` }],
  GET: (name) => [
    { path: '/{entityId}', verb: 'get', id: 'get', summary: `Reads one entity of ${name}`, answer: `${name}Entity` },
  ],
  CREATE: (name) => [
    {
      path: '',
      verb: 'post',
      id: 'create',
      summary: `Creates an entity of ${name}`,
      body: `${name}Create`,
      answer: `${name}Created`,
    },
  ],
  UPDATE: (name) => [
    {
      path: '/{entityId}',
      verb: 'patch',
      id: 'update',
      summary: `Changes one entity of ${name}`,
      body: `${name}Update`,
      answer: `${name}Updated`,
    },
    {
      path: ':updateEntitiesWithConditions',
      verb: 'post',
      id: 'updateWithConditions',
      summary: `Changes the ${name} that match the conditions`,
      body: `${name}Update`,
      answer: 'UpdatedWithConditions',
    },
  ],
  DELETE: (name) => [
    { path: '/{entityId}', verb: 'delete', id: 'delete', summary: `Deletes one entity of ${name}`, answer: 'Deleted' },
    {
      path: ':deleteEntitiesWithConditions',
      verb: 'post',
      id: 'deleteWithConditions',
      summary: `Deletes the ${name} that match the conditions`,
      answer: 'Deleted',
    },
  ],
};

/** The OpenAPI paths of an entity type, with an operation for each method that it supports. */
export function entityTypePaths(entityType: EntityType): Record<string, Record<string, object>> {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of entityType.operations) {
    for (const method of ENTITY_METHODS[operation](entityType.name)) {
      const path = `/entityTypes/${entityType.name}/entities${method.path}`;
      paths[path] = { ...paths[path], [method.verb]: describeMethod(entityType, operation, method) };
    }
  }
  return paths;
}

function describeMethod(entityType: EntityType, operation: Operation, method: EntityMethod) {
  const { name, deprecated, consequences } = entityType;
  const { id, summary, body, answer } = method;
  const consequence = consequences?.[operation];
  const description = [consequence && `This ${consequence}.`, deprecated].filter(Boolean).join(' ');
  return {
    operationId: `${id}_${name}`,
    tags: [name],
    summary,
    ...(description && { description }),
    ...(deprecated && { deprecated: true }),
    parameters: parametersOf(entityType, method),
    ...(body && { requestBody: requestBody(objectOf({ fields: ref(body) })) }),
    responses: responses(summary, ref(answer)),
  };
}

function parametersOf(entityType: EntityType, { path, verb }: EntityMethod): object[] {
  if (path === '/{entityId}') {
    return [toParameter('entityId', 'path', toOpenApiSchema(entityIdSchema(entityType)))];
  }
  const { conditions = {}, ...others } = toProperties(listParameters(entityType));
  if (path !== '') return [{ ...toParameter('conditions', 'query', conditions), required: true }];
  const maxRequests = { type: 'integer', minimum: 1, description: 'The maximum number of requests to Twilio.' };
  const all: Record<string, OpenApiSchema> = verb === 'get' ? { conditions, ...others, maxRequests } : {};
  return Object.entries(all).map(([name, schema]) => toParameter(name, 'query', schema));
}

function toParameter(name: string, location: 'path' | 'query', { description, ...schema }: OpenApiSchema) {
  return { name, in: location, ...(location === 'path' && { required: true }), description, schema };
}
