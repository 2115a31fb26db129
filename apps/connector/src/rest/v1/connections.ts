import {
  type Connection,
  describeConnection,
  type FieldViolation,
  matchesQuery,
  parseConnectionFilter,
  parseOrderBy,
} from '@twilio-connector/connection';
import type { Caller } from '../../access/caller.js';
import { badRequest, ConnectorError } from '../../errors.js';
import { defineMethod } from '../method.js';
import { PAGE, pageOf } from '../page.js';
import { flag, oneOf, requiredText, text } from '../parameters.js';
import { connectionNameOf } from '../resource-names.js';
import type { Services } from '../services.js';

const VIEW = { view: oneOf(['CONNECTION_VIEW_UNSPECIFIED', 'BASIC', 'FULL']) };
// Not a parameter of Google: validates and tries the change at Twilio, and stores nothing.
const VALIDATE_ONLY = { validateOnly: flag() };
// Google does not document its limits for this list. Its other lists of v1 use these.
const PAGE_LIMITS = { default: 50, max: 1000 };

export const get = defineMethod({
  id: 'v1.connections.get',
  permission: 'connectors.connections.get',
  audit: 'ADMIN_READ',
  on: 'server',
  parameters: VIEW,
  async handle({ connections }, { path, resource }) {
    // The first connection exists in every project, so the answer repeats the requested name.
    return { ...describeConnection(await connections.get(resource)), name: connectionNameOf(path) };
  },
});

export const list = defineMethod({
  id: 'v1.connections.list',
  permission: 'connectors.connections.list',
  audit: 'ADMIN_READ',
  on: 'server',
  parameters: { ...PAGE, ...VIEW, filter: text(), orderBy: text() },
  async handle({ connections }, { path, query }) {
    const filter = parseConnectionFilter(query.filter ?? '');
    if (!filter.ok) throw invalidQuery(filter.violations);
    const order = parseOrderBy(query.orderBy ?? '');
    if (!order.ok) throw invalidQuery(order.violations);
    const all = await listIn(connections, path);
    const found = all.map(describeConnection).filter(filter.matches).toSorted(order.compare);
    const { items, ...page } = pageOf(found, query, PAGE_LIMITS);
    return { connections: items, ...page };
  },
});

/** The connections that contain every word of the query. */
export const search = defineMethod({
  id: 'v1.connections.search',
  permission: 'connectors.connections.list',
  audit: 'ADMIN_READ',
  on: 'server',
  parameters: { ...PAGE, query: requiredText() },
  async handle({ connections }, { path, query }) {
    const all = (await listIn(connections, path)).map(describeConnection);
    const found = all.filter((one) => matchesQuery(one, query.query));
    const { items, ...page } = pageOf(found, query, PAGE_LIMITS);
    return { connections: items.map((connection) => ({ connection })), ...page };
  },
});

export const create = defineMethod({
  id: 'v1.connections.create',
  permission: 'connectors.connections.create',
  audit: 'ADMIN_WRITE',
  on: 'server',
  parameters: { connectionId: requiredText('is required: the id of the new connection'), ...VALIDATE_ONLY },
  body: 'any',
  handle({ connections }, { path, query, body, onAttempt }) {
    const name = connectionNameOf({ ...path, connectionsId: query.connectionId });
    return query.validateOnly ? connections.tryCreate(name, body, onAttempt) : connections.create(name, body);
  },
});

export const patch = defineMethod({
  id: 'v1.connections.patch',
  permission: 'connectors.connections.update',
  audit: 'ADMIN_WRITE',
  on: 'server',
  parameters: { updateMask: text(), ...VALIDATE_ONLY },
  body: 'any',
  handle({ connections, policies }, { resource, query, body, caller, onAttempt }) {
    const { updateMask: mask = '', validateOnly } = query;
    const check = (before: Connection, after: Connection) => checkServiceAccount(policies, caller, { before, after });
    return validateOnly
      ? connections.tryPatch(resource, body, mask, { check, onAttempt })
      : connections.patch(resource, body, mask, check);
  },
});

/**
 * The service account decides which secrets a connection may read. So its choice belongs to the project, like the creation of
 * a connection; otherwise the administrator of one connection could read with the rights of another one.
 */
async function checkServiceAccount(
  policies: Services['policies'],
  caller: Caller,
  { before, after }: { readonly before: Connection; readonly after: Connection },
): Promise<void> {
  if (after.serviceAccount === before.serviceAccount) return;
  const project = before.name.split('/', 2).join('/');
  if (await policies.isAllowed(caller, 'connectors.connections.update', project)) return;
  const message = `${caller.member} cannot change the service account of a connection without the permission connectors.connections.update on ${project}; ask an administrator of the project.`;
  throw new ConnectorError('PERMISSION_DENIED', message, { reason: 'PERMISSION_DENIED' });
}

const deleteConnection = defineMethod({
  id: 'v1.connections.delete',
  permission: 'connectors.connections.delete',
  audit: 'ADMIN_WRITE',
  on: 'server',
  // Accepted without effect: a connection has no child resources.
  parameters: { force: flag() },
  handle: ({ connections }, { resource }) => connections.remove(resource),
});
export { deleteConnection as delete };

function listIn(
  connections: Services['connections'],
  { projectsId = '', locationsId = '' }: Readonly<Record<string, string>>,
): Promise<readonly Connection[]> {
  if (projectsId !== '-') return connections.list(projectsId, locationsId);
  throw new ConnectorError('INVALID_ARGUMENT', 'Connections are listed by project. Name one project instead of "-".', {
    reason: 'INVALID_PATH',
  });
}

function invalidQuery(violations: readonly FieldViolation[]): ConnectorError {
  const message = violations.map(({ description }) => description).join(' ');
  return new ConnectorError('INVALID_ARGUMENT', message, {
    reason: 'INVALID_PARAMETER',
    details: [badRequest(violations)],
  });
}
