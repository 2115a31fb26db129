import {
  connectorVersion,
  describeAuthSchema,
  describeConnector,
  describeConnectorVersion,
  describeProvider,
} from '@twilio-connector/connection';
import { ConnectorError } from '../../errors.js';
import { enumParameter, type RestRequest } from '../request.js';
import type { Services } from '../services.js';

const VERSION_VIEWS = [
  'CONNECTOR_VERSION_VIEW_UNSPECIFIED',
  'CONNECTOR_VERSION_VIEW_BASIC',
  'CONNECTOR_VERSION_VIEW_FULL',
];
const SCHEMA_VIEWS = ['AUTH_SCHEMA_VIEW_UNSPECIFIED', 'BASIC', 'JSON_SCHEMA', 'EUA_SCHEMA'];

type Params = RestRequest['params'];

/** `providers.list` */
export function listProviders(_services: Services, { params }: RestRequest) {
  checkPath(params);
  return { providers: [describeProvider(optionsOf(params))] };
}

/** `providers.get` */
export function getProvider(_services: Services, { params }: RestRequest) {
  checkPath(params);
  return describeProvider(optionsOf(params));
}

/** `connectors.list` */
export function listConnectors(_services: Services, { params }: RestRequest) {
  checkPath(params);
  return { connectors: [describeConnector(optionsOf(params))] };
}

/** `connectors.get` */
export function getConnector(_services: Services, { params }: RestRequest) {
  checkPath(params);
  return describeConnector(optionsOf(params));
}

/** `versions.list` */
export function listVersions(_services: Services, { params, query }: RestRequest) {
  checkPath(params);
  return { connectorVersions: [describeConnectorVersion({ ...optionsOf(params), view: viewOf(query) })] };
}

/** `versions.get`: all that the form of a new connection is drawn from. */
export function getVersion(_services: Services, { params, query }: RestRequest) {
  checkPath(params);
  return describeConnectorVersion({ ...optionsOf(params), view: viewOf(query) });
}

/** `versions.fetchAuthSchema` */
export function fetchAuthSchema(_services: Services, { params, query }: RestRequest) {
  checkPath(params);
  const view = enumParameter(query, 'view', SCHEMA_VIEWS);
  return describeAuthSchema(view === 'JSON_SCHEMA' ? view : 'BASIC');
}

function viewOf(query: URLSearchParams): 'BASIC' | 'FULL' {
  return enumParameter(query, 'view', VERSION_VIEWS) === 'CONNECTOR_VERSION_VIEW_FULL' ? 'FULL' : 'BASIC';
}

/** Google's exports differ in the provider: any is served, and answered as it was asked for. `-` is every one. */
function optionsOf({ projectsId = '', providersId }: Params) {
  return { project: projectsId, ...(providersId !== undefined && providersId !== '-' && { provider: providersId }) };
}

/** Connectors are global, and there is one in one version. */
function checkPath({ locationsId, connectorsId, versionsId }: Params): void {
  const { connector, version } = connectorVersion;
  const isOne = (id: string | undefined, known: string) => id === undefined || id === known || id === '-';
  if (locationsId === 'global' && isOne(connectorsId, connector) && isOne(versionsId, version)) return;
  const path = `locations/global/providers/{provider}/connectors/${connector}/versions/${version}`;
  throw new ConnectorError('NOT_FOUND', `There is one connector here, in one version: ${path}.`, {
    reason: 'UNKNOWN_CONNECTOR',
  });
}
