import {
  connectorVersion,
  describeAuthSchema,
  describeConnector,
  describeConnectorVersion,
  describeProvider,
} from '@twilio-connector/connection';
import { ConnectorError } from '../../errors.js';
import { defineMethod } from '../method.js';
import { PAGE, pageOf } from '../page.js';
import { oneOf, unsupported } from '../parameters.js';

const VERSION_VIEW = {
  view: oneOf(['CONNECTOR_VERSION_VIEW_UNSPECIFIED', 'CONNECTOR_VERSION_VIEW_BASIC', 'CONNECTOR_VERSION_VIEW_FULL']),
};
const SCHEMA_VIEW = { view: oneOf(['AUTH_SCHEMA_VIEW_UNSPECIFIED', 'BASIC', 'JSON_SCHEMA', 'EUA_SCHEMA']) };

type Path = Readonly<Record<string, string>>;

export const listProviders = defineMethod({
  id: 'v1.providers.list',
  permission: 'connectors.providers.list',
  audit: 'ADMIN_READ',
  on: 'server',
  parameters: PAGE,
  handle(_services, { path, query }) {
    const { items, ...page } = pageOf([describeProvider(readPath(path))], query);
    return { providers: items, ...page };
  },
});

export const getProvider = defineMethod({
  id: 'v1.providers.get',
  permission: 'connectors.providers.get',
  audit: 'ADMIN_READ',
  on: 'server',
  handle: (_services, { path }) => describeProvider(readPath(path)),
});

export const listConnectors = defineMethod({
  id: 'v1.providers.connectors.list',
  permission: 'connectors.connectors.list',
  audit: 'ADMIN_READ',
  on: 'server',
  parameters: { ...PAGE, filter: unsupported('there is one connector, so leave filter out') },
  handle(_services, { path, query }) {
    const { items, ...page } = pageOf([describeConnector(readPath(path))], query);
    return { connectors: items, ...page };
  },
});

export const getConnector = defineMethod({
  id: 'v1.providers.connectors.get',
  permission: 'connectors.connectors.get',
  audit: 'ADMIN_READ',
  on: 'server',
  handle: (_services, { path }) => describeConnector(readPath(path)),
});

export const listVersions = defineMethod({
  id: 'v1.providers.connectors.versions.list',
  permission: 'connectors.versions.list',
  audit: 'ADMIN_READ',
  on: 'server',
  parameters: { ...PAGE, ...VERSION_VIEW },
  handle(_services, { path, query }) {
    const { items, ...page } = pageOf([describeConnectorVersion({ ...readPath(path), view: toView(query) })], query);
    return { connectorVersions: items, ...page };
  },
});

/** Also describes every field of a form that creates a connection. */
export const getVersion = defineMethod({
  id: 'v1.providers.connectors.versions.get',
  permission: 'connectors.versions.get',
  audit: 'ADMIN_READ',
  on: 'server',
  parameters: VERSION_VIEW,
  handle: (_services, { path, query }) => describeConnectorVersion({ ...readPath(path), view: toView(query) }),
});

export const fetchAuthSchema = defineMethod({
  id: 'v1.providers.connectors.versions.fetchAuthSchema',
  permission: 'connectors.versions.get',
  audit: 'ADMIN_READ',
  on: 'server',
  parameters: SCHEMA_VIEW,
  handle(_services, { path, query: { view } }) {
    readPath(path);
    return describeAuthSchema(view === 'JSON_SCHEMA' ? view : 'BASIC');
  },
});

function toView({ view }: { readonly view: string | undefined }): 'BASIC' | 'FULL' {
  return view === 'CONNECTOR_VERSION_VIEW_FULL' ? 'FULL' : 'BASIC';
}

/**
 * Connectors are global, and there is one connector with one version. Exports from Google name different providers, so any
 * provider is accepted and repeated in the answer. `-` means all.
 */
function readPath({ projectsId = '', locationsId, providersId, connectorsId, versionsId }: Path) {
  const { connector, version } = connectorVersion;
  const isOne = (id: string | undefined, known: string) => id === undefined || id === known || id === '-';
  if (locationsId === 'global' && isOne(connectorsId, connector) && isOne(versionsId, version)) {
    return { project: projectsId, ...(providersId !== undefined && providersId !== '-' && { provider: providersId }) };
  }
  const path = `locations/global/providers/{provider}/connectors/${connector}/versions/${version}`;
  throw new ConnectorError('NOT_FOUND', `The only connector and version here is ${path}.`, {
    reason: 'UNKNOWN_CONNECTOR',
  });
}
