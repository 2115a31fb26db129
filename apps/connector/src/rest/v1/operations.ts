import { findEntityType } from '@twilio-connector/entities';
import type { Runtime } from '../../runtime.js';
import { checkConnection } from '../connection.js';
import { RestError } from '../errors.js';
import { checkMembers, invalidParameter, type RestRequest } from '../request.js';
import { getConnectionSchemaMetadata, schemaMetadataNameOf } from './connection-schema-metadata.js';
import { readOperationId, type SchemaCall, toOperationId } from './operation-id.js';
import { toRuntimeActionSchema, toRuntimeEntitySchema } from './runtime-schemas.js';

type Params = RestRequest['params'];
type Respond = (runtime: Runtime, subject: string, params: Params) => object;

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
  refresh: (runtime, _subject, params) => ({
    '@type': `${GOOGLE}.ConnectionSchemaMetadata`,
    ...getConnectionSchemaMetadata(runtime, { params }),
  }),
};

/** `connectionSchemaMetadata.getEntityType` */
export function getEntityType(runtime: Runtime, { params, query }: RestRequest) {
  return start(runtime, params, 'getEntityType', required(query, 'entityId'));
}

/** `connectionSchemaMetadata.getAction` */
export function getAction(runtime: Runtime, { params, query }: RestRequest) {
  return start(runtime, params, 'getAction', required(query, 'actionId'));
}

/** `connectionSchemaMetadata.refresh`: done as soon as asked, for the declarations are never out of date. */
export function refresh(runtime: Runtime, { params, body }: RestRequest) {
  checkMembers(body, []);
  return start(runtime, params, 'refresh', '');
}

/** `operations.get`: Google's agent kit reads the outcome of the methods above here only. */
export function getOperation(runtime: Runtime, { params }: RestRequest) {
  const { operationsId = '', locationsId: location } = params;
  const call = readOperationId(operationsId);
  if (!call) {
    const message = `There is no operation ${JSON.stringify(operationsId)}.`;
    throw new RestError('NOT_FOUND', message, { reason: 'UNKNOWN_OPERATION' });
  }
  checkConnection(runtime, { location, connection: call.connection }, true);
  return toOperation(runtime, { ...params, connectionsId: call.connection }, call);
}

function start(runtime: Runtime, params: Params, verb: SchemaCall['verb'], subject: string) {
  return toOperation(runtime, params, { verb, connection: params.connectionsId ?? '', subject, timeMs: Date.now() });
}

/** Google's `Operation`, of a call that is done. */
function toOperation(runtime: Runtime, params: Params, call: SchemaCall) {
  const time = new Date(call.timeMs).toISOString();
  return {
    name: `projects/${params.projectsId}/locations/${params.locationsId}/operations/${toOperationId(call)}`,
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
    response: RESPONSES[call.verb](runtime, call.subject, params),
  };
}

function required(query: URLSearchParams, name: string): string {
  const value = query.get(name);
  if (value) return value;
  throw invalidParameter(name, 'is required');
}
