import * as auditRecords from './admin/audit-records.js';
import * as tokens from './admin/tokens.js';
import * as policies from './iam/policies.js';
import type { Method } from './method.js';
import * as secrets from './secretmanager/secrets.js';
import * as secretVersions from './secretmanager/versions.js';
import * as task from './task/execute-connection.js';
import * as connectionSchemaMetadata from './v1/connection-schema-metadata.js';
import * as connections from './v1/connections.js';
import * as connectors from './v1/connectors.js';
import * as locations from './v1/locations.js';
import * as operations from './v1/operations.js';
import * as runtimeSchemas from './v1/runtime-schema-methods.js';
import * as schemas from './v1/schema-methods.js';
import * as actions from './v2/actions.js';
import * as connectionStatus from './v2/connections.js';
import * as entities from './v2/entities.js';
import * as entityTypes from './v2/entity-types.js';
import * as httpRequest from './v2/http-request.js';
import * as resources from './v2/resources.js';
import * as tools from './v2/tools.js';

/** The files that declare the built methods. Every export of these files is a method. */
const files: readonly Readonly<Record<string, Method>>[] = [
  actions,
  auditRecords,
  connections,
  connectionSchemaMetadata,
  connectionStatus,
  connectors,
  entities,
  entityTypes,
  httpRequest,
  locations,
  operations,
  policies,
  resources,
  runtimeSchemas,
  schemas,
  secrets,
  secretVersions,
  task,
  tokens,
  tools,
];

export const METHODS: readonly Method[] = files.flatMap((file) => Object.values(file));
