import { findEntityType } from '@twilio-connector/entities';
import type { Requirement } from '../../calls/call.js';
import type { Catalog } from '../../runtime/runtime.js';
import { connectionNameOf, operationNameOf } from '../resource-names.js';
import type { Services } from '../services.js';
import { toRuntimeActionSchema, toRuntimeEntitySchema } from './runtime-schemas.js';
import { schemaMetadata, schemaMetadataName } from './schema-metadata.js';
import { readSchemaOperationId, type SchemaCall, toSchemaOperationId } from './schema-operation-id.js';

type Path = Readonly<Record<string, string>>;
type Respond = (catalog: Catalog, subject: string, path: Path) => object;

const GOOGLE = 'type.googleapis.com/google.cloud.connectors.v1';

const RESPONSES: Readonly<Record<SchemaCall['verb'], Respond>> = {
  getEntityType: ({ entities }, subject) => ({
    '@type': `${GOOGLE}.RuntimeEntitySchema`,
    ...toRuntimeEntitySchema(findEntityType(entities.catalog, subject)),
  }),
  getAction({ actions }, subject) {
    const schema = toRuntimeActionSchema(actions.find(subject));
    // Google's agent kit reads `outputJsonSchema`, which is missing in Google's schema.
    return { '@type': `${GOOGLE}.RuntimeActionSchema`, ...schema, outputJsonSchema: schema.resultJsonSchema };
  },
  refresh: (catalog, _subject, path) => ({
    '@type': `${GOOGLE}.ConnectionSchemaMetadata`,
    ...schemaMetadata(catalog, path),
  }),
};

/** The permission that each call requires. Reading its operation requires the same one. */
export const SCHEMA_PERMISSIONS = {
  getEntityType: 'connectors.connections.getRuntimeEntitySchema',
  getAction: 'connectors.connections.getRuntimeActionSchema',
  refresh: 'connectors.connections.getConnectionSchemaMetadata',
} as const satisfies Readonly<Record<SchemaCall['verb'], string>>;

/** Carries out a call for a schema and returns its operation. */
export function startSchemaOperation(catalog: Catalog, path: Path, verb: SchemaCall['verb'], subject: string) {
  return toOperation(catalog, path, { verb, connection: path.connectionsId ?? '', subject, timeMs: Date.now() });
}

/** The permission that reading a schema operation requires; undefined if the path names another kind of operation. */
export async function schemaOperationRequirement(
  { connections }: Pick<Services, 'connections'>,
  path: Path,
): Promise<Requirement | undefined> {
  const call = readSchemaOperationId(path.operationsId ?? '');
  if (!call) return undefined;
  const asked = connectionNameOf({ ...path, connectionsId: call.connection });
  return { permission: SCHEMA_PERMISSIONS[call.verb], resource: await connections.resolve(asked), asked };
}

/** Computes a schema operation again from its id; undefined if the path names another kind of operation. */
export async function readSchemaOperation({ connections }: Pick<Services, 'connections'>, path: Path) {
  const call = readSchemaOperationId(path.operationsId ?? '');
  if (!call) return undefined;
  const asked = { ...path, connectionsId: call.connection };
  const name = await connections.resolve(connectionNameOf(asked));
  return toOperation(connections.catalog(await connections.get(name)), asked, call);
}

/** Google's `Operation` for a completed call. */
function toOperation(catalog: Catalog, path: Path, call: SchemaCall) {
  const time = new Date(call.timeMs).toISOString();
  return {
    name: operationNameOf({ ...path, operationsId: toSchemaOperationId(call) }),
    metadata: {
      '@type': `${GOOGLE}.OperationMetadata`,
      createTime: time,
      endTime: time,
      target: schemaMetadataName(path),
      verb: call.verb,
      requestedCancellation: false,
      apiVersion: 'v1',
    },
    done: true,
    response: RESPONSES[call.verb](catalog, call.subject, path),
  };
}
