import { findEntityType } from '@twilio-connector/entities';
import { invalidParameter } from '../../errors.js';
import type { Catalog } from '../../runtime/runtime.js';
import { connectionNameOf, operationNameOf } from '../connection.js';
import { checkMembers, type RestRequest } from '../request.js';
import type { Services } from '../services.js';
import { getConnectionSchemaMetadata, schemaMetadataNameOf } from './connection-schema-metadata.js';
import { readOperationId, type SchemaCall, toOperationId } from './operation-id.js';
import { toRuntimeActionSchema, toRuntimeEntitySchema } from './runtime-schemas.js';

type Params = RestRequest['params'];
type Respond = (catalog: Catalog, subject: string, params: Params) => object;

const GOOGLE = 'type.googleapis.com/google.cloud.connectors.v1';

const RESPONSES: Readonly<Record<SchemaCall['verb'], Respond>> = {
  getEntityType: ({ entities }, subject) => ({
    '@type': `${GOOGLE}.RuntimeEntitySchema`,
    ...toRuntimeEntitySchema(findEntityType(entities.catalog, subject)),
  }),
  getAction({ actions }, subject) {
    const schema = toRuntimeActionSchema(actions.find(subject));
    // Google's agent kit reads a member that Google's own schema does not have.
    return { '@type': `${GOOGLE}.RuntimeActionSchema`, ...schema, outputJsonSchema: schema.resultJsonSchema };
  },
  refresh: (catalog, _subject, params) => ({
    '@type': `${GOOGLE}.ConnectionSchemaMetadata`,
    ...getConnectionSchemaMetadata(catalog, { params }),
  }),
};

/** What a caller needs for the outcome of each: the same as for the call. */
const PERMISSIONS = {
  getEntityType: 'connectors.connections.getRuntimeEntitySchema',
  getAction: 'connectors.connections.getRuntimeActionSchema',
  refresh: 'connectors.connections.getConnectionSchemaMetadata',
} as const satisfies Readonly<Record<SchemaCall['verb'], string>>;

/** `connectionSchemaMetadata.getEntityType` */
export function getEntityType(catalog: Catalog, { params, query }: RestRequest) {
  return start(catalog, params, 'getEntityType', required(query, 'entityId'));
}

/** `connectionSchemaMetadata.getAction` */
export function getAction(catalog: Catalog, { params, query }: RestRequest) {
  return start(catalog, params, 'getAction', required(query, 'actionId'));
}

/**
 * `connectionSchemaMetadata.refresh`: done as soon as asked, for the declarations are never out of date. The connection's
 * secrets may be: the next call reads them anew.
 */
export async function refresh({ connections }: Services, { params, resource, body }: RestRequest) {
  checkMembers(body, []);
  const connection = await connections.get(resource);
  connections.refresh(connection.name);
  return start(connections.catalog(connection), params, 'refresh', '');
}

/** The outcome of one of those, which Google's agent kit reads by `operations.get` only; undefined for any other name. */
export async function answerSchemaOperation(
  { connections }: Pick<Services, 'connections'>,
  { params, authorize }: Pick<RestRequest, 'params' | 'authorize'>,
) {
  const call = readOperationId(params.operationsId ?? '');
  if (!call) return undefined;
  const asked = { ...params, connectionsId: call.connection };
  const name = await connections.resolve(connectionNameOf(asked));
  await authorize(PERMISSIONS[call.verb], name, connectionNameOf(asked));
  return toOperation(connections.catalog(await connections.get(name)), asked, call);
}

function start(catalog: Catalog, params: Params, verb: SchemaCall['verb'], subject: string) {
  return toOperation(catalog, params, { verb, connection: params.connectionsId ?? '', subject, timeMs: Date.now() });
}

/** Google's `Operation`, of a call that is done. */
function toOperation(catalog: Catalog, params: Params, call: SchemaCall) {
  const time = new Date(call.timeMs).toISOString();
  return {
    name: operationNameOf({ ...params, operationsId: toOperationId(call) }),
    metadata: {
      '@type': `${GOOGLE}.OperationMetadata`,
      createTime: time,
      endTime: time,
      target: schemaMetadataNameOf(params),
      verb: call.verb,
      requestedCancellation: false,
      apiVersion: 'v1',
    },
    done: true,
    response: RESPONSES[call.verb](catalog, call.subject, params),
  };
}

function required(query: URLSearchParams, name: string): string {
  const value = query.get(name);
  if (value) return value;
  throw invalidParameter(name, 'is required');
}
